using System.Text;
using AngleSharp.Html.Parser;
using AngleSharp.Xml.Parser;
using FundingAlerts.Benchmarks.Pages;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Benchmarks.Reading;

/// <summary>A page, how we read it, and how its parser alone makes a tree of the same characters.</summary>
/// <param name="Class">What kind of page it is: "listing, HTML".</param>
/// <param name="Read">From bytes to fields.</param>
/// <param name="Parse">The decoded string to a tree.</param>
internal sealed record ReadPage(string Class, string Name, int Bytes, Action Read, Action Parse)
{
    private static readonly HtmlParser Html = new();
    private static readonly XmlParser Xml = new();

    /// <summary>Those of the benchmarks, and one for each class of the catalogue's recorded pages.</summary>
    public static IEnumerable<ReadPage> All() =>
    [
        .. MadePages.Cards().Concat(SavedPages.EuroAccess()).Select(Listing),
        .. MadePages.Feeds().Select(Listing),
        Detail(MadePages.UkriCall()),
        .. SavedPages.Eurostars().Select(Detail),
        Listing(MadePages.EuTopics()),
        .. SavedPages.EuTopics().Select(Listing),
        .. Recorded().GroupBy(p => p.Class).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Together),
    ];

    /// <summary>Those of markup, to be taken apart into steps.</summary>
    public static IEnumerable<(BenchmarkPage Page, bool IsDetail)> OfMarkup() =>
    [
        .. MadePages.Cards().Concat(SavedPages.EuroAccess()).Concat(MadePages.Feeds()).Select(p => (p, false)),
        (MadePages.UkriCall(), true),
        .. SavedPages.Eurostars().Select(p => (p, true)),
    ];

    private static ReadPage Listing(BenchmarkPage page) => Of(page, isDetail: false);

    private static ReadPage Detail(BenchmarkPage page) => Of(page, isDetail: true);

    private static ReadPage Of(BenchmarkPage page, bool isDetail)
    {
        var format = isDetail ? page.Source.Follow!.Response : page.Source.Response;
        var text = Encoding.UTF8.GetString(page.Body.Span);
        return new(
            $"{(isDetail ? "a call's page" : "listing")}, {format.ToString().ToUpperInvariant()}",
            page.ToString(),
            page.Body.Length,
            isDetail ? () => PageReader.ReadDetail(page.Source, page.Page, Sources.Listing.Empty) : () => PageReader.ReadListing(page.Source, page.Page),
            format switch
            {
                ResponseFormat.Html => () => Html.ParseDocument(text),
                ResponseFormat.Xml => () => Xml.ParseDocument(text),
                _ => () => ParseJson(text),
            });
    }

    // As we have it parsed: AngleSharp does not read JSON.
    private static void ParseJson(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
        JToken.ReadFrom(reader);
    }

    private static IEnumerable<ReadPage> Recorded() =>
        from source in SourceCatalogue.Shipped
        from fixture in source.Fixtures
        where fixture.Is == FixtureKind.Good
        let body = SourceCatalogue.FixtureOf(source.Id, fixture.Page)
        where body is not null
        let page = new BenchmarkPage(fixture.Page, source, fixture.Url ?? source.Home, body)
        let trial = SavedPageTrial.Of(source, page.Page)
        where trial.Problem is null
        select Of(page, trial.IsDetail);

    private static ReadPage Together(IEnumerable<ReadPage> pages)
    {
        var all = pages.ToList();
        return new(
            all[0].Class,
            FormattableString.Invariant($"{all.Count} recorded pages, {all.Sum(p => p.Bytes) / 1e3 / all.Count:0.0} KB each"),
            all.Sum(p => p.Bytes),
            () => all.ForEach(p => p.Read()),
            () => all.ForEach(p => p.Parse()));
    }
}
