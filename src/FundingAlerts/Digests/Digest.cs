using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Names one mail for good: one subscriber, one period. Composing it again gives the same mail, not another.</summary>
public readonly record struct DigestId(string SubscriberId, LocalDate Period)
{
    public override string ToString() => $"{SubscriberId}-{Period:uuuu-MM-dd}";
}

/// <summary>What one subscriber is told for one period: decided here, worded elsewhere.</summary>
/// <param name="Entries">Each call once, the groups in the order of <see cref="DigestGroup"/>, within one by nearest deadline.</param>
/// <param name="Waiting">How many matching calls did not fit; they stay pending and come next time.</param>
public sealed record Digest(DigestId Id, Subscriber Reader, Instant ComposedAt, IReadOnlyList<DigestEntry> Entries, int Waiting)
{
    public IEnumerable<DigestEntry> In(DigestGroup group) => Entries.Where(e => e.Group == group);
}

public enum DigestGroup
{
    /// <summary>Not told before.</summary>
    New,

    /// <summary>Told before, and something that matters has changed.</summary>
    Changed,

    /// <summary>Told before, and taken away by the funder.</summary>
    Withdrawn,
}

/// <summary>One call in a digest, why it is there, and what changed (with old and new values; empty for a new call).</summary>
public sealed record DigestEntry(
    DigestGroup Group,
    Opportunity Opportunity,
    IReadOnlyList<InterestMatch> Why,
    IReadOnlyList<OpportunityChange> Changes)
{
    /// <summary>The call as all sites show it, its leading page being <see cref="Opportunity"/>; null where nobody looked.</summary>
    public TwinGroup? Twins { get; init; }
}
