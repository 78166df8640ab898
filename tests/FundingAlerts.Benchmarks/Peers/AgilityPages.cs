using System.Text;
using System.Text.RegularExpressions;
using System.Xml.XPath;
using FundingAlerts.Sources;
using HtmlAgilityPack;

namespace FundingAlerts.Benchmarks.Peers;

/// <summary>HtmlAgilityPack with XPath written by hand for each page, compiled once: the usual way without definitions.</summary>
internal static partial class AgilityPages
{
    private static readonly XPathExpression CardRows = XPathExpression.Compile("//ul[@class='cards']/li");
    private static readonly XPathExpression CardLink = XPathExpression.Compile("./h2/a");
    private static readonly XPathExpression CardSummary = XPathExpression.Compile("./p[@class='card__summary']");
    private static readonly XPathExpression CardFlag = XPathExpression.Compile(".//span[@class='card__flag']");
    private static readonly XPathExpression CardFunder = Labelled("Funders");
    private static readonly XPathExpression CardType = Labelled("Funding type");
    private static readonly XPathExpression CardOpens = Labelled("Opening date");
    private static readonly XPathExpression CardCloses = Labelled("Closing date");

    private static readonly XPathExpression TableRows = XPathExpression.Compile("//table[@id='calls-overview']/tbody/tr");
    private static readonly XPathExpression TableLink = XPathExpression.Compile("./td[2]/a");
    private static readonly XPathExpression TableProgramme = XPathExpression.Compile("./td[@class='title']");
    private static readonly XPathExpression TableCloses = XPathExpression.Compile("./td[3]");

    private static readonly XPathExpression UkriCanonical = XPathExpression.Compile("//link[@rel='canonical']");
    private static readonly XPathExpression UkriTitle = XPathExpression.Compile("//h1[contains(@class,'main-area__page-title')]/text()");
    private static readonly XPathExpression UkriStatus = XPathExpression.Compile("//span[contains(@class,'opportunity-status__flag')]");
    private static readonly XPathExpression UkriFunders = XPathExpression.Compile("//a[@class='ukri-funder__link']");
    private static readonly XPathExpression UkriType = Labelled("Funding type");
    private static readonly XPathExpression UkriPublished = Labelled("Publication date");
    private static readonly XPathExpression UkriCloses = Labelled("Closing date");
    private static readonly XPathExpression UkriApplicants = XPathExpression.Compile("//h2[normalize-space(.)='Who can apply']/../following-sibling::div[1]");
    private static readonly XPathExpression UkriSummary = XPathExpression.Compile("//div[@class='description']");
    private static readonly XPathExpression UkriSections = XPathExpression.Compile("//div[@class='govuk-accordion__section-content']");

    public static HtmlDocument Parse(ReadOnlyMemory<byte> body)
    {
        var document = new HtmlDocument();
        document.LoadHtml(Encoding.UTF8.GetString(body.Span));
        return document;
    }

    public static IReadOnlyList<Listing> ReadCards(Page page) => [.. Rows(page, CardRows).Select(row =>
    {
        var link = row.SelectSingleNode(CardLink)!;
        var address = new Uri(page.Address, HtmlEntity.DeEntitize(link.GetAttributeValue("href", ""))).AbsoluteUri;
        return new PeerRow()
            .Add(FieldNames.Reference, CardReference().Match(address).Groups["id"].Value)
            .Add(FieldNames.Title, link)
            .Add(FieldNames.Address, address)
            .Add(FieldNames.Summary, row.SelectSingleNode(CardSummary))
            .Add(FieldNames.Status, row.SelectSingleNode(CardFlag))
            .Add(FieldNames.Funder, row.SelectSingleNode(CardFunder))
            .Add(FieldNames.Type, row.SelectSingleNode(CardType))
            .Add(FieldNames.Opens, row.SelectSingleNode(CardOpens))
            .Add(FieldNames.Closes, row.SelectSingleNode(CardCloses))
            .Listing;
    })];

    public static IReadOnlyList<Listing> ReadTable(Page page) => [.. Rows(page, TableRows).Select(row =>
    {
        var link = row.SelectSingleNode(TableLink)!;
        var address = new Uri(page.Address, HtmlEntity.DeEntitize(link.GetAttributeValue("href", ""))).AbsoluteUri;
        return new PeerRow()
            .Add(FieldNames.Address, address)
            .Add(FieldNames.Reference, TableReference().Match(address).Groups["id"].Value)
            .Add(FieldNames.Title, link)
            .Add(FieldNames.Programme, row.SelectSingleNode(TableProgramme))
            .Add(FieldNames.Closes, row.SelectSingleNode(TableCloses))
            .Listing;
    })];

    public static Listing ReadUkriCall(Page page)
    {
        var whole = Parse(page.Body).DocumentNode;
        var address = whole.SelectSingleNode(UkriCanonical)!.GetAttributeValue("href", "");
        return new PeerRow()
            .Add(FieldNames.Address, address)
            .Add(FieldNames.Reference, UkriReference().Match(address).Groups["id"].Value)
            .Add(FieldNames.Title, whole.SelectSingleNode(UkriTitle))
            .Add(FieldNames.Status, whole.SelectSingleNode(UkriStatus))
            .AddAll(FieldNames.Funder, (whole.SelectNodes(UkriFunders) ?? Enumerable.Empty<HtmlNode>()).Select(n => PeerRow.Text(n)!))
            .Add(FieldNames.Type, whole.SelectSingleNode(UkriType))
            .Add(FieldNames.Published, whole.SelectSingleNode(UkriPublished))
            .Add(FieldNames.Closes, whole.SelectSingleNode(UkriCloses))
            .Add(FieldNames.Applicants, whole.SelectSingleNode(UkriApplicants))
            .Add(FieldNames.Summary, whole.SelectSingleNode(UkriSummary))
            .Add(FieldNames.Description, string.Join("\n\n", (whole.SelectNodes(UkriSections) ?? Enumerable.Empty<HtmlNode>()).Select(PeerRow.Text)))
            .Listing;
    }

    private static IEnumerable<HtmlNode> Rows(Page page, XPathExpression rows) =>
        Parse(page.Body).DocumentNode.SelectNodes(rows) ?? Enumerable.Empty<HtmlNode>();

    private static XPathExpression Labelled(string label) =>
        XPathExpression.Compile($".//dt[starts-with(normalize-space(.),'{label}')]/following-sibling::dd[1]");

    // https://cards.example/calls/future-computing-17?from=list
    [GeneratedRegex("/calls/(?<id>[^/?#]+)", RegexOptions.None, 250)]
    private static partial Regex CardReference();

    // https://www.euro-access.eu/en/calls/135/Erasmus-Charter
    [GeneratedRegex(@"/calls/(?<id>\d+)/", RegexOptions.None, 250)]
    private static partial Regex TableReference();

    // https://www.ukri.org/opportunity/future-computing/
    [GeneratedRegex("/opportunity/(?<id>[^/?#]+)", RegexOptions.None, 250)]
    private static partial Regex UkriReference();
}
