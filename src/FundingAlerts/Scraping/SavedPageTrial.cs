using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>A definition tried on one saved page, without network and without storing anything.</summary>
/// <param name="IsDetail">The page was read as a detail page, not as a listing.</param>
public sealed record SavedPageTrial(
    bool IsDetail, IReadOnlyList<Listing> Listings, IReadOnlyList<NormalisedListing> Calls, SourceProblem? Problem)
{
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
        if (rows.Count > 0 || source.Follow is not { } follow)
            return new(false, rows, [.. rows.Select(r => Normaliser.Normalise(source, r))], listing.Problem);
        var detail = PageReader.ReadDetail(follow, page, Listing.Empty);
        if (detail.Problem is not null || detail.Listing.Fields.Count == 0)
            return new(true, [], [], Likelier(listing.Problem, detail.Problem));
        return new(true, [detail.Listing], [Normaliser.Normalise(source, detail.Listing)], null);
    }

    // "Not the kind of document" says less than what the document itself suffers from.
    private static SourceProblem? Likelier(SourceProblem? asListing, SourceProblem? asDetail) =>
        asDetail is { Kind: not SourceProblemKind.UnexpectedFormat } ? asDetail : asListing ?? asDetail;
}
