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
        var result = outcome switch
        {
            FetchOutcome.Failed failed => OfFailure(turn, failed.Problem),
            FetchOutcome.Fetched fetched => await OfPageAsync(turn, request, fetched, cancellationToken),
            _ => Unchanged(state.Validators),
        };
        if (result is null && paging.Each is not null && turn == paging.Turns - 1)
            result = _missing is not null && _snapshots.Count == 0 ? Broken(_missing) : Read(isWhole: true);
        return result is null ? null : result with { Snapshots = _snapshots };
    }

    /// <summary>No further page may be asked for.</summary>
    public ListingReading.Result CutOff()
    {
        notes.Add($"The listing goes on behind page {paging.Max.ToString(CultureInfo.InvariantCulture)}; nothing counts as withdrawn. Raise paging.max.");
        return Read(isWhole: false) with { Snapshots = _snapshots };
    }

    private ListingReading.Result? OfFailure(int turn, SourceProblem problem)
    {
        var isHonest = problem.HttpStatus is { } status && source.Contract.Statuses.Contains(status);
        var isNotFound = problem.Kind == SourceProblemKind.NotFound;
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

    private async Task<ListingReading.Result?> OfPageAsync(int turn, PageRequest request, FetchOutcome.Fetched fetched, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexString(SHA256.HashData(fetched.Page.Body.Span));
        await sources.KeepSnapshotAsync(source.Id, hash, fetched.Page.Body, cancellationToken);
        var isRepeated = _snapshots.Contains(hash, StringComparer.Ordinal);
        _snapshots.Add(hash);
        _fingerprint.Append(hash);
        if (source.Paging is null && _fingerprint.ToString() == state.Fingerprint)
            return Unchanged(fetched.Validators);
        var page = PageReader.ReadListing(source, fetched.Page);
        if (page.Problem is { } problem)
            return Broken(problem);
        var fresh = Add(page.Rows);
        _saysEmpty &= page.SaysEmpty;
        if (source.Paging is null)
            return Read(isWhole: true) with { Validators = fetched.Validators };
        if (_next is not null && page.Found == 0 && !page.SaysEmpty)
        {
            notes.Add($"The next page that the site names, {_next.AbsolutePath}, holds no rows; nothing counts as withdrawn.");
            return Read(isWhole: false);
        }
        _next = page.Next;
        if (_next is not null && !PageReader.IsOfSameSite(_next, request.Address))
            return Broken(new(SourceProblemKind.OutOfOrder, $"{request.Address.Host} led to a next page on {_next.Host}, another site, which is not read in its place. If the site has moved, change request.url."));
        var isLast = paging.Next is not null ? _next is null || isRepeated
            : paging.Each is null && (isRepeated || page.Found == 0 || (page.Rows.Count > 0 && fresh == 0));
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
        new(_rows, isWhole && _missing is null, null, _fingerprint.ToString(), null) { SaysEmpty = _saysEmpty && _rows.Count == 0 };

    private ListingReading.Result Broken(SourceProblem problem) => new(_rows, false, null, null, problem);

    // The last believed reading stands, and so does what it said when there was nothing.
    private ListingReading.Result Unchanged(Validators? validators)
    {
        var listed = known.Where(k => k.Value.Listed).ToDictionary(k => k.Key, k => k.Value.Row, StringComparer.Ordinal);
        return new(listed, true, validators, state.Fingerprint, null) { SaysEmpty = listed.Count == 0 };
    }
}
