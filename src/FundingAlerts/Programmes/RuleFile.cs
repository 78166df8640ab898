using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using F23.StringSimilarity;
using FundingAlerts.Opportunities.Printed;
using FundingAlerts.Sources;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Programmes;

/// <summary>Values of a rule file by key, with a fault for each that is missing, unknown or of the wrong form.</summary>
internal sealed class RuleFile(DefinitionYaml document)
{
    private static readonly Damerau Distance = new();
    private readonly List<DefinitionFault> _faults = [];

    public IReadOnlyList<DefinitionFault> Faults => _faults;

    public void Fault(string key, string message) => _faults.Add(new(document.LineOf(key), key, message));

    /// <summary>The mapping with just these keys; null when it is no mapping.</summary>
    public JsonObject? Keys(JsonNode? node, string at, string[] required, string[]? optional = null)
    {
        if (node is not JsonObject mapping)
        {
            Fault(at, "Expected keys and values, indented below.");
            return null;
        }

        var known = required.Concat(optional ?? []).ToList();
        foreach (var (name, value) in mapping)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                Fault(Below(at, name), $"'{name}' is no key here. {Nearest(name, known)}");
            else if (value is null)
                Fault(Below(at, name), $"'{name}' has no value.");
        }

        foreach (var name in required.Where(name => !mapping.ContainsKey(name)))
            Fault(at, $"The key '{name}' is missing.");
        return mapping;
    }

    public IEnumerable<(JsonNode? Node, string Key)> List(JsonNode? node, string at)
    {
        if (node is JsonArray { Count: > 0 } list)
            return list.Select((entry, i) => (entry, FormattableString.Invariant($"{at}[{i}]")));
        if (node is not null)
            Fault(at, "Expected a list, each line beginning with '- '.");
        return [];
    }

    public string Text(JsonObject of, string key, string at)
    {
        if (of[key] is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim().Length > 0)
            return text.Trim();
        if (of.ContainsKey(key))
            Fault(Below(at, key), "Expected words.");
        return "";
    }

    public IReadOnlyList<string> Texts(JsonObject of, string key, string at) =>
        !of.ContainsKey(key) ? [] : [.. EachText(of, key, at).Select(entry => entry.Text)];

    /// <summary>Words to look for in other words; punctuation alone would be found everywhere.</summary>
    public IReadOnlyList<string> Phrases(JsonObject of, string key, string at)
    {
        if (!of.ContainsKey(key))
            return [];
        var phrases = EachText(of, key, at).ToList();
        foreach (var (text, entry) in phrases.Where(phrase => WordLine.Of(phrase.Text) == " "))
            Fault(entry, $"'{text}' holds no word.");
        return [.. phrases.Select(phrase => phrase.Text)];
    }

    public IReadOnlyList<Regex> Patterns(JsonObject of, string key, string at) =>
        !of.ContainsKey(key) ? [] : [.. EachText(of, key, at).Select(entry => Pattern(entry.Text, entry.Key)).OfType<Regex>()];

    public LocalDate Date(JsonObject of, string key, string at)
    {
        if (!of.ContainsKey(key))
            return default;
        var date = LocalDatePattern.Iso.Parse(of[key]?.ToString() ?? "");
        if (!date.Success)
            Fault(Below(at, key), $"'{of[key]}' is no day; write YYYY-MM-DD.");
        return date.Success ? date.Value : default;
    }

    /// <summary>One of the names of an enum, written small: mayLead.</summary>
    public T Word<T>(JsonObject of, string key, string at)
        where T : struct, Enum
    {
        if (!of.ContainsKey(key))
            return default;
        var word = of[key]?.ToString() ?? "";
        var known = Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]).ToList();
        if (known.IndexOf(word) is >= 0 and var i)
            return Enum.GetValues<T>()[i];
        Fault(Below(at, key), $"'{word}' is not allowed. {Nearest(word, known)}");
        return default;
    }

    private IEnumerable<(string Text, string Key)> EachText(JsonObject of, string key, string at)
    {
        foreach (var (node, entry) in List(of[key], Below(at, key)))
        {
            if (node is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim().Length > 0)
                yield return (text.Trim(), entry);
            else
                Fault(entry, "Expected words; put numbers in quotes.");
        }
    }

    // NonBacktracking reads in linear time whatever the page holds; the time-out is for pages of many megabytes.
    private Regex? Pattern(string pattern, string at)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            Fault(at, $"This is no pattern that can be used here: {fault.Message}");
            return null;
        }
    }

    private static string Below(string at, string key) => at.Length == 0 ? key : $"{at}.{key}";

    private static string Nearest(string word, IReadOnlyList<string> known)
    {
        var nearest = known.MinBy(k => Distance.Distance(k.ToLowerInvariant(), word.ToLowerInvariant()))!;
        return Distance.Distance(nearest.ToLowerInvariant(), word.ToLowerInvariant()) <= Math.Max(2, nearest.Length / 3)
            ? $"Did you mean '{nearest}'?"
            : $"Known are: {string.Join(", ", known)}.";
    }
}
