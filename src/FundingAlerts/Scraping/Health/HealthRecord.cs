using NodaTime;

namespace FundingAlerts.Scraping.Health;

/// <summary>What is remembered of a source's health between two looks at it. How it fares at an instant is <see cref="SourceHealth"/>.</summary>
public sealed record HealthRecord
{
    /// <summary>When we first looked whether it is read.</summary>
    public Instant? WatchedSince { get; init; }

    public Instant? LastRunAt { get; init; }

    public BelievedRun? Believed { get; init; }

    /// <summary>Rows of the last believed runs, newest first, without calls that have closed since.</summary>
    public IReadOnlyList<int> RowCounts { get; init; } = [];

    /// <summary>When something changed, newest first; the last one may be the first reading.</summary>
    public IReadOnlyList<Instant> ChangedAt { get; init; } = [];

    /// <summary>Since when it is well; null when it never was or is not.</summary>
    public Instant? HealthySince { get; init; }

    public Trouble? Trouble { get; init; }

    /// <summary>A single failure that may pass by itself; it is a trouble when the next run fails so too.</summary>
    public Trouble? Doubt { get; init; }

    /// <summary>The kinds of trouble that were told since the source was last well.</summary>
    public IReadOnlyList<TroubleKind> Told { get; init; } = [];

    /// <summary>Of the present trouble.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    public Quarantine? Quarantine { get; init; }

    /// <summary>How many events the log has.</summary>
    public int Events { get; init; }
}
