using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>One reading of a source under way: what was known before it, and what the listing says.</summary>
internal sealed record Scrape(
    SourceDefinition Source, Dictionary<string, KnownRow> Known, ListingReading.Result Listing, TimedFetcher Fetcher, RunNotes Notes, Instant Now)
{
    /// <summary>Rows that the listing held when it was last believed, and holds no more.</summary>
    public IEnumerable<KeyValuePair<string, KnownRow>> Left => Known.Where(k => k.Value.Listed && !Listing.Rows.ContainsKey(k.Key));

    public RunOutcome Failed(SourceProblem problem) => new(Ended(ScrapeVerdict.Failed, problem), null, Listing.Snapshots);

    /// <param name="gone">Current calls that are missing or answered that they are gone.</param>
    /// <param name="words">Reference → what listing and detail page say; null when the detail pages were not read.</param>
    /// <param name="refused">Rows that were no calls.</param>
    public RunOutcome Suspect(
        SourceProblem problem, int gone, BelievedRun? believed, IReadOnlyDictionary<string, Listing>? words = null, int refused = 0)
    {
        var coverage = words is null ? RowCoverage.OfListing(Source, [.. Listing.Rows.Values]) : RowCoverage.OfWhole(Source, [.. words.Values]);
        var before = Known.Where(k => k.Value is { Listed: true, Gone: false })
            .ToDictionary(k => k.Key, k => k.Value.Detail is { } detail ? k.Value.Row.With(detail) : k.Value.Row, StringComparer.Ordinal);
        return new(
            Ended(ScrapeVerdict.Suspect, problem) with { Coverage = coverage },
            new(new(Listing.Rows.Count, gone, refused, coverage), FieldTable.Between(before, believed?.Coverage, words ?? Listing.Rows, coverage), Listing.Snapshots),
            Listing.Snapshots);
    }

    private ScrapeRun Ended(ScrapeVerdict verdict, SourceProblem problem) =>
        new(Source.Id, Now, verdict, Listing.Rows.Count, 0, 0, problem, Notes.All);
}
