using System.Text.Json.Nodes;
using FundingAlerts.Matching.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Matching.Topics;

/// <summary>Values of a taxonomy file by key, with a fault for each that is missing, unknown or of the wrong form.</summary>
internal sealed class TaxonomyFile(DefinitionYaml document)
{
    private readonly List<DefinitionFault> _faults = [];

    public IReadOnlyList<DefinitionFault> Faults => _faults;

    public void Fault(string key, string message) => _faults.Add(new(document.LineOf(key), key, message));

    public static string Below(string at, string key) => at.Length == 0 ? key : $"{at}.{key}";

    /// <summary>The mapping with just these keys; null when it is no mapping.</summary>
    public JsonObject? Keys(JsonNode? node, string at, string[] required, params string[] optional)
    {
        if (node is not JsonObject mapping)
        {
            Fault(at, "Expected keys and values, indented below.");
            return null;
        }
        string[] known = [.. required, .. optional];
        foreach (var (name, value) in mapping)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                Fault(Below(at, name), $"'{name}' is no key here. {NearestWord.To(name, known)}");
            else if (value is null)
                Fault(Below(at, name), $"'{name}' has no value.");
        }
        foreach (var name in required.Where(name => !mapping.ContainsKey(name)))
            Fault(at, $"The key '{name}' is missing.");
        return mapping;
    }

    public IReadOnlyList<(JsonNode? Node, string Key)> List(JsonObject of, string key, string at)
    {
        if (!of.TryGetPropertyValue(key, out var node))
            return [];
        if (node is JsonArray { Count: > 0 } list)
            return [.. list.Select((entry, i) => (entry, FormattableString.Invariant($"{Below(at, key)}[{i}]")))];
        if (node is not null)
            Fault(Below(at, key), "Expected a list: [one, another], or a line for each that begins with '- '.");
        return [];
    }

    public string Text(JsonObject of, string key, string at)
    {
        if (of[key] is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim().Length > 0)
            return text.Trim();
        if (of[key] is not null)
            Fault(Below(at, key), "Expected words; put numbers in quotes.");
        return "";
    }

    /// <summary>Phrases to look for. Punctuation alone would be found everywhere.</summary>
    public IReadOnlyList<string> Phrases(JsonObject of, string key, string at)
    {
        var phrases = new List<string>();
        foreach (var (node, entry) in List(of, key, at))
        {
            if (node is not JsonValue value || !value.TryGetValue<string>(out var text))
                Fault(entry, "Expected words; put numbers and yes, no, true, false in quotes.");
            else if (PhraseFault(text.Trim()) is { } fault)
                Fault(entry, fault);
            else if (phrases.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase))
                Fault(entry, $"'{text.Trim()}' stands here twice; take one out.");
            else
                phrases.Add(text.Trim());
        }
        return phrases;
    }

    /// <summary>A whole number within bounds; the other one when the key is not there.</summary>
    public int Number(JsonObject of, string key, string at, int least, int most, int otherwise)
    {
        if (of[key] is not { } node)
            return otherwise;
        if (node is JsonValue value && value.TryGetValue<long>(out var number) && number >= least && number <= most)
            return (int)number;
        Fault(Below(at, key), FormattableString.Invariant($"Expected a whole number from {least} to {most}."));
        return otherwise;
    }

    /// <summary>One of the names of an enum, written small.</summary>
    public T Word<T>(JsonObject of, string key, string at)
        where T : struct, Enum
    {
        var word = of[key]?.ToString();
        var known = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToList();
        if (word is not null && known.IndexOf(word) is >= 0 and var i)
            return Enum.GetValues<T>()[i];
        if (word is not null)
            Fault(Below(at, key), $"'{word}' is not allowed. {NearestWord.To(word, known)}");
        return default;
    }

    private static string? PhraseFault(string phrase)
    {
        const int ShortestBeginning = 4;
        var star = phrase.IndexOf('*', StringComparison.Ordinal);
        var words = Words.In(phrase);
        return words.Count == 0 ? $"'{phrase}' holds no word."
            : star < 0 ? null
            : star < phrase.Length - 1 ? $"In '{phrase}' the * stands within; it can only end a phrase, for the last word to go on."
            : words is [{ Folded.Length: < ShortestBeginning }] ? $"'{phrase}' would be found in too many words; write at least {ShortestBeginning} letters before the *."
            : null;
    }
}
