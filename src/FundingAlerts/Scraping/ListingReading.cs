using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>Reads all pages of a source's listing, or finds that it has not changed.</summary>
internal sealed class ListingReading(IPageFetcher fetcher, SourceStore sources, RunNotes notes)
{
    /// <param name="Rows">Reference → row, each once; the first of several counts.</param>
    /// <param name="IsWhole">Whether the listing was read to its end.</param>
    internal sealed record Result(IReadOnlyDictionary<string, Listing> Rows, bool IsWhole, Validators? Validators, string? Fingerprint, SourceProblem? Problem)
    {
        /// <summary>The site says itself that there are no calls, by a sign on the page or by its HTTP code.</summary>
        public bool SaysEmpty { get; init; }

        /// <summary>The hashes of the pages that were sent, under which their bytes are kept.</summary>
        public IReadOnlyList<string> Snapshots { get; init; } = [];
    }

    public async Task<Result> ReadAsync(
        SourceDefinition source, SourceState state, Dictionary<string, KnownRow> known, CancellationToken cancellationToken)
    {
        var snapshots = new List<string>();
        return await ReadPagesAsync(source, state, known, snapshots, cancellationToken) with { Snapshots = snapshots };
    }

    private async Task<Result> ReadPagesAsync(
        SourceDefinition source, SourceState state, Dictionary<string, KnownRow> known, List<string> snapshots, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, Listing>(StringComparer.Ordinal);
        var fingerprint = new StringBuilder(source.TextHash);
        // Validators speak of one page; and of one definition, which may have been mended since.
        var isSameRecipe = state.Fingerprint?.StartsWith(source.TextHash, StringComparison.Ordinal) == true;
        var validators = source.Paging is null && isSameRecipe ? state.Validators : null;
        var paging = source.Paging ?? new PagingRule(1, 1, 1);
        if (source.Probe is { } probe && await FaultOfProbeAsync(source, probe, cancellationToken) is { } unbelievable)
            return Broken(rows, unbelievable);
        Uri? next = null;
        var missed = false;
        for (var turn = 0; turn < paging.Turns; turn++)
        {
            var request = SourceRequests.Of(source, source.Request, paging.Word(turn), next) with { Validators = validators };
            switch (await fetcher.FetchAsync(request, cancellationToken))
            {
                // Many sites have no page behind the last one.
                case FetchOutcome.Failed { Problem.Kind: SourceProblemKind.NotFound } when turn > 0 && paging.Each is null:
                    return new(rows, true, null, fingerprint.ToString(), null);
                // One of several feeds was given up: the others still tell.
                case FetchOutcome.Failed { Problem.Kind: SourceProblemKind.NotFound } when turn > 0:
                    notes.Add($"'{paging.Word(turn)}' of paging.each is not there any more; nothing counts as withdrawn. Look for its new name, or take it out.");
                    missed = true;
                    break;
                case FetchOutcome.Failed failed when failed.Problem.HttpStatus is { } status && source.Contract.Statuses.Contains(status):
                    return new(rows, true, null, fingerprint.ToString(), null) { SaysEmpty = rows.Count == 0 };
                case FetchOutcome.Failed failed:
                    return Broken(rows, failed.Problem);
                case FetchOutcome.NotModified:
                    return new(Listed(known), true, state.Validators, state.Fingerprint, null);
                case FetchOutcome.Fetched fetched:
                    var hash = Convert.ToHexString(SHA256.HashData(fetched.Page.Body.Span));
                    await sources.KeepSnapshotAsync(source.Id, hash, fetched.Page.Body, cancellationToken);
                    snapshots.Add(hash);
                    fingerprint.Append(hash);
                    if (source.Paging is null && fingerprint.ToString() == state.Fingerprint)
                        return new(Listed(known), true, fetched.Validators, state.Fingerprint, null);
                    var page = PageReader.ReadListing(source, fetched.Page);
                    if (page.Problem is { } problem)
                        return Broken(rows, problem);
                    var fresh = AddTo(rows, page.Rows);
                    if (source.Paging is null)
                        return new(rows, true, fetched.Validators, fingerprint.ToString(), null) { SaysEmpty = page.SaysEmpty };
                    next = page.Next;
                    if (paging.IsLast(turn, fresh, next))
                        return new(rows, !missed, null, fingerprint.ToString(), null) { SaysEmpty = page.SaysEmpty };
                    break;
            }
        }
        if (!missed)
            notes.Add($"The listing goes on behind page {paging.Max.ToString(CultureInfo.InvariantCulture)}; nothing counts as withdrawn. Raise paging.max.");
        return new(rows, false, null, fingerprint.ToString(), null);
    }

    /// <summary>Why an interface is not believed: it does not know a call that it must know, or cannot be asked.</summary>
    private async Task<SourceProblem?> FaultOfProbeAsync(SourceDefinition source, ProbeRule probe, CancellationToken cancellationToken)
    {
        var outcome = await fetcher.FetchAsync(SourceRequests.Of(source, probe.Request, word: "", next: null), cancellationToken);
        if (outcome is not FetchOutcome.Fetched fetched)
            return (outcome as FetchOutcome.Failed)?.Problem;
        var answer = PageReader.ReadListing(source, fetched.Page);
        return answer.Problem
            ?? (answer.Rows.Any(r => r.First(FieldNames.Reference) == probe.Reference)
                ? null
                : new(SourceProblemKind.OutOfOrder, $"{fetched.Page.Address.Host} was asked for the call '{probe.Reference}', which it must know, and answered something else. Compare 'probe' and 'request' with what the site itself asks; until then nothing of it is believed."));
    }

    /// <returns>How many of them are new.</returns>
    private int AddTo(Dictionary<string, Listing> rows, IReadOnlyList<Listing> read)
    {
        var nameless = read.Count(r => r.First(FieldNames.Reference) is null);
        if (nameless > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{nameless} of {read.Count} rows of a page have no reference and were left out."));
        return read.Count(r => r.First(FieldNames.Reference) is { } reference && rows.TryAdd(reference, r));
    }

    private static Result Broken(Dictionary<string, Listing> rows, SourceProblem problem) => new(rows, false, null, null, problem);

    private static Dictionary<string, Listing> Listed(Dictionary<string, KnownRow> known) =>
        known.Where(k => k.Value.Listed).ToDictionary(k => k.Key, k => k.Value.Row, StringComparer.Ordinal);
}
