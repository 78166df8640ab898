using System.Text.RegularExpressions;
using System.Xml.Linq;
using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks.Peers;

/// <summary>System.Xml.Linq, and HtmlAgilityPack for the HTML within: a feed read by hand.</summary>
internal static partial class LinqFeed
{
    public static IReadOnlyList<Listing> ReadUkri(Page page)
    {
        using var stream = new MemoryStream(page.Body.ToArray());
        return [.. XDocument.Load(stream).Descendants("item").Select(item =>
        {
            var (address, title) = (item.Element("link")!.Value.Trim(), PlainText.Squash(item.Element("title")!.Value));
            return new PeerRow()
                .Add(FieldNames.Address, address)
                .Add(FieldNames.Reference, Reference().Match(address).Groups["id"].Value)
                .Add(FieldNames.Title, Prefix().Replace(title, ""))
                .Add(FieldNames.Summary, PeerRow.TextOfHtml(item.Element("description")?.Value))
                .Add(FieldNames.Published, item.Element("pubDate")?.Value)
                .Add(FieldNames.Status, title.StartsWith("Pre-announcement:", StringComparison.OrdinalIgnoreCase) ? "Pre-announcement" : null)
                .Listing;
        })];
    }

    // https://www.ukri.org/opportunity/future-computing/
    [GeneratedRegex("/opportunity/(?<id>[^/?#]+)", RegexOptions.None, 250)]
    private static partial Regex Reference();

    // Pre-announcement: 2445: Drive
    [GeneratedRegex(@"^(?:\d{4}: |Pre-announcement: )+", RegexOptions.IgnoreCase, 250)]
    private static partial Regex Prefix();
}
