namespace FundingAlerts.Sources;

/// <summary>Fills the fields of a listing from one node, in the order of the definition, so that later ones can name earlier ones.</summary>
internal static class FieldReader
{
    // A page that offers more is broken or hostile.
    private const int MaxValues = 500;
    private const int MaxLength = 200_000;

    public static Listing Read(PagePart node, IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> rules, Uri page, Listing known)
    {
        var found = new Dictionary<string, IReadOnlyList<string>>();
        var named = new Dictionary<string, IReadOnlyList<string>>(known.Fields);
        var context = new FilterContext(page, named);
        foreach (var (name, alternatives) in rules)
        {
            foreach (var rule in alternatives)
            {
                var values = Read(node, rule, context);
                if (values.Count == 0)
                    continue;
                found[name] = named[name] = values;
                break;
            }
        }
        return new(found);
    }

    private static IReadOnlyList<string> Read(PagePart node, FieldRule rule, FilterContext context)
    {
        var values = rule.Value is { } template
            ? context.CanFill(template) ? [context.Fill(template)] : []
            : node.Find(rule, context).Take(MaxValues).Select(v => v.Length > MaxLength ? v[..MaxLength] : v);
        foreach (var filter in rule.Filters)
            values = filter.Apply(values, context);
        var read = values
            .Select(v => rule.Map is { } map && map.TryGetValue(PlainText.Squash(v), out var ours) ? ours : v)
            .Select(v => v.Trim())
            .Where(v => v.Length > 0)
            .Take(rule.Many ? MaxValues : 1)
            .ToList();
        return read.Count == 0 && rule.Default is { } otherwise ? [otherwise] : read;
    }
}
