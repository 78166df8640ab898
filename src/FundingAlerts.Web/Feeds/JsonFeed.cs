using System.Text.Json;
using FundingAlerts.Web.Wording;
using NodaTime.Text;

namespace FundingAlerts.Web.Feeds;

/// <summary>JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); the call itself is in the extension "_funding".</summary>
internal static class JsonFeed
{
    public const string Path = "/feed.json";
    public const string ContentType = "application/feed+json; charset=utf-8";
    private const int EntriesAtOnce = 50;

    public static async Task WriteAsync(FeedPage page, Stream stream, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("version", "https://jsonfeed.org/version/1.1");
        json.WriteString("title", page.Title);
        json.WriteString("home_page_url", page.Home.AbsoluteUri);
        json.WriteString("feed_url", page.PartAt(Path, page.Page).AbsoluteUri);
        if (page.Page < page.Pages)
            json.WriteString("next_url", page.PartAt(Path, page.Page + 1).AbsoluteUri);
        json.WriteString("language", page.Story.Book.Language);
        json.WriteStartArray("authors");
        Author(json, "FundingAlerts");
        json.WriteEndArray();
        json.WriteStartArray("items");
        var call = new CallJson(json, page.Place, new(page.Story.Book));
        foreach (var some in page.Calls.Chunk(EntriesAtOnce))
        {
            foreach (var told in some)
                Item(json, call, told, page);
            await json.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void Item(Utf8JsonWriter json, CallJson call, FeedCall told, FeedPage page)
    {
        json.WriteStartObject();
        json.WriteString("id", CallName.Urn(told.Id));
        json.WriteString("url", page.Place.PageOf(told.Id).AbsoluteUri);
        if (SafeLink.Of(told.Call.Address) is { } funder)
            json.WriteString("external_url", funder.Address);
        json.WriteString("title", CallWording.Title(told.Call));
        json.WriteString("content_html", page.Story.InHtml(told));
        json.WriteString("date_published", InstantPattern.General.Format(told.FirstSeen));
        json.WriteString("date_modified", InstantPattern.General.Format(told.Updated));
        json.WriteStartArray("authors");
        Author(json, CallWording.Funders(told.Call));
        json.WriteEndArray();
        json.WriteStartArray("tags");
        json.WriteStringValue(Pages.CallFilter.Name(told.Status));
        json.WriteStringValue(PlainText.Line(told.Id.Source, 60));
        json.WriteEndArray();
        json.WritePropertyName("_funding");
        call.Write(told);
        json.WriteEndObject();
    }

    private static void Author(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteEndObject();
    }
}
