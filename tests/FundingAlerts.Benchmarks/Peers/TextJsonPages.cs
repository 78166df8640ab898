using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FundingAlerts.Sources;
using HtmlAgilityPack;

namespace FundingAlerts.Benchmarks.Peers;

/// <summary>System.Text.Json walked by hand, and HtmlAgilityPack for the HTML within and around.</summary>
internal static partial class TextJsonPages
{
    private const int SummaryLength = 1200;
    private const int DescriptionLength = 60_000;

    public static IReadOnlyList<Listing> ReadEuTopics(Page page)
    {
        using var document = JsonDocument.Parse(page.Body);
        return [.. document.RootElement.GetProperty("results").EnumerateArray().Select(row =>
        {
            var data = row.GetProperty("metadata");
            var reference = First(data, "identifier");
            var text = PeerRow.TextOfHtml(First(data, "descriptionByte")) ?? "";
            var made = new PeerRow()
                .Add(FieldNames.Reference, reference)
                .Add(FieldNames.Title, PeerRow.TextOfHtml(First(data, "title")))
                .Add(FieldNames.Topic, reference)
                .Add(FieldNames.Call, First(data, "callIdentifier"))
                .Add(FieldNames.CallTitle, PeerRow.TextOfHtml(First(data, "callTitle")))
                .Add(FieldNames.Status, First(data, "status"))
                .Add(FieldNames.Opens, First(data, "startDate"))
                .AddAll(FieldNames.Closes, All(data, "deadlineDate"))
                .Add(FieldNames.DeadlineModel, First(data, "deadlineModel"))
                .AddAll(FieldNames.Topics, All(data, "keywords").Select(PlainText.Squash))
                .Add(FieldNames.Language, row.GetProperty("language").GetString())
                .Add(FieldNames.Summary, PlainText.Cut(text, SummaryLength))
                .Add(FieldNames.Description, PlainText.Cut(text, DescriptionLength));
            AddBudget(made, First(data, "budgetOverview"), reference!);
            return made.Listing;
        })];
    }

    public static Listing ReadRvoCall(Page page)
    {
        var script = AgilityPages.Parse(page.Body).DocumentNode.SelectSingleNode("//script[@id='__NEXT_DATA__']")!;
        using var document = JsonDocument.Parse(HtmlEntity.DeEntitize(script.InnerText));
        var data = document.RootElement.GetProperty("props").GetProperty("pageProps").GetProperty("page");
        var texts = data.GetProperty("contentElements").EnumerateArray()
            .Where(e => e.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            .Select(e => PeerRow.TextOfHtml(e.GetProperty("text").GetString())!)
            .ToList();
        string? Find(Regex pattern) => texts.Select(t => pattern.Match(t)).FirstOrDefault(m => m.Success)?.Groups["id"].Value;
        var url = data.GetProperty("url").GetString()!;
        return new PeerRow()
            .Add(FieldNames.Address, new Uri(page.Address, url).AbsoluteUri)
            .Add(FieldNames.Reference, RvoReference().Match(url).Groups["id"].Value)
            .Add(FieldNames.Title, data.GetProperty("title").GetString())
            .Add(FieldNames.Summary, PlainText.Cut(PeerRow.TextOfHtml(data.GetProperty("intro").GetString())!, SummaryLength))
            .Add(FieldNames.Status, data.GetProperty("subsidyStatus").GetProperty("name").GetString())
            .Add(FieldNames.Checked, data.GetProperty("checked").GetString())
            .Add(FieldNames.Description, PlainText.Cut(string.Join("\n\n", texts), DescriptionLength))
            .Add(FieldNames.Closes, Find(RvoCloses()))
            .Add(FieldNames.Total, Find(RvoTotal()))
            .AddAll(FieldNames.Countries, Each(data, "countries", "isoalpha2"))
            .AddAll(FieldNames.Applicants, Each(data, "targets", "name"))
            .AddAll(FieldNames.Topics, Each(data, "tags", "name"))
            .Listing;
    }

    // The budget is JSON inside a string, with an entry for each topic of the call.
    private static void AddBudget(PeerRow row, string? overview, string reference)
    {
        if (overview is null)
            return;
        using var budget = JsonDocument.Parse(overview);
        var actions = budget.RootElement.GetProperty("budgetTopicActionMap").EnumerateObject()
            .SelectMany(t => t.Value.EnumerateArray())
            .Where(a => a.GetProperty("action").GetString()!.StartsWith(reference + " - ", StringComparison.Ordinal))
            .ToList();
        string? Amount(string name) => actions.Where(a => a.TryGetProperty(name, out _)).Select(a => a.GetProperty(name).GetRawText() + " EUR").FirstOrDefault();
        if (actions.Count > 0)
            row.Add(FieldNames.Total, actions.SelectMany(a => a.GetProperty("budgetYearMap").EnumerateObject()).Sum(y => y.Value.GetDecimal()).ToString(CultureInfo.InvariantCulture) + " EUR");
        row.Add(FieldNames.MinAward, Amount("minContribution")).Add(FieldNames.MaxAward, Amount("maxContribution"));
    }

    private static string? First(JsonElement of, string name) => All(of, name).FirstOrDefault();

    private static IEnumerable<string> All(JsonElement of, string name) =>
        of.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(v => v.GetString()!) : [];

    private static IEnumerable<string> Each(JsonElement of, string list, string name) =>
        of.GetProperty(list).EnumerateArray().Select(e => e.GetProperty(name).GetString()!);

    // /subsidies-financiering/eurostars
    [GeneratedRegex("/subsidies-financiering/(?<id>[^/?#]+)", RegexOptions.None, 250)]
    private static partial Regex RvoReference();

    // van 4 juli 2025 9:00 uur tot en met 4 september 2025 14:00 uur
    [GeneratedRegex(@"(?<id>(?:van|vanaf)\s+\d{1,2}\s+\p{L}+(?:\s+\d{4})?(?:,?\s+\d{1,2}[.:]\d{2}\s+uur)?,?\s+(?:tot en met|tot|t/m)\s+\d{1,2}\s+\p{L}+\s+\d{4}(?:,?\s+\d{1,2}[.:]\d{2}\s+uur)?)", RegexOptions.IgnoreCase, 250)]
    private static partial Regex RvoCloses();

    // € 22 miljoen beschikbaar
    [GeneratedRegex(@"(?<id>€\s?[\d.,]+(?:\s(?:miljoen|miljard))?)\s+(?:beschikbaar|budget)", RegexOptions.IgnoreCase, 250)]
    private static partial Regex RvoTotal();
}
