using System.Globalization;
using System.Security.Cryptography;
using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>Reads the detail pages that are due: of new and changed rows, and of the rest when their time has come.</summary>
internal sealed class DetailReading(IPageFetcher fetcher, RunNotes notes)
{
    private const int TriedBeforeGivingUp = 5;

    // A page may be away, or a notice in its place, for a while.
    private const int MissingBeforeGone = 2;
    private const int PoorerBeforeBelieved = 3;
    private static readonly Duration GoneIsLookedAtFor = Duration.FromDays(14);

    /// <param name="Rows">Every row of the listing, and those that left it but are still followed.</param>
    /// <param name="Problem">
    /// Set when hardly any detail page could be read, for then the site is at fault, not a page; or when the time or the day's requests were used up:
    /// then only the rows that were come by are among <paramref name="Rows"/>.
    /// </param>
    internal sealed record Result(Dictionary<string, KnownRow> Rows, SourceProblem? Problem)
    {
        /// <summary>Rows whose page is doubted, as they are if it is believed at once: gone, or poorer than it was.</summary>
        public Dictionary<string, KnownRow> Doubted { get; init; } = [];

        public DetailTally Tally { get; init; } = new(0, 0, 0, 0);

        /// <summary>Set when pages were due and none is any more: all are read, or had not changed.</summary>
        public DetailsSeen? Seen { get; init; }

        public Dictionary<string, KnownRow> WithDoubted() =>
            Rows.ToDictionary(r => r.Key, r => Doubted.GetValueOrDefault(r.Key, r.Value), StringComparer.Ordinal);
    }

    /// <param name="Row">As it is kept.</param>
    /// <param name="Doubted">As it is if the page is believed; null when nothing is doubted.</param>
    /// <param name="Problem">Why the page could not be read, or is doubted.</param>
    private sealed record Answer(KnownRow Row, KnownRow? Doubted = null, SourceProblem? Problem = null);

    public async Task<Result> ReadAsync(
        SourceDefinition source,
        IReadOnlyDictionary<string, Listing> listed,
        Dictionary<string, KnownRow> known,
        Dictionary<string, Opportunity> stored,
        Instant now,
        CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, KnownRow>(StringComparer.Ordinal);
        var doubted = new Dictionary<string, KnownRow>(StringComparer.Ordinal);
        var (tried, failed) = (0, 0);
        SourceProblem? last = null;
        foreach (var (reference, row) in Candidates(source, listed, known, stored, now))
        {
            var kept = Remember(source, known.GetValueOrDefault(reference), row, listed.ContainsKey(reference));
            if (source.Follow is { } follow && IsDue(kept, follow, now))
            {
                tried++;
                (kept, var believed, var problem) = await ReadOneAsync(source, follow, kept, now, cancellationToken);
                // What is doubted is judged at the end of a run alone, with all the others.
                if (problem is { EndsRun: true })
                    return new(rows.Where(r => !doubted.ContainsKey(r.Key)).ToDictionary(StringComparer.Ordinal), Unfinished(problem, tried - 1));
                if (problem is not null)
                    notes.Add($"{reference}: {problem.Message}");
                if (believed is not null)
                {
                    doubted.Add(reference, believed);
                }
                else if (problem is not null)
                {
                    failed++;
                    last = problem;
                    if (failed == tried && failed >= TriedBeforeGivingUp)
                        break;
                }
            }
            rows[reference] = kept;
        }
        return new(rows, last is not null && tried > 1 && failed * 2 > tried ? Blind(last, failed, tried) : null)
        {
            Doubted = doubted,
            Seen = tried > 0 && source.Follow is { } followed && rows.Values.All(r => !IsDue(r, followed, now)) ? new(now - followed.Refresh, now) : null,
            Tally = DetailTally.Of(rows.Values, failed, source.Follow?.Refresh ?? Duration.Zero, now),
        };
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
                    .Where(k => !listed.ContainsKey(k.Key) && stored.TryGetValue(k.Key, out var call) && IsFollowed(k.Value, call, now))
                    .Select(k => (k.Key, k.Value.Row)));

    // A page that is gone may come back; and a run that found it gone may not have lived to withdraw the call.
    private static bool IsFollowed(KnownRow row, Opportunity call, Instant now) =>
        (row.Gone && now - (row.GoneSince ?? row.DetailReadAt ?? Instant.MinValue) < GoneIsLookedAtFor ? call with { WithdrawnAt = null } : call)
            .StatusAt(now) != OpportunityStatus.Closed;

    private static KnownRow Remember(SourceDefinition source, KnownRow? before, Listing row, bool isListed)
    {
        var isSameRecipe = before?.Definition == source.TextHash;
        if (before is not null && isSameRecipe && before.Row.SameAs(row))
            return before.Listed == isListed ? before : before with { Listed = isListed };

        // The old detail stays until the new one is read, which is due until it succeeds. A page that was read with another
        // definition must be sent again even if it has not changed.
        return (before ?? new(row, Detail: null, DetailReadAt: null, DetailValidators: null) { Definition = source.TextHash }) with
        {
            Row = row,
            DetailReadAt = null,
            DetailHash = null,
            DetailValidators = isSameRecipe && IsSamePage(source, before!.Row, row) ? before.DetailValidators : null,
            Listed = isListed,
            Definition = source.TextHash,
        };
    }

