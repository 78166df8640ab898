using System.ComponentModel.DataAnnotations;

namespace FundingAlerts.Scraping;

/// <summary>How much is read, over all sources and all machines.</summary>
public sealed class ScrapeOptions
{
    /// <summary>The most pages that one host is asked for in a day (UTC). Unchanged pages count; robots.txt and retries do not.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerHostAndDay { get; init; } = 2_000;

    /// <summary>No more sources are planned while so many wait to be read.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaitingScrapes { get; init; } = 500;

    /// <summary>No more sources are planned while so many changes wait to be matched.</summary>
    [Range(1, 100_000_000)]
    public int MaxWaitingChanges { get; init; } = 20_000;
}
