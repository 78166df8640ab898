using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>Reads the detail pages that are due: of new and changed rows, and of the rest when their time has come.</summary>
internal sealed class DetailReading(IPageFetcher fetcher)
{
    private const int TriedBeforeGivingUp = 5;

    /// <param name="Problem">Set when hardly any detail page could be read: then the site is at fault, not a page.</param>
    internal sealed record Result(Dictionary<string, KnownRow> Rows, IReadOnlyList<string> Notes, SourceProblem? Problem);

    public async Task<Result> ReadAsync(
        SourceDefinition source,
        IReadOnlyDictionary<string, Listing> listed,
        Dictionary<string, KnownRow> known,
        Dictionary<string, Opportunity> stored,
        Instant now,
        CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, KnownRow>(StringComparer.Ordinal);
        var notes = new List<string>();
        var (tried, failed) = (0, 0);
        SourceProblem? last = null;
        foreach (var (reference, row) in Candidates(source, listed, known, stored, now))
        {
            var before = known.GetValueOrDefault(reference);
            var isListed = listed.ContainsKey(reference);
            var isSame = before is not null && before.Definition == source.TextHash && before.Row.SameAs(row);
            var kept = isSame && before!.Listed == isListed
                ? before
                : new KnownRow(row, before?.Detail, before?.DetailReadAt, before?.Definition == source.TextHash ? before.DetailValidators : null) { Listed = isListed, Definition = source.TextHash };
            if (source.Follow is { } follow && (!isSame || IsDue(kept, follow, now)))
            {
                tried++;
                (kept, var problem) = await ReadOneAsync(source, follow, kept, now, cancellationToken);
                if (problem is not null)
                {
                    failed++;
                    last = problem;
                    notes.Add($"{reference}: {problem.Message}");
                    if (failed == tried && failed >= TriedBeforeGivingUp)
                        break;
                }
            }
            rows[reference] = kept;
        }
        var isBlind = last is not null && failed * 2 > tried && tried > 1;
        return new(rows, notes, isBlind ? last : null);
    }

    // A feed forgets calls that are still open; their own pages tell how they fare.
    private static IEnumerable<(string Reference, Listing Row)> Candidates(
        SourceDefinition source,
        IReadOnlyDictionary<string, Listing> listed,
        Dictionary<string, KnownRow> known,
        Dictionary<string, Opportunity> stored,
        Instant now) =>
        listed.Select(l => (l.Key, l.Value)).Concat(
            source.Complete || source.Follow is null
                ? []
                : known
                    .Where(k => !listed.ContainsKey(k.Key) && !k.Value.Gone)
                    .Where(k => stored.TryGetValue(k.Key, out var call) && call.StatusAt(now) != OpportunityStatus.Closed)
                    .Select(k => (k.Key, k.Value.Row)));

    private static bool IsDue(KnownRow row, FollowRule follow, Instant now) =>
        row.DetailReadAt is not { } readAt || now - readAt >= follow.Refresh;

    private async Task<(KnownRow Row, SourceProblem? Problem)> ReadOneAsync(
        SourceDefinition source, FollowRule follow, KnownRow row, Instant now, CancellationToken cancellationToken)
    {
        var url = new FilterContext(source.Home, row.Row.Fields).Fill(follow.Url);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return (row, new(SourceProblemKind.InvalidDefinition, $"'{url}' is no address. Check follow.url of the definition."));
        var request = new PageRequest(address) { Delay = source.Delay?.ToTimeSpan(), Validators = row.Detail is null ? null : row.DetailValidators };
        switch (await fetcher.FetchAsync(request, cancellationToken))
        {
            case FetchOutcome.NotModified:
                return (row with { DetailReadAt = now }, null);
            case FetchOutcome.Failed { Problem.Kind: SourceProblemKind.NotFound }:
                return (row with { Gone = true, DetailReadAt = now }, null);
            case FetchOutcome.Failed failed:
                return (row, failed.Problem);
            case FetchOutcome.Fetched fetched:
                var page = PageReader.ReadDetail(follow, fetched.Page, row.Row);
                return page.Problem is { } problem
                    ? (row, problem)
                    : (row with { Detail = page.Listing, DetailReadAt = now, DetailValidators = fetched.Validators }, null);
            default:
                throw new InvalidOperationException("A fetch has just three outcomes.");
        }
    }
}
