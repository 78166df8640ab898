using System.Globalization;
using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>Reads the detail pages that are due: of new and changed rows, and of the rest when their time has come.</summary>
internal sealed class DetailReading(IPageFetcher fetcher, RunNotes notes)
{
    private const int TriedBeforeGivingUp = 5;

    /// <param name="Rows">Every row of the listing, and those that left it but are still followed.</param>
    /// <param name="Problem">
    /// Set when hardly any detail page could be read, for then the site is at fault, not a page; or when the time was over:
    /// then only the rows that were come by are among <paramref name="Rows"/>.
    /// </param>
    internal sealed record Result(Dictionary<string, KnownRow> Rows, SourceProblem? Problem);

    public async Task<Result> ReadAsync(
        SourceDefinition source,
        IReadOnlyDictionary<string, Listing> listed,
        Dictionary<string, KnownRow> known,
        Dictionary<string, Opportunity> stored,
        Instant now,
        CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, KnownRow>(StringComparer.Ordinal);
        var (tried, failed) = (0, 0);
        SourceProblem? last = null;
        foreach (var (reference, row) in Candidates(source, listed, known, stored, now))
        {
            var kept = Remember(source, known.GetValueOrDefault(reference), row, listed.ContainsKey(reference));
            if (source.Follow is { } follow && IsDue(kept, follow, now))
            {
                tried++;
                (kept, var problem) = await ReadOneAsync(source, follow, kept, now, cancellationToken);
                if (problem is { Kind: SourceProblemKind.TooSlow })
                    return new(rows, Unfinished(problem, tried - 1));
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
        return new(rows, last is not null && tried > 1 && failed * 2 > tried ? Blind(last, failed, tried) : null);
    }

    private static SourceProblem Unfinished(SourceProblem problem, int read) =>
        problem with { Message = string.Create(CultureInfo.InvariantCulture, $"{problem.Message} {read} detail pages were read and are kept; the next reading goes on from there.") };

    private static SourceProblem Blind(SourceProblem last, int failed, int tried) =>
        last with { Message = string.Create(CultureInfo.InvariantCulture, $"{failed} of {tried} detail pages could not be read. The last: {last.Message}") };

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

    private static KnownRow Remember(SourceDefinition source, KnownRow? before, Listing row, bool isListed)
    {
        var isSameRecipe = before?.Definition == source.TextHash;
        if (before is not null && isSameRecipe && before.Row.SameAs(row))
            return before.Listed == isListed ? before : before with { Listed = isListed };

        // The old detail stays until the new one is read, which is due until it succeeds. A page that was read with another
        // definition must be sent again even if it has not changed.
        return new(row, before?.Detail, DetailReadAt: null, isSameRecipe ? before!.DetailValidators : null, before?.Gone ?? false)
        {
            Listed = isListed,
            Definition = source.TextHash,
        };
    }

    private static bool IsDue(KnownRow row, FollowRule follow, Instant now) =>
        row.DetailReadAt is not { } readAt || now - readAt >= follow.Refresh;

    private async Task<(KnownRow Row, SourceProblem? Problem)> ReadOneAsync(
        SourceDefinition source, FollowRule follow, KnownRow row, Instant now, CancellationToken cancellationToken)
    {
        if (SourceRequests.Of(source, follow, row.Row) is not { } request)
            return (row, new(SourceProblemKind.InvalidDefinition, $"'{PlainText.Cut(new FilterContext(source.Home, row.Row.Fields).Fill(follow.Url), 100)}' is no address. Check follow.url of the definition."));
        var validators = row.Detail is null || row.Gone ? null : row.DetailValidators;
        switch (await fetcher.FetchAsync(request with { Validators = validators }, cancellationToken))
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
                    : (row with { Detail = page.Listing, DetailReadAt = now, DetailValidators = fetched.Validators, Gone = false }, null);
            default:
                throw new InvalidOperationException("A fetch has just three outcomes.");
        }
    }
}
