using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>One way through the pages of a listing: what was read so far, and whether it is the whole.</summary>
internal sealed class ListingWalk(
    SourceDefinition source, PagingRule paging, SourceState state, Dictionary<string, KnownRow> known, SourceStore sources, RunNotes notes)
{
    private readonly Dictionary<string, Listing> _rows = new(StringComparer.Ordinal);
    private readonly StringBuilder _fingerprint = new(source.TextHash);
    private readonly List<string> _snapshots = [];
    private readonly List<Uri?> _nexts = [];

    // As they were, so far: they are read when one comes that is not, or when the listing ends elsewhere.
    private readonly Queue<Sent> _unread = [];
    private int _turn;
    private Uri? _next;
    private bool _saysEmpty = true;
    private SourceProblem? _missing;

    public PageRequest Request(int turn) => SourceRequests.Of(source, source.Request, paging.Word(turn), _next) with { Validators = Validators };

    // They speak of one page; and of one definition, which may have been mended since.
    private Validators? Validators =>
        source.Paging is null && state.Fingerprint?.StartsWith(source.TextHash, StringComparison.Ordinal) == true ? state.Validators : null;

    /// <summary>Takes the answer of a turn. Null while the walk goes on.</summary>
    public async Task<ListingReading.Result?> TakeAsync(int turn, PageRequest request, FetchOutcome outcome, CancellationToken cancellationToken)
    {
        _turn = turn;
        var result = outcome switch
        {
            FetchOutcome.Failed failed when EndsAsBefore && (IsHonest(failed.Problem) || IsNotFound(failed.Problem)) => Unchanged(null),
            FetchOutcome.Failed failed => OfUnread() ?? OfFailure(turn, failed.Problem),
            FetchOutcome.Fetched fetched => await OfPageAsync(request, fetched, cancellationToken),
            _ => Unchanged(state.Validators),
        };
        if (result is null && paging.Each is not null && turn == paging.Turns - 1)
            result = OfUnread() ?? (_missing is not null && _snapshots.Count == 0 ? Broken(_missing) : Read(isWhole: true));
        return result is null ? null : result with { Snapshots = _snapshots };
    }

    /// <summary>No further page may be asked for.</summary>
    public ListingReading.Result CutOff()
    {
        if (OfUnread() is { } result)
            return result with { Snapshots = _snapshots };
        notes.Add($"The listing goes on behind page {paging.Max.ToString(CultureInfo.InvariantCulture)}; nothing counts as withdrawn. Raise paging.max.");
        return Read(isWhole: false) with { Snapshots = _snapshots };
    }

    private bool IsHonest(SourceProblem problem) => problem.HttpStatus is { } status && source.Contract.Statuses.Contains(status);

    private static bool IsNotFound(SourceProblem problem) => problem.Kind == SourceProblemKind.NotFound;

    private ListingReading.Result? OfFailure(int turn, SourceProblem problem)
    {
        var (isHonest, isNotFound) = (IsHonest(problem), IsNotFound(problem));
        if (paging.Each is not null && (isHonest || isNotFound))
        {
            // One of several feeds was given up: the others still tell.
            if (!isHonest)
            {
                notes.Add($"'{paging.Word(turn)}' of paging.each is not there any more; nothing counts as withdrawn. Look for its new name, or take it out.");
                _missing = problem;
            }
            return null;
        }

        // Many sites have no page behind the last one; but one that the site itself names ought to be there.
        if (isHonest || (isNotFound && turn > 0))
        {
            if (_next is not null)
                notes.Add($"The next page that the site names, {_next.AbsolutePath}, is not there; nothing counts as withdrawn.");
            return Read(isWhole: _next is null);
        }
        return Broken(problem);
    }

    private bool IsAsBefore => state.Fingerprint?.StartsWith(_fingerprint.ToString(), StringComparison.Ordinal) == true;

    // Behind the same pages there may be new ones.
    private bool EndsAsBefore => _snapshots.Count > 0 && _fingerprint.ToString() == state.Fingerprint && (source.Paging is null || _turn == state.Turns - 1);

    private async Task<ListingReading.Result?> OfPageAsync(PageRequest request, FetchOutcome.Fetched fetched, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexString(SHA256.HashData(fetched.Page.Body.Span));
        // What the last believed run was read from was kept then.
        if (state.Fingerprint?.Contains(hash, StringComparison.Ordinal) != true)
            await sources.KeepSnapshotAsync(source.Id, hash, fetched.Page.Body, cancellationToken);
        _unread.Enqueue(new(request, fetched, _next, _snapshots.Contains(hash, StringComparer.Ordinal)));
        _snapshots.Add(hash);
        _fingerprint.Append(hash);
        if (EndsAsBefore)
            return Unchanged(source.Paging is null ? fetched.Validators : null);
        if (source.Paging is null || !IsAsBefore || _turn >= state.Turns - 1 || _snapshots.Count > state.Nexts.Count)
            return OfUnread();
        _next = state.Nexts[_snapshots.Count - 1];
        return null;
    }

    private ListingReading.Result? OfUnread()
    {
        ListingReading.Result? result = null;
        while (result is null && _unread.TryDequeue(out var page))
            result = OfPage(page);
        return result;
    }

    private ListingReading.Result? OfPage(Sent sent)
    {
        notes.AddPage();
        var page = PageReader.ReadListing(source, sent.Answer.Page);
        if (page.Problem is { } problem)
            return Broken(problem);
        var fresh = Add(page.Rows);
        _saysEmpty &= page.SaysEmpty;
        if (source.Paging is null)
            return Read(isWhole: true) with { Validators = sent.Answer.Validators };
        if (sent.NamedAs is { } named && page.Found == 0 && !page.SaysEmpty)
        {
            notes.Add($"The next page that the site names, {named.AbsolutePath}, holds no rows; nothing counts as withdrawn.");
            return Read(isWhole: false);
        }
        _next = page.Next;
        _nexts.Add(_next);
        if (_next is not null && !PageReader.IsOfSameSite(_next, sent.Request.Address))
            return Broken(new(SourceProblemKind.OutOfOrder, $"{sent.Request.Address.Host} led to a next page on {_next.Host}, another site, which is not read in its place. If the site has moved, change request.url."));
        var isLast = paging.Next is not null ? _next is null || sent.IsRepeated
            : paging.Each is null && (sent.IsRepeated || page.Found == 0 || (page.Rows.Count > 0 && fresh == 0));
        return isLast ? Read(isWhole: true) : null;
    }

    /// <returns>How many of them are new.</returns>
    private int Add(IReadOnlyList<Listing> read)
    {
        var nameless = read.Count(r => r.First(FieldNames.Reference) is null);
        if (nameless > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{nameless} of {read.Count} rows of a page have no reference and were left out."));
        return read.Count(r => r.First(FieldNames.Reference) is { } reference && _rows.TryAdd(reference, r));
    }

    private ListingReading.Result Read(bool isWhole) =>
        new(_rows, isWhole && _missing is null, null, _fingerprint.ToString(), null)
        {
            SaysEmpty = _saysEmpty && _rows.Count == 0,
            Turns = isWhole && _missing is null ? _turn + 1 : 0,
            Nexts = _nexts,
        };

    private ListingReading.Result Broken(SourceProblem problem) => new(_rows, false, null, null, problem);

    // The last believed reading stands, and so does what it said when there was nothing.
    private ListingReading.Result Unchanged(Validators? validators)
    {
        var listed = known.Where(k => k.Value.Listed).ToDictionary(k => k.Key, k => k.Value.Row, StringComparer.Ordinal);
        return new(listed, true, validators, state.Fingerprint, null) { SaysEmpty = listed.Count == 0, Turns = state.Turns, Nexts = state.Nexts };
    }

    /// <param name="NamedAs">The next page's address, as the page before said it; null when the site names none.</param>
    /// <param name="IsRepeated">The same bytes came before.</param>
    private sealed record Sent(PageRequest Request, FetchOutcome.Fetched Answer, Uri? NamedAs, bool IsRepeated);
}
