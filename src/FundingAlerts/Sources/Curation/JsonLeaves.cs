using System.Globalization;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources.Curation;

/// <summary>The values within a JSON row and the paths that lead to them.</summary>
internal static class JsonLeaves
{
    private const int Deepest = 4;
    private const int MostLeaves = 300;

    /// <summary>Path → value: $.title, $.metadata.identifier[0], $['closing date'].</summary>
    public static IEnumerable<(string Path, string Value)> Of(JToken row) => Walk(row, "$", 0).Take(MostLeaves);

    /// <summary>Every list of objects in the document: arrays, and objects that hold one object per key.</summary>
    public static IEnumerable<(string Path, IReadOnlyList<JObject> Rows)> Lists(JToken root)
    {
        var stack = new Stack<(JToken Token, string Path)>();
        stack.Push((root, "$"));
        for (var seen = 0; seen < 20_000 && stack.TryPop(out var next); seen++)
        {
            var objects = next.Token.Children().Select(c => c is JProperty property ? property.Value : c).OfType<JObject>().ToList();
            if (objects.Count >= 2 && objects.Count >= next.Token.Children().Count() * 0.8 && (next.Token is JArray || objects.Count >= 5))
                yield return (next.Path + (next.Token is JArray ? "[*]" : ".*"), objects);
            if (next.Token is JObject parent)
            {
                foreach (var property in parent.Properties().Where(p => p.Value is JContainer).Reverse())
                    stack.Push((property.Value, next.Path + Step(property.Name)));
            }
            else if (next.Token is JArray { Count: > 0 } array && next.Path.Count(c => c == '[') < 3 && array[0] is JObject first)
            {
                // Lists within the first of a list, such as groups of calls.
                foreach (var property in first.Properties().Where(p => p.Value is JArray { Count: > 1 }))
                    stack.Push((property.Value, next.Path + "[*]" + Step(property.Name)));
            }
        }
    }

    private static IEnumerable<(string Path, string Value)> Walk(JToken token, string path, int depth)
    {
        switch (token)
        {
            case JValue value:
                if (JsonText.Of(value) is { Length: > 0 } text)
                    yield return (path, text);
                break;
            case JObject parent when depth < Deepest:
                foreach (var property in parent.Properties())
                    foreach (var leaf in Walk(property.Value, path + Step(property.Name), depth + 1))
                        yield return leaf;
                break;
            case JArray array when depth < Deepest:
                for (var i = 0; i < Math.Min(array.Count, 2); i++)
                    foreach (var leaf in Walk(array[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), depth + 1))
                        yield return leaf;
                break;
        }
    }

    private static string Step(string key) =>
        key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c == '_') ? $".{key}" : $"['{key.Replace("'", "\\'", StringComparison.Ordinal)}']";
}
