using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>Reads all pages of a source's listing, or finds that it has not changed.</summary>
internal sealed class ListingReading(IPageFetcher fetcher, SourceStore sources, RunNotes notes)
{
    /// <param name="Rows">Reference → row, each once; the first of several counts.</param>
    /// <param name="IsWhole">Whether the listing was read to its end.</param>
    internal sealed record Result(IReadOnlyDictionary<string, Listing> Rows, bool IsWhole, Validators? Validators, string? Fingerprint, SourceProblem? Problem)
    {
        /// <summary>The site says itself that there are no calls, by a sign on each page or by its HTTP code.</summary>
        public bool SaysEmpty { get; init; }

        /// <summary>How many requests it took to read it whole; 0 when it was not.</summary>
        public int Turns { get; init; }

        /// <summary>For each page that was sent, the address of the next one that it names.</summary>
        public IReadOnlyList<Uri?> Nexts { get; init; } = [];

        /// <summary>The hashes of the pages that were sent, under which their bytes are kept.</summary>
        public IReadOnlyList<string> Snapshots { get; init; } = [];
    }

    public async Task<Result> ReadAsync(
        SourceDefinition source, SourceState state, Dictionary<string, KnownRow> known, CancellationToken cancellationToken)
    {
        if (source.Probe is { } probe && await FaultOfProbeAsync(source, probe, cancellationToken) is { } unbelievable)
            return new(new Dictionary<string, Listing>(), false, null, null, unbelievable);
        var paging = source.Paging ?? new PagingRule(1, 1, 1);
        var walk = new ListingWalk(source, paging, state, known, sources, notes);
        for (var turn = 0; turn < paging.Turns; turn++)
        {
            var request = walk.Request(turn);
            if (await walk.TakeAsync(turn, request, await fetcher.FetchAsync(request, cancellationToken), cancellationToken) is { } result)
                return result;
        }
        return walk.CutOff();
    }

    /// <summary>Why an interface is not believed: it does not know a call that it must know, or cannot be asked.</summary>
    private async Task<SourceProblem?> FaultOfProbeAsync(SourceDefinition source, ProbeRule probe, CancellationToken cancellationToken)
    {
        var outcome = await fetcher.FetchAsync(SourceRequests.Of(source, probe.Request, word: "", next: null), cancellationToken);
        if (outcome is not FetchOutcome.Fetched fetched)
            return (outcome as FetchOutcome.Failed)?.Problem;
        notes.AddPage();
        var answer = PageReader.ReadListing(source, fetched.Page);
        return answer.Problem
            ?? (answer.Rows.Any(r => r.First(FieldNames.Reference) == probe.Reference)
                ? null
                : new(SourceProblemKind.OutOfOrder, $"{fetched.Page.Address.Host} was asked for the call '{probe.Reference}', which it must know, and answered something else. Compare 'probe' and 'request' with what the site itself asks; until then nothing of it is believed."));
    }
}
