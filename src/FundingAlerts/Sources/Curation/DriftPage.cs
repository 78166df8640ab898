using AngleSharp.Dom;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources.Curation;

/// <summary>A page with a way of reading it, so that rules can be exchanged one by one: the listing, or one call's own page.</summary>
internal sealed class DriftPage(SourceDefinition source, Page page, bool isDetail)
{
    private OpenedPage? _opened;

    public Uri Address => page.Address;

    public OpenedPage Opened => _opened ??= Carried(OpenedPage.Of(page, isDetail ? source.Follow!.Response : source.Response));

    public bool IsJson => Opened.Json is not null;

    public (IReadOnlyList<Listing> Rows, SourceProblem? Problem) Read(SourceDefinition with)
    {
        if (!isDetail)
        {
            var listing = PageReader.ReadListing(Whole(with), page);
            return (listing.Rows, listing.Problem);
        }
        var detail = PageReader.ReadDetail(with, page, Listing.Empty);
        return (detail.Problem is null ? [detail.Listing] : [], detail.Problem);
    }

    /// <summary>The elements that the rows of markup are read from, one for each.</summary>
    public IReadOnlyList<IElement> Elements(SourceDefinition with) => Opened.Document is not { } document ? []
        : isDetail ? [document.DocumentElement]
        : [.. document.QuerySelectorAll(with.Rows.Select!)];

    /// <summary>The same for JSON.</summary>
    public IReadOnlyList<JToken> Tokens(SourceDefinition with) => Opened.Json is not { } json ? []
        : isDetail ? [json]
        : [.. JsonText.Select(json, with.Rows.Path!)];

    // A required field that went blind would take its rows with it, and nobody could say what the others read.
    private static SourceDefinition Whole(SourceDefinition with) => with with
    {
        Fields = with.Fields.ToDictionary(f => f.Key, f => (IReadOnlyList<FieldRule>)[.. f.Value.Select(r => r with { Required = false })], StringComparer.Ordinal),
    };

    // What a page carries is what its rows are read from.
    private OpenedPage Carried(OpenedPage opened)
    {
        if (isDetail || source.Rows.Embedded is not { } rule || opened.Document is not { } document)
            return opened;
        using var tree = MarkupTree.Of(document, new(ReadingTime.Longest));
        return opened with { Json = PageReader.Embedded(tree, rule) ?? new JObject(), Document = null };
    }
}
