using System.Text.RegularExpressions;

namespace FundingAlerts.Sources;

/// <summary>What a filter may know beyond its values: the page's address, and the fields read so far.</summary>
/// <param name="fields">Those of this reading, which may still grow.</param>
/// <param name="known">Those that were known before it; null for none.</param>
internal sealed partial class FilterContext(
    Uri page, IReadOnlyDictionary<string, IReadOnlyList<string>> fields, IReadOnlyDictionary<string, IReadOnlyList<string>>? known = null)
{
    // Several rules look for their part in the same long text.
    private Dictionary<string, string?>? made;

    public Uri Page => page;

    /// <summary>What is made of a value, made once however many rules ask; the value is known by where it lies.</summary>
    public string? Once(string value, Func<string, string?> make)
    {
        made ??= new(ReferenceEqualityComparer.Instance);
        if (!made.TryGetValue(value, out var known))
            made[value] = known = make(value);
        return known;
    }

    /// <summary>Puts the first value of each ${name} in its place; nothing for a field that was not found.</summary>
    public string Fill(string template) => !HasPlaces(template) ? template : Placeholder().Replace(template, m => First(m.Groups["name"].Value) ?? "");

    /// <summary>The same for a JSON path, where the value stands within a regular expression: @.action =~ /^${reference} /.</summary>
    public string FillPath(string template) => !HasPlaces(template) ? template : Placeholder().Replace(
        template,
        m => Regex.Escape(First(m.Groups["name"].Value) ?? "").Replace("/", "\\/", StringComparison.Ordinal));

    /// <summary>Whether every ${name} of the template has a value.</summary>
    public bool CanFill(string template) => !HasPlaces(template) || Placeholder().Matches(template).All(m => First(m.Groups["name"].Value) is { Length: > 0 });

    /// <summary>The names that a template asks for; "" for a ${ that is none.</summary>
    public static IEnumerable<string> NamesIn(string template)
    {
        var names = Placeholder().Matches(template).Select(m => m.Groups["name"].Value).ToList();
        var marks = template.AsSpan().Count("${");
        return marks > names.Count ? names.Append("") : names;
    }

    private static bool HasPlaces(string template) => template.Contains("${", StringComparison.Ordinal);

    private string? First(string name) =>
        fields.TryGetValue(name, out var values) || known?.TryGetValue(name, out values) == true ? values[0] : null;

    // ${reference}
    [GeneratedRegex(@"\$\{(?<name>[a-zA-Z]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
