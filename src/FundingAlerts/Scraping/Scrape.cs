using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>One reading of a source under way: what was known before it, and what the listing says.</summary>
internal sealed record Scrape(
    SourceDefinition Source, Dictionary<string, KnownRow> Known, ListingReading.Result Listing, RunFetcher Fetcher, SourceLease Lease, RunNotes Notes, Instant Now)
{
    /// <summary>Rows that the listing held when it was last believed, and holds no more.</summary>
    public IEnumerable<KeyValuePair<string, KnownRow>> Left => Known.Where(k => k.Value.Listed && !Listing.Rows.ContainsKey(k.Key));

    /// <summary>Listed calls that have a new reference, but the title or the address of one that is listed no more.</summary>
    public int Renamed
    {
        get
        {
            var left = Left.Select(k => k.Value.Row).ToList();
            var fresh = Listing.Rows.Where(r => !Known.ContainsKey(r.Key)).Select(r => r.Value).ToList();
            return Math.Max(Shared(FieldNames.Title, left, fresh), Shared(FieldNames.Address, left, fresh));
        }
    }

    public RunOutcome Failed(SourceProblem problem) => new(Ended(ScrapeVerdict.Failed, problem), null, Listing.Snapshots);

    /// <param name="gone">Current calls that are missing or answered that they are gone.</param>
    /// <param name="words">Reference → what listing and detail page say; null when the detail pages were not read.</param>
    /// <param name="refused">Rows that were no calls.</param>
    /// <param name="doubted">Detail pages that are doubted, and that <paramref name="words"/> hold as they are now.</param>
    public RunOutcome Suspect(
        SourceProblem problem, int gone, BelievedRun? believed, IReadOnlyDictionary<string, Listing>? words = null, int refused = 0, int doubted = 0)
    {
        var coverage = words is null ? RowCoverage.OfListing(Source, [.. Listing.Rows.Values]) : RowCoverage.OfWhole(Source, [.. words.Values]);
        var before = Known.Where(k => k.Value is { Listed: true, Gone: false })
            .ToDictionary(k => k.Key, k => k.Value.Detail is { } detail ? k.Value.Row.With(detail) : k.Value.Row, StringComparer.Ordinal);
        return new(
            Ended(ScrapeVerdict.Suspect, problem) with { Coverage = coverage },
            new(new(Listing.Rows.Count, gone, refused, coverage) { Doubted = doubted, Renamed = Renamed }, FieldTable.Between(before, believed?.Coverage, words ?? Listing.Rows, coverage), Listing.Snapshots),
            Listing.Snapshots);
    }

    // Words that several rows share tell none of them from the others.
    private static int Shared(string field, List<Listing> left, List<Listing> fresh) =>
        Telling(field, left).Intersect(Telling(field, fresh), StringComparer.OrdinalIgnoreCase).Count();

    private static IEnumerable<string> Telling(string field, List<Listing> rows) =>
        rows.Select(r => r.First(field)).OfType<string>().GroupBy(w => w, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1).Select(g => g.Key);

    private ScrapeRun Ended(ScrapeVerdict verdict, SourceProblem problem) =>
        new(Source.Id, Now, verdict, Listing.Rows.Count, 0, 0, problem, Notes.All);
}
