namespace FundingAlerts.Sources;

/// <summary>A call in the page's own words: field name → the values found, at least one each.</summary>
public sealed record Listing(IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    public static readonly Listing Empty = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>The site's own words where a <c>map</c> put ours in their place: field name → words, in the order of <see cref="Fields"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Printed { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The first value as the site prints it, whatever a map made of it.</summary>
    public string? FirstPrinted(string field) => Printed.TryGetValue(field, out var words) ? words[0] : First(field);

    public string? First(string field) => Fields.TryGetValue(field, out var values) ? values[0] : null;

    public IReadOnlyList<string> AllOf(string field) => Fields.TryGetValue(field, out var values) ? values : [];

    /// <summary>Whether both say the same in the same words.</summary>
    public bool SameAs(Listing other) => Same(Fields, other.Fields) && Same(Printed, other.Printed);

    /// <summary>
    /// This listing with what a detail page says; where both speak, the detail page counts. Only the reference stays the row's,
    /// for it says which call this is.
    /// </summary>
    public Listing With(Listing detail)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(Fields);
        var printed = new Dictionary<string, IReadOnlyList<string>>(Printed);
        foreach (var (name, values) in detail.Fields)
        {
            fields[name] = values;
            printed.Remove(name);
            if (detail.Printed.TryGetValue(name, out var words))
                printed[name] = words;
        }
        if (Fields.TryGetValue(FieldNames.Reference, out var reference))
            fields[FieldNames.Reference] = reference;
        return new(fields) { Printed = printed };
    }

    private static bool Same(IReadOnlyDictionary<string, IReadOnlyList<string>> mine, IReadOnlyDictionary<string, IReadOnlyList<string>> theirs) =>
        mine.Count == theirs.Count
        && mine.All(f => theirs.TryGetValue(f.Key, out var values) && f.Value.SequenceEqual(values, StringComparer.Ordinal));
}
