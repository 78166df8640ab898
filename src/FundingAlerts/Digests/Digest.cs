using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Teams;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Names one mail for good: one subscriber, one period. Composing it again gives the same mail, not another.</summary>
/// <param name="Between">Of a digest between two periods, what tells it from others of its day; null for a period's own.</param>
/// <param name="Member">Of a team's digest, whose copy it is; null for a person's.</param>
public readonly record struct DigestId(string SubscriberId, LocalDate Period, string? Between = null, string? Member = null)
{
    public override string ToString() =>
        $"{SubscriberId}-{Period:uuuu-MM-dd}{(Between is null ? "" : "-" + Between)}{(Member is null ? "" : "." + Member)}";
}

/// <summary>What one subscriber is told for one period: decided here, worded elsewhere.</summary>
/// <param name="Entries">Each call once, the groups in the order of <see cref="DigestGroup"/>, within one by nearest deadline.</param>
/// <param name="Waiting">How many matching calls did not fit; they stay pending and come next time.</param>
public sealed record Digest(DigestId Id, Subscriber Reader, Instant ComposedAt, IReadOnlyList<DigestEntry> Entries, int Waiting)
{
    public Occasion Occasion { get; init; }

    /// <summary>Calls told before whose deadline is near, the nearest first; none of them is among the entries.</summary>
    public IReadOnlyList<NearDeadline> Near { get; init; } = [];

    /// <summary>Sources that they rely on and that went down or came back.</summary>
    public IReadOnlyList<SourceNotice> Notices { get; init; } = [];

    /// <summary>Of a mail that says that all is quiet, how the sources fare; else null.</summary>
    public SourceStandings? Heartbeat { get; init; }

    /// <summary>What the desk says to all, and to calls among the entries, which stand first in their group.</summary>
    public IReadOnlyList<DeskNote> Notes { get; init; } = [];

    /// <summary>Of a team's, what its members said of calls since the last one.</summary>
    public IReadOnlyList<TeamNews> TeamNews { get; init; } = [];

    public IEnumerable<DigestEntry> In(DigestGroup group) => Entries.Where(e => e.Group == group);
}

public enum DigestGroup
{
    /// <summary>Not told before.</summary>
    New,

    /// <summary>Told before as forthcoming, and open now.</summary>
    Opened,

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

/// <summary>A call told before, and its next deadline.</summary>
public sealed record NearDeadline(Opportunity Opportunity, Deadline.On Deadline);

/// <summary>What a member said of a call, with the names of members instead of their ids.</summary>
/// <param name="Assignee">Who is to look at it; null for nobody.</param>
public sealed record TeamNews(Opportunity Opportunity, TeamMark Mark, string Note, string By, string? Assignee);

/// <summary>A source went down, or is back.</summary>
/// <param name="IsBack">Whether it can be read again.</param>
public sealed record SourceNotice(SourceStanding Source, bool IsBack);
