namespace FundingAlerts.Sources.Curation;

/// <summary>Tells which field rules went blind, and mends the definition rule by rule.</summary>
internal static class DriftFields
{
    /// <summary>Rows of the old page → the new page's rows that name the same call.</summary>
    public static IReadOnlyList<(int Old, int New)> Pairs(IReadOnlyList<Listing> oldRows, DriftPage now, SourceDefinition source, bool isDetail)
    {
        if (isDetail)
            return [(0, 0)];
        var values = now.IsJson
            ? now.Tokens(source).Select(t => JsonLeaves.Of(t).Select(l => l.Value).ToList()).ToList()
            : now.Elements(source).Select(e => Values(e, now.Address).ToList()).ToList();
        var byValue = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            foreach (var value in values[i].Select(v => SameValue.Bare(SameValue.AddressKey(v))).Where(v => v.Length > 3).Distinct(StringComparer.Ordinal))
            {
                if (!byValue.TryGetValue(value, out var rows))
                    byValue[value] = rows = [];
                rows.Add(i);
            }
        }
        var pairs = new List<(int Old, int New)>();
        for (var i = 0; i < oldRows.Count; i++)
        {
            foreach (var name in new[] { FieldNames.Address, FieldNames.Reference, FieldNames.Title })
            {
                if (oldRows[i].First(name) is { } anchor && byValue.TryGetValue(SameValue.Bare(SameValue.AddressKey(anchor)), out var rows) && rows.Count == 1)
                {
                    pairs.Add((i, rows[0]));
                    break;
                }
            }
        }
        return pairs;
    }

    private static IEnumerable<string> Values(AngleSharp.Dom.IElement row, Uri page)
    {
        foreach (var element in row.QuerySelectorAll("*").Take(300).Prepend(row))
        {
            if (RowLink.Address(element, page) is { } address)
                yield return address.AbsoluteUri;
            if (element.TextContent.Length is > 3 and < 600)
                yield return element.TextContent;
        }
    }

    /// <summary>Adds each blind rule with its replacements, and returns the definition with the best of them.</summary>
    public static SourceDefinition Repair(
        SourceDefinition source, SourceDefinition repaired, DriftPage before, DriftPage after, IReadOnlyList<Listing> oldRows, bool isDetail, List<BlindRule> blind)
    {
        var at = isDetail ? "follow.fields" : "fields";
        var pairs = Pairs(oldRows, after, repaired, isDetail);
        foreach (var (name, rules) in Fields(source, isDetail))
        {
            for (var i = 0; i < rules.Count; i++)
            {
                var rule = rules[i];
                // A constant has nothing to be blind of; what it names is judged by itself.
                if (rule.Value is not null)
                    continue;
                var index = i;
                SourceDefinition Alone(SourceDefinition definition, FieldRule only) => With(definition, name, [only], isDetail);
                var old = Values(before.Read(Alone(source, rule with { Default = null })).Rows, name);
                var now = Values(after.Read(Alone(repaired, rule with { Default = null })).Rows, name);
                int found = old.Count(v => v is not null), finds = now.Count(v => v is not null);
                if (found == 0 || finds >= Expected(old, now, pairs) * 0.5)
                    continue;
                var raw = Values(before.Read(Alone(source, rule with { Filters = [], Map = null, Default = null })).Rows, name);
                var replacements = new DriftRules(after, repaired, [.. pairs.Where(p => old[p.Old] is not null)]).Find(rule, raw, tried =>
                {
                    var read = Values(after.Read(Alone(repaired, tried with { Default = null })).Rows, name);
                    return (read.Count(v => v is not null), pairs.Count(p => old[p.Old] is { } value && read[p.New] is { } again && SameValue.Likeness(value, again) > 0.95));
                });
                blind.Add(new(rules.Count == 1 ? $"{at}.{name}" : FormattableString.Invariant($"{at}.{name}[{i}]"), Said(rule), found, finds, [.. replacements.Select(r => r.Replacement)]));
                if (replacements.Count > 0)
                    repaired = With(repaired, name, [.. Fields(repaired, isDetail)[name].Select((r, at) => at == index ? replacements[0].Rule : r)], isDetail);
            }
        }
        return repaired;
    }

    // What the rule should find on the new page: among the rows that both have, as many as it found before.
    private static double Expected(IReadOnlyList<string?> old, IReadOnlyList<string?> now, IReadOnlyList<(int Old, int New)> pairs) =>
        pairs.Count > 0 ? pairs.Count(p => old[p.Old] is not null) : old.Count(v => v is not null) * now.Count / (double)Math.Max(1, old.Count);

    private static IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> Fields(SourceDefinition source, bool isDetail) => isDetail ? source.Follow!.Fields : source.Fields;

    private static SourceDefinition With(SourceDefinition source, string name, IReadOnlyList<FieldRule> rules, bool isDetail)
    {
        // In their order, for later fields name earlier ones.
        var fields = Fields(source, isDetail).ToDictionary(f => f.Key, f => f.Key == name ? rules : f.Value);
        return isDetail ? source with { Follow = source.Follow! with { Fields = fields } } : source with { Fields = fields };
    }

    private static List<string?> Values(IReadOnlyList<Listing> rows, string name) => [.. rows.Select(r => r.First(name))];

    private static string Said(FieldRule rule) =>
        rule.Path is { } path ? $"path: {path}"
        : rule.Label is { } labels ? $"label: [{string.Join(", ", labels)}]"
        : rule.Attr is { } attribute ? $"select: {rule.Select}, attr: {attribute}"
        : $"select: {rule.Select}";
}
