namespace FundingAlerts.Sources;

/// <summary>Fills the fields of a listing from one node, in the order of the definition, so that later ones can name earlier ones.</summary>
internal static class FieldReader
{
    // A page that offers more is broken or hostile.
    private const int MaxValues = 500;
    private const int MaxFound = 4_000_000;
    private const int MaxKept = 200_000;

    public static Listing Read(PagePart node, IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> rules, Uri page, Listing known, ReadingTime time)
    {
        var found = new Dictionary<string, IReadOnlyList<string>>();
        var printed = new Dictionary<string, IReadOnlyList<string>>();
        var named = new Dictionary<string, IReadOnlyList<string>>(known.Fields);
        var context = new FilterContext(page, named);
        foreach (var (name, alternatives) in rules)
        {
            foreach (var rule in alternatives)
            {
                var (values, words) = Read(node, rule, context, time);
                if (values.Count == 0)
                    continue;
                found[name] = named[name] = values;
                if (!words.SequenceEqual(values, StringComparer.Ordinal))
                    printed[name] = words;
                break;
            }
        }
        return new(found) { Printed = printed };
    }

    /// <summary>Our values, and the site's own words for them.</summary>
    private static (IReadOnlyList<string> Values, IReadOnlyList<string> Words) Read(PagePart node, FieldRule rule, FilterContext context, ReadingTime time)
    {
        var values = rule.Value is { } template
            ? context.CanFill(template) ? [context.Fill(template)] : []
            : UpTo(MaxFound, node.Find(rule, context)).Select(v => InTime(v, time));
        foreach (var filter in rule.Filters)
            values = filter.Apply(values, context);
        var read = values
            .Select(v => (Ours: Clean(Mapped(rule, v)), Theirs: Clean(v)))
            .Where(v => v.Ours.Length > 0);
        var chosen = (rule.Many ? read : read.Take(1)).Take(MaxValues).ToList();
        var kept = UpTo(MaxKept, chosen.Select(v => v.Ours)).ToList();
        if (kept.Count == 0 && rule.Default is { } otherwise)
            return ([otherwise], [otherwise]);
        return (kept, rule.Map is null ? kept : [.. UpTo(MaxKept, chosen.Select(v => v.Theirs)).Take(kept.Count)]);
    }

    // A pattern may take its whole time on each of many values in many rows.
    private static string InTime(string value, ReadingTime time)
    {
        time.Look();
        return value;
    }

    private static string Clean(string value) => PlainText.WellFormed(value).Trim();

    private static string Mapped(FieldRule rule, string value) =>
        rule.Map is not { } map ? value
        : map.TryGetValue(PlainText.Squash(value), out var ours) ? ours
        : string.IsNullOrWhiteSpace(value) ? value
        : rule.Otherwise ?? value;

    /// <summary>The first values, until they have so many characters together; the one that goes beyond is cut.</summary>
    private static IEnumerable<string> UpTo(int characters, IEnumerable<string> values)
    {
        foreach (var value in values.Take(MaxValues))
        {
            yield return value.Length > characters ? PlainText.WellFormed(value[..characters]) : value;
            characters -= value.Length;
            if (characters <= 0)
                yield break;
        }
    }
}
