using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>A definition tried on one saved page, without network and without storing anything.</summary>
/// <param name="IsDetail">The page was read as a detail page, not as a listing.</param>
/// <param name="Problem">Why the page could not be read.</param>
public sealed record SavedPageTrial(
    bool IsDetail, IReadOnlyList<Listing> Listings, IReadOnlyList<NormalisedListing> Calls, SourceProblem? Problem)
{
    /// <summary>What a run would hold against the page, which could be read: its contract, as far as one page can say.</summary>
    public SourceProblem? Breach { get; init; }

    /// <summary>What came of reading the page; the contract is not asked (<see cref="Breach"/>), for one page is no run.</summary>
    public ScrapeVerdict Verdict => Problem is not null ? ScrapeVerdict.Failed
        : Listings.Count == 0 ? ScrapeVerdict.Empty
        : ScrapeVerdict.Changed;

    /// <summary>
    /// Reads the page as a listing; as a detail page when it holds no rows or is another kind of document.
    /// The better answer counts.
    /// </summary>
    public static SavedPageTrial Of(SourceDefinition source, Page page)
    {
        var listing = PageReader.ReadListing(source, page);
        var rows = listing.Rows.DistinctBy(r => r.First(FieldNames.Reference) ?? (object)r).ToList();
        var asListing = Judged(source, new(false, rows, [.. rows.Select(r => Normaliser.Normalise(source, r))], listing.Problem), listing.SaysEmpty);
        if (rows.Count > 0 || listing.SaysEmpty || listing.Problem?.Kind == SourceProblemKind.OutOfOrder || source.Follow is null)
            return asListing;
        var detail = PageReader.ReadDetail(source, page, Listing.Empty);
        if (detail.Problem is not null || detail.Listing.Fields.Count == 0)
            return new(true, [], [], Likelier(listing.Problem, detail.Problem)) { Breach = asListing.Breach };
        var asDetail = Judged(source, new(true, [detail.Listing], [Normaliser.Normalise(source, detail.Listing)], null), saysEmpty: false);
        return asDetail.Calls[0].Opportunity is null && listing.Problem is null
            ? asDetail with { Breach = new(SourceProblemKind.NothingFound, $"The page is neither a listing ('rows' finds nothing) nor a call's own page ({asDetail.Calls[0].Refusal}). If it honestly lists no calls, say by emptyWhen how that is seen; else compare it with 'rows'.") }
            : asDetail;
    }

    private static SavedPageTrial Judged(SourceDefinition source, SavedPageTrial trial, bool saysEmpty)
    {
        if (trial.Problem is not null)
            return trial;
        var refusals = trial.Calls.Select(c => c.Refusal).OfType<string>().ToList();
        var contract = new ContractCheck(Seen(source, trial.IsDetail), accepted: null, believed: null);
        return trial with { Breach = (trial.IsDetail ? null : contract.OfRows(trial.Listings.Count, saysEmpty)) ?? contract.OfFields(trial.Listings, refusals) };
    }

    // A listing cannot show what only the detail page holds; and of one page alone, only what each must have is asked.
    // A page of several may be short.
    private static SourceDefinition Seen(SourceDefinition source, bool isDetail)
    {
        var coverage = source.Follow is not { } follow ? source.Contract.Coverage
            : isDetail ? source.Contract.Coverage.Where(c => c.Value == 1 && follow.Fields.ContainsKey(c.Key))
            : source.Contract.Coverage.Where(c => source.Fields.ContainsKey(c.Key) && !follow.Fields.ContainsKey(c.Key));
        return source with { Contract = source.Contract with { MinRows = Math.Min(1, source.Contract.MinRows), Coverage = coverage.ToDictionary() } };
    }

    // "Not the kind of document" says less than what the document itself suffers from.
    private static SourceProblem? Likelier(SourceProblem? asListing, SourceProblem? asDetail) =>
        asDetail is { Kind: not SourceProblemKind.UnexpectedFormat } ? asDetail : asListing ?? asDetail;
}
