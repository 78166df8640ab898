using System.Text.Json.Nodes;

namespace FundingAlerts.Scraping.Fixtures;

/// <summary>One value that differs between two JSON documents.</summary>
/// <param name="Path">calls[2].deadlines[0].value.date</param>
/// <param name="Before">As JSON; null when it was not there.</param>
/// <param name="After">As JSON; null when it is gone.</param>
public sealed record JsonDifference(string Path, string? Before, string? After)
{
    /// <summary>All values that differ, in the order of the first document and then of the second.</summary>
    public static IEnumerable<JsonDifference> Between(JsonNode? before, JsonNode? after, string path = "") => (before, after) switch
    {
        (JsonObject one, JsonObject other) => one.Select(p => p.Key).Union(other.Select(p => p.Key), StringComparer.Ordinal)
            .SelectMany(key => Between(one[key], other[key], path.Length == 0 ? key : $"{path}.{key}")),
        (JsonArray one, JsonArray other) => Enumerable.Range(0, Math.Max(one.Count, other.Count))
            .SelectMany(i => Between(i < one.Count ? one[i] : null, i < other.Count ? other[i] : null, FormattableString.Invariant($"{path}[{i}]"))),
        _ => JsonNode.DeepEquals(before, after) ? [] : [new JsonDifference(path, before?.ToJsonString(), after?.ToJsonString())],
    };
}
