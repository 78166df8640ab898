using System.Globalization;
using System.Net;
using System.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks.Pages;

/// <summary>Pages of any size, made of the samples' calls.</summary>
internal static class MadePages
{
    private const int Kilobyte = 1_000;

    private static readonly int[] Sizes = [20 * Kilobyte, 200 * Kilobyte, 2_000 * Kilobyte];

    private static SourceDefinition Ukri => SourceCatalogue.Find("ukri")!;

    private static SourceDefinition EuPortal => SourceCatalogue.Find("eu-funding-tenders")!;

    /// <summary>Lists of cards, each with a heading, a summary and labelled facts, as GOV.UK's services print them.</summary>
    public static IEnumerable<BenchmarkPage> Cards()
    {
        var source = Folders.Definition("cards.yml");
        var calls = SampleCalls();
        return Sizes.Select(size => new BenchmarkPage("cards", source, source.Request.Address(), Bytes(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Calls</title></head><body><header><nav><a href=\"/\">Home</a></nav></header><main><h1>Calls</h1><ul class=\"cards\">",
            n => Card(calls[n % calls.Count], n),
            "</ul></main><footer><a href=\"/privacy\">Privacy</a></footer></body></html>",
            size)));
    }

    /// <summary>UKRI's feed, its items repeated.</summary>
    public static IEnumerable<BenchmarkPage> Feeds()
    {
        var feed = File.ReadAllText(Path.Combine(Folders.Samples, "www.ukri.org/opportunity/feed/index.xml"));
        var (start, end) = (feed.IndexOf("<item>", StringComparison.Ordinal), feed.LastIndexOf("</item>", StringComparison.Ordinal) + "</item>".Length);
        var items = feed[start..end].Split("</item>", StringSplitOptions.RemoveEmptyEntries);
        return Sizes.Select(size => new BenchmarkPage("feed", Ukri, Ukri.Request.Address(), Bytes(feed[..start], n => items[n % items.Length] + "</item>", feed[end..], size)));
    }

    /// <summary>A UKRI call's own page.</summary>
    public static BenchmarkPage UkriCall()
    {
        var name = "future-computing-paradigms-network-plus";
        return new("UKRI call", Ukri, new($"https://www.ukri.org/opportunity/{name}/"), File.ReadAllBytes(Path.Combine(Folders.Samples, "www.ukri.org/opportunity", name, "index.html")));
    }

    /// <summary>An answer of the EU portal's interface.</summary>
    public static BenchmarkPage EuTopics() =>
        new("EU sample", EuPortal, EuPortal.Home, File.ReadAllBytes(Path.Combine(Folders.Samples, "api.tech.ec.europa.eu/search-api/prod/rest/search/pageNumber=1.json")));

    private static List<Listing> SampleCalls() =>
        [.. Directory.EnumerateFiles(Path.Combine(Folders.Samples, "www.ukri.org/opportunity"), "index.html", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(f => PageReader.ReadDetail(Ukri, new(Ukri.Home, "text/html", "utf-8", File.ReadAllBytes(f)), Listing.Empty).Listing)];

    private static string Card(Listing call, int n)
    {
        string Of(string field) => WebUtility.HtmlEncode(call.First(field) ?? "not said");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <li class="card" id="card-{n}">
              <h2 class="card__title"><a class="govuk-link" href="/calls/{Of(FieldNames.Reference)}-{n}?from=list">{Of(FieldNames.Title)}</a></h2>
              <p class="card__summary">{Of(FieldNames.Summary)}</p>
              <p><span class="card__flag">{Of(FieldNames.Status)}</span></p>
              <dl class="card__facts">
                <div class="card__row"><dt>Funders:</dt><dd>{Of(FieldNames.Funder)}</dd></div>
                <div class="card__row"><dt>Funding type:</dt><dd>{Of(FieldNames.Type)}</dd></div>
                <div class="card__row"><dt>Publication date:</dt><dd>{Of(FieldNames.Published)}</dd></div>
                <div class="card__row"><dt>Opening date:</dt><dd>{Of(FieldNames.Opens)}</dd></div>
                <div class="card__row"><dt>Closing date:</dt><dd>{Of(FieldNames.Closes)}</dd></div>
              </dl>
            </li>

            """);
    }

    private static byte[] Bytes(string before, Func<int, string> row, string after, int size)
    {
        var page = new StringBuilder(before);
        for (var n = 0; page.Length + after.Length < size; n++)
            page.Append(row(n));
        return Encoding.UTF8.GetBytes(page.Append(after).ToString());
    }

    private static Uri Address(this RequestRule request) => new(request.Url);
}
