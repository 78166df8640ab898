using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FundingAlerts.Sources;
using FundingAlerts.Storage;

namespace FundingAlerts.Scraping.Fixtures;

/// <summary>What a definition makes of one saved page.</summary>
/// <param name="Calls">The calls as stored, without what is derived from rules of other files and changes with them.</param>
public sealed record FixtureReading(ScrapeVerdict Verdict, SourceProblem? Problem, bool IsDetail, IReadOnlyList<JsonObject> Calls, IReadOnlyList<string> Refusals)
{
    // Derived, by rules with tests of their own: a new rule must not touch the recorded results of thirty sites.
    private static readonly string[] Derived = ["eligibility", "together", "version", "sightings"];

    private static readonly JsonSerializerOptions Layout = new(StoredJson.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static FixtureReading Of(SourceDefinition source, Fixture fixture, ReadOnlyMemory<byte> body)
    {
        var trial = SavedPageTrial.Of(source, new(fixture.Url ?? source.Home, "", null, body));
        var problem = trial.Problem ?? trial.Breach;
        return new(
            trial.Problem is null && trial.Breach is not null ? ScrapeVerdict.Suspect : trial.Verdict,
            problem,
            trial.IsDetail,
            problem is null ? [.. trial.Calls.Select(c => c.Opportunity).OfType<Opportunities.Opportunity>().Select(Plain)] : [],
            problem is null ? [.. trial.Calls.Select(c => c.Refusal).OfType<string>()] : []);
    }

    /// <summary>Whether this is what should come of a page of this kind, whatever the calls on it.</summary>
    public bool Fits(FixtureKind kind) => kind switch
    {
        FixtureKind.Good => Verdict == ScrapeVerdict.Changed && Calls.Count > 0,
        FixtureKind.Empty => Verdict == ScrapeVerdict.Empty,
        _ => Verdict is ScrapeVerdict.Failed or ScrapeVerdict.Suspect,
    };

    /// <summary>As it is kept beside the page: indented JSON with a line feed at its end.</summary>
    public string ToJson() => ToNode().ToJsonString(Layout) + "\n";

    public JsonObject ToNode()
    {
        var node = new JsonObject
        {
            ["verdict"] = JsonSerializer.SerializeToNode(Verdict, StoredJson.Options),
            ["problem"] = JsonSerializer.SerializeToNode(Problem?.Kind, StoredJson.Options),
            ["page"] = IsDetail ? "detail" : "listing",
            ["calls"] = new JsonArray([.. Calls.Select(c => c.DeepClone())]),
            ["refusals"] = new JsonArray([.. Refusals.Select(r => (JsonNode)r)]),
        };
        foreach (var nothing in node.Where(p => p.Value is null or JsonArray { Count: 0 }).Select(p => p.Key).ToList())
            node.Remove(nothing);
        return node;
    }

    private static JsonObject Plain(Opportunities.Opportunity call)
    {
        var node = JsonSerializer.SerializeToNode(call, StoredJson.Options)!.AsObject();
        foreach (var name in Derived.Concat(node.Where(p => p.Value is JsonArray { Count: 0 } || (p.Value is JsonValue text && text.TryGetValue(out string? words) && words.Length == 0)).Select(p => p.Key)).ToList())
            node.Remove(name);
        return node;
    }
}
