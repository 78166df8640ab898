using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

public enum ScrapeVerdict
{
    /// <summary>The site says the same as last time.</summary>
    Unchanged,

    /// <summary>Read, believed and stored.</summary>
    Changed,

    /// <summary>The site honestly lists no calls, and the contract allows that.</summary>
    Empty,

    /// <summary>The contract is broken: nothing was published, closed or mailed.</summary>
    Suspect,

    /// <summary>Could not be read; stored calls stay as they were.</summary>
    Failed,
}

/// <summary>One reading of a source, for the ledger and for people.</summary>
/// <param name="Listings">Rows that the site listed (stored ones where the listing did not change).</param>
/// <param name="Opportunities">Calls that could be normalised.</param>
/// <param name="Changes">Changes stored, trivial ones included.</param>
/// <param name="Problem">What was wrong; null when nothing was.</param>
/// <param name="Notes">Single calls or pages that could not be read; the rest of the run stands.</param>
public sealed record ScrapeRun(
    string Source,
    Instant StartedAt,
    ScrapeVerdict Verdict,
    int Listings,
    int Opportunities,
    int Changes,
    SourceProblem? Problem,
    IReadOnlyList<string> Notes)
{
    /// <summary>How long it took; null for a run of before this was kept.</summary>
    public Duration? Took { get; init; }

    /// <summary>How many pages had to be read, for they were new or had changed; null for a run of before this was kept.</summary>
    public int? PagesRead { get; init; }

    /// <summary>How often each field was found; null for a run that could not be read, or of before this was kept.</summary>
    public RowCoverage? Coverage { get; init; }

    /// <summary>It broke the contract no worse than a curator had accepted, and was believed for that.</summary>
    public bool Accepted { get; init; }
}
