using System.Text.Json;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Twins;

/// <summary>The 631 recorded calls, and the 170 of the UK sites as they were seen over a summer.</summary>
internal static class TwinCorpus
{
    public static IReadOnlyList<Opportunity> Recorded() =>
    [
        .. File.ReadLines(Find("calls.jsonl")).Where(line => line.Length > 0).Select(line =>
        {
            using var call = JsonDocument.Parse(line);
            var id = Text(call.RootElement, "id")!;
            return Call(Source(id, Text(call.RootElement, "source")!), call.RootElement, Text(call.RootElement, "closes_raw"), id) with
            {
                Summary = Text(call.RootElement, "summary") ?? "",
                Call = Text(call.RootElement, "call") is { } title ? new(null, title) : null,
            };
        }),
    ];

    public static IReadOnlyList<Opportunity> Summer()
    {
        using var items = JsonDocument.Parse(File.ReadAllText(Find("documents/ukri/all-items-history-2026.json")));
        return
        [
            .. items.RootElement.EnumerateArray().Select(item =>
            {
                var source = Slug(Text(item, "source")!);
                return Call(source, item, Text(item.GetProperty("history").EnumerateArray().Last(), "deadline"), Text(item, "url")!);
            }),
        ];
    }

    private static Opportunity Call(string source, JsonElement call, string? closes, string id)
    {
        var address = new Uri(Text(call, "url")!);
        var reference = id.StartsWith("sedia:", StringComparison.Ordinal) ? id["sedia:".Length..] : id;
        if (closes == "No submission deadline" || closes?.StartsWith("Open - no", StringComparison.Ordinal) == true)
            closes = "open";
        else if (closes is { Length: > 10 } && closes[10] == 'T')
            closes = closes[..10];
        var funder = Text(call, "funder") ?? (source == "eu-funding-tenders" ? "European Commission" : Text(call, "source"));
        return Calls.Of(source, Text(call, "title")!, funder, closes, reference) with
        {
            Address = address,
            Sightings = [new(source, address, Calls.Seen, Calls.Seen)],
        };
    }

    private static string Source(string id, string source) => id.Split(':')[0] switch
    {
        "sedia" => "eu-funding-tenders",
        "euroaccess" => "euroaccess",
        "nlcur" => "nl-curated",
        "eureka_network" => "eureka",
        "page" => "pages-" + Slug(source),
        _ => Slug(source),
    };

    private static string Slug(string name) => string.Join('-', name.ToLowerInvariant().Split([' ', '/', '(', ')', '–', '&'], StringSplitOptions.RemoveEmptyEntries));

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FundingAlerts.sln")) && Path.GetFullPath(Path.Combine(folder.FullName, "../shared/corpus", path)) is var found && File.Exists(found))
                return found;
        }
        Assert.Skip($"The recorded calls (../shared/corpus/{path}) are not on this machine.");
        return "";
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
