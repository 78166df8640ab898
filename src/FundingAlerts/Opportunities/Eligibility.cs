using System.Text.Json.Serialization;

namespace FundingAlerts.Opportunities;

/// <summary>What an organisation of a country may do in a call.</summary>
public enum Participation
{
    Unknown,
    MayLead,
    MayTakePart,
    OwnFundingNeeded,
    NotEligible,
}

/// <summary>Whether organisations of the Netherlands and of the United Kingdom can be in one project.</summary>
public enum JointParticipation
{
    Unknown,
    Can,
    Cannot,
}

/// <summary>What organisations of one country may do, and why we think so.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case: NL, GB.</param>
/// <param name="Evidence">The source's words, or the rule that says so.</param>
public sealed record CountryEligibility(string Country, Participation Participation, string Evidence)
{
    /// <summary>The programme rule that was asked ("horizon-europe"); null when no rule was.</summary>
    public string? RuleId { get; init; }

    /// <summary>The rule's reason in a sentence for people; null when no rule was asked.</summary>
    public Reason? Reason { get; init; }

    /// <summary>What the source itself says of the country, kept beside a rule's answer; null when it says nothing.</summary>
    public SourceStatement? Listed { get; init; }

    /// <summary>What the source itself says, whether a rule was asked since or not; null when all of it is ours.</summary>
    [JsonIgnore]
    public SourceStatement? Said => Listed ?? (RuleId is null && Reason is null ? new(Participation, Evidence) : null);
}

/// <summary>What the source itself says of a country.</summary>
/// <param name="Evidence">The source's words.</param>
public sealed record SourceStatement(Participation Participation, string Evidence);

/// <summary>One sentence for people, in English and in Dutch.</summary>
public sealed record Reason(string English, string Dutch);

/// <summary>Whether the Netherlands and the United Kingdom can apply together, and why we think so.</summary>
public sealed record JointEligibility(JointParticipation Participation, Reason Reason)
{
    /// <summary>The programme rule that says so; null when none does.</summary>
    public string? RuleId { get; init; }
}
