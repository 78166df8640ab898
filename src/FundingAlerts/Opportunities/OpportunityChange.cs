using System.Text.Json.Serialization;
using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>Something that happened to a call, with the old and the new value. The log of these is only ever added to.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Published), "published")]
[JsonDerivedType(typeof(DeadlineMoved), "deadline-moved")]
[JsonDerivedType(typeof(StatusChanged), "status-changed")]
[JsonDerivedType(typeof(Reopened), "reopened")]
[JsonDerivedType(typeof(FundingChanged), "funding-changed")]
[JsonDerivedType(typeof(EligibilityChanged), "eligibility-changed")]
[JsonDerivedType(typeof(DocumentsChanged), "documents-changed")]
[JsonDerivedType(typeof(Amended), "amended")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
public abstract record OpportunityChange
{
    private OpportunityChange()
    {
    }

    public required OpportunityId Opportunity { get; init; }

    /// <summary>The version of the opportunity that this change made.</summary>
    public required int Version { get; init; }

    public required Instant SeenAt { get; init; }

    /// <summary>Whether people are told; the rest only enters the call's history.</summary>
    [JsonIgnore]
    public virtual bool IsMaterial => true;

    public sealed record Published : OpportunityChange;

    public sealed record DeadlineMoved(IReadOnlyList<Understood<Deadline>> Old, IReadOnlyList<Understood<Deadline>> New) : OpportunityChange;

    /// <summary>The source's word for the status changed.</summary>
    public sealed record StatusChanged(OpportunityStatus Old, OpportunityStatus New) : OpportunityChange;

    /// <summary>A closed or withdrawn call takes applications again.</summary>
    public sealed record Reopened : OpportunityChange;

    public sealed record FundingChanged(FundingAvailable Old, FundingAvailable New) : OpportunityChange;

    public sealed record EligibilityChanged(IReadOnlyList<CountryEligibility> Old, IReadOnlyList<CountryEligibility> New) : OpportunityChange;

    /// <summary>The documents that belong to the call: a new guide for applicants, a template that went.</summary>
    public sealed record DocumentsChanged(IReadOnlyList<Uri> Old, IReadOnlyList<Uri> New) : OpportunityChange;

    /// <summary>Words changed that alter nobody's plans.</summary>
    public sealed record Amended(string Field, string Old, string New) : OpportunityChange
    {
        [JsonIgnore]
        public override bool IsMaterial => false;
    }

    public sealed record Withdrawn : OpportunityChange;
}
