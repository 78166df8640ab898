using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using FundingAlerts.Web.Pages;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Feeds;

/// <summary>Atom (RFC 4287), in parts by RFC 5005.</summary>
internal static class AtomFeed
{
    public const string Path = "/feed.atom";
    public const string ContentType = "application/atom+xml; charset=utf-8";
    private const int TitleLength = 300;
    private const string Html = "text/html";

    public static byte[] Write(FeedPage page)
    {
        var feed = new SyndicationFeed(page.Title, "Research-funding calls, the latest news first.", feedAlternateLink: null)
        {
            Id = page.PartAt(Path, 1).AbsoluteUri,
            Language = page.Story.Book.Language,
            LastUpdatedTime = page.Updated.ToDateTimeOffset(),
            Generator = "FundingAlerts",
            Items = [.. page.Calls.Select(c => Entry(c, page))],
        };
        feed.Authors.Add(new SyndicationPerson { Name = "FundingAlerts" });
        feed.Links.Add(new(page.Home, "alternate", title: null, Html, length: 0));
        foreach (var (relation, number) in new[] { ("self", page.Page), ("first", 1), ("previous", page.Page - 1), ("next", page.Page + 1), ("last", page.Pages) })
        {
            if (number >= 1 && number <= page.Pages)
                feed.Links.Add(new(page.PartAt(Path, number), relation, title: null, "application/atom+xml", length: 0));
        }
        using var bytes = new MemoryStream();
        // Checked: text that no XML can hold would throw, not get through.
        using (var writer = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CheckCharacters = true }))
            feed.SaveAsAtom10(writer);
        return bytes.ToArray();
    }

    private static SyndicationItem Entry(FeedCall told, FeedPage page)
    {
        var entry = new SyndicationItem
        {
            Id = CallName.Urn(told.Id),
            Title = new(CallWording.Title(told.Call, TitleLength)),
            PublishDate = told.FirstSeen.ToDateTimeOffset(),
            LastUpdatedTime = told.Updated.ToDateTimeOffset(),
            Content = new TextSyndicationContent(page.Story.InHtml(told), TextSyndicationContentKind.Html),
        };
        foreach (var funder in told.Call.Funders.Select(f => PlainText.Line(f.Name, 80)).Where(n => n.Length > 0))
            entry.Authors.Add(new SyndicationPerson { Name = funder });
        entry.Links.Add(new(page.Place.PageOf(told.Id), "alternate", title: null, Html, length: 0));
        if (SafeLink.Of(told.Call.Address) is { } funders)
            entry.Links.Add(new(new(funders.Address), "related", string.Create(CultureInfo.InvariantCulture, $"{funders.Host}"), Html, length: 0));
        entry.Categories.Add(new(CallFilter.Name(told.Status), "urn:fundingalerts:status", page.Story.Book.Status(told.Status)));
        entry.Categories.Add(new(PlainText.Line(told.Id.Source, 60), "urn:fundingalerts:source", label: null));
        return entry;
    }
}