    // Validators speak of one page.
    private static bool IsSamePage(SourceDefinition source, Listing before, Listing row) =>
        source.Follow is { } follow
        && SourceRequests.Of(source, follow, before) is { } old
        && SourceRequests.Of(source, follow, row) is { } current
        && old.Address == current.Address
        && old.Body == current.Body;

    private static bool IsDue(KnownRow row, FollowRule follow, Instant now) =>
        row.DetailReadAt is not { } readAt || now - readAt >= follow.Refresh;

    private async Task<Answer> ReadOneAsync(
        SourceDefinition source, FollowRule follow, KnownRow row, Instant now, CancellationToken cancellationToken)
    {
        if (SourceRequests.Of(source, follow, row.Row) is not { } request)
            return new(row, Problem: new(SourceProblemKind.InvalidDefinition, $"'{PlainText.Cut(new FilterContext(source.Home, row.Row.Fields).Fill(follow.Url), 100)}' is no address. Check follow.url of the definition."));
        var validators = row.Detail is null || row.Gone ? null : row.DetailValidators;
        switch (await fetcher.FetchAsync(request with { Validators = validators }, cancellationToken))
        {
            case FetchOutcome.NotModified:
                return new(row with { DetailReadAt = now, Doubt = null });
            case FetchOutcome.Failed { Problem.Kind: SourceProblemKind.NotFound } missing:
                return Missing(row, missing.Problem, now);
            case FetchOutcome.Failed failed:
                return new(row, Problem: failed.Problem);
            case FetchOutcome.Fetched fetched:
                var hash = Convert.ToHexString(SHA256.HashData(fetched.Page.Body.Span));
                if (hash == row.DetailHash && !row.Gone)
                    return new(row with { DetailReadAt = now, DetailValidators = fetched.Validators, Doubt = null });
                notes.AddPage();
                var page = PageReader.ReadDetail(source, fetched.Page, row.Row);
                return page.Problem is { } problem
                    ? new(row, Problem: problem)
                    : Found(source, row, row with { Detail = page.Listing, DetailReadAt = now, DetailValidators = fetched.Validators, DetailHash = hash, Gone = false, GoneSince = null, Doubt = null }, fetched.Page, now);
            default:
                throw new InvalidOperationException("A fetch has just three outcomes.");
        }
    }

    private static Answer Missing(KnownRow row, SourceProblem problem, Instant now)
    {
        if (row.Gone)
            return new(row with { DetailReadAt = now });
        var doubt = Again(row.Doubt, isMissing: true, now);
        var gone = row with { Gone = true, GoneSince = now, DetailReadAt = now, Doubt = null };
        // 410 is said on purpose (RFC 9110 §15.5.11); a 404 may be a mishap.
        return problem.HttpStatus == 410 || doubt.Times >= MissingBeforeGone ? new(gone with { Doubt = doubt })
            : new(row with { Doubt = doubt }, gone, problem with { Message = $"{problem.Message} It counts as gone if the next reading finds it so." });
    }

    private static Answer Found(SourceDefinition source, KnownRow row, KnownRow fresh, Page page, Instant now)
    {
        if (row.Detail is null || Lacking(source, row.Detail, fresh.Detail!) is not { Count: > 0 } lacking)
            return new(fresh);
        var doubt = Again(row.Doubt, isMissing: false, now);
        return doubt.Times >= PoorerBeforeBelieved ? new(fresh)
            : new(row with { Doubt = doubt }, fresh, new(
                SourceProblemKind.ContractBroken,
                string.Create(CultureInfo.InvariantCulture, $"{page.Address.Host}{page.Address.AbsolutePath} does not say '{string.Join("', '", lacking)}' any more. What was known stays, unless {PoorerBeforeBelieved} readings in a row find it so.")));
    }

    // What mails would tell of, what no call is without, and what the curator counts on.
    private static List<string> Lacking(SourceDefinition source, Listing before, Listing fresh) =>
    [
        .. new[] { FieldNames.Closes, FieldNames.Status, FieldNames.Title, FieldNames.Reference }
            .Union(source.Contract.Coverage.Keys, StringComparer.Ordinal)
            .Where(f => source.Follow!.Fields.ContainsKey(f) && before.Fields.ContainsKey(f) && !fresh.Fields.ContainsKey(f)),
    ];

    private static PageDoubt Again(PageDoubt? before, bool isMissing, Instant now) =>
        before?.Missing == isMissing ? before with { Times = before.Times + 1 } : new(isMissing, 1, now);
}
