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
        var found = new Dictionary<string, IReadOnlyList<string>>(rules.Count);
        Dictionary<string, IReadOnlyList<string>>? printed = null;
        var context = new FilterContext(page, found, known.Fields);
        foreach (var (name, alternatives) in rules)
        {
            for (var i = 0; i < alternatives.Count; i++)
            {
                var (values, words) = Read(node, alternatives[i], context, time);
                if (values.Count == 0)
                    continue;
                found[name] = values;
                if (!ReferenceEquals(words, values) && !words.SequenceEqual(values, StringComparer.Ordinal))
                    (printed ??= [])[name] = words;
                break;
            }
        }
        return printed is null ? new(found) : new(found) { Printed = printed };
    }

    /// <summary>Our values, and the site's own words for them.</summary>
    private static (IReadOnlyList<string> Values, IReadOnlyList<string> Words) Read(PagePart node, FieldRule rule, FilterContext context, ReadingTime time)
    {
        var values = rule.Value is not { } template ? UpTo(MaxFound, node.Find(rule, context))
            : context.CanFill(template) ? [context.Fill(template)]
            : [];
        if (!rule.FiltersOneByOne)
            values = rule.Filters.Aggregate(values.Select(v => InTime(v, time)), (filtered, filter) => filter.Apply(filtered, context));
        var ours = new List<string>(1);
        List<string>? theirs = rule.Map is null ? null : [];
        foreach (var value in values)
        {
            if ((rule.FiltersOneByOne ? Filtered(InTime(value, time), rule, context) : value) is not { } filtered || Clean(Mapped(rule, filtered)) is not { Length: > 0 } clean)
                continue;
            ours.Add(clean);
            theirs?.Add(Clean(filtered));
            if (!rule.Many || ours.Count == MaxValues)
                break;
        }
        if (ours.Count == 0)
            return rule.Default is { } otherwise ? ([otherwise], [otherwise]) : ([], []);
        var kept = Kept(ours);
        return (kept, theirs is null ? kept : [.. Kept(theirs).Take(kept.Count)]);
    }

    private static string? Filtered(string value, FieldRule rule, FilterContext context)
    {
        var filtered = value;
        for (var i = 0; i < rule.Filters.Count && filtered is not null; i++)
            filtered = ((Filter.OneByOne)rule.Filters[i]).Apply(filtered, context);
        return filtered;
    }

    private static IReadOnlyList<string> Kept(List<string> values) =>
        values is [{ Length: <= MaxKept } only] ? [only] : [.. UpTo(MaxKept, values)];

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
        var left = MaxValues;
        foreach (var value in values)
        {
            yield return value.Length > characters ? PlainText.WellFormed(value[..characters]) : value;
            characters -= value.Length;
            if (characters <= 0 || --left == 0)
                yield break;
        }
    }
}
