namespace FundingAlerts.Sources.Curation;

/// <summary>What one rule of a definition finds on a page, by itself.</summary>
/// <param name="Rule">In the definition's words: "label: Closing date".</param>
/// <param name="Counts">Whether it is this rule that the field is read by, because none before it finds something in every row.</param>
/// <param name="Found">The rows in which it finds something, of <paramref name="Rows"/>.</param>
/// <param name="Sample">The first value, after its filters; null when there is none.</param>
public sealed record FieldTrial(string Field, string Rule, bool Counts, int Found, int Rows, string? Sample)
{
    /// <summary>Each rule on its own, in the definition's order; nothing where the page cannot be read.</summary>
    /// <param name="isDetail">The page is one call's own, not the listing.</param>
    public static IReadOnlyList<FieldTrial> Of(SourceDefinition source, Page page, bool isDetail)
    {
        var fields = isDetail ? source.Follow!.Fields : source.Fields;
        var trials = new List<FieldTrial>();
        foreach (var (name, rules) in fields)
        {
            var isComplete = false;
            foreach (var rule in rules)
            {
                var alone = new Dictionary<string, IReadOnlyList<FieldRule>>(fields, StringComparer.Ordinal) { [name] = [rule] };
                var rows = Read(source, page, isDetail, alone);
                var found = rows.Where(r => r.Fields.ContainsKey(name)).ToList();
                trials.Add(new(name, Said(rule), !isComplete, found.Count, rows.Count, found.Count == 0 ? null : string.Join(" | ", found[0].AllOf(name))));
                isComplete |= found.Count == rows.Count;
            }
        }
        return trials;
    }

    private static IReadOnlyList<Listing> Read(SourceDefinition source, Page page, bool isDetail, IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> fields)
    {
        if (!isDetail)
            return PageReader.ReadListing(source with { Fields = fields }, page).Rows;
        var detail = PageReader.ReadDetail(source with { Follow = source.Follow! with { Fields = fields } }, page, Listing.Empty);
        return detail.Problem is null ? [detail.Listing] : [];
    }

    private static string Said(FieldRule rule) =>
        rule.Path is { } path ? $"path: {path}"
        : rule.Label is { } labels ? $"label: {string.Join(", ", labels)}{Attribute(rule)}"
        : rule.Select is { } select ? $"select: {(select.Length == 0 ? "(the row)" : select)}{Attribute(rule)}"
        : $"value: {rule.Value}";

    private static string Attribute(FieldRule rule) => rule.Attr is { } attribute ? $" @{attribute}" : "";
}
