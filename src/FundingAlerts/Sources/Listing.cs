namespace FundingAlerts.Sources;

/// <summary>A call in the page's own words: field name → the values found, at least one each.</summary>
public sealed record Listing(IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    public static readonly Listing Empty = new(new Dictionary<string, IReadOnlyList<string>>());

    public string? First(string field) => Fields.TryGetValue(field, out var values) ? values[0] : null;

    public IReadOnlyList<string> AllOf(string field) => Fields.TryGetValue(field, out var values) ? values : [];

    /// <summary>Whether both say the same in the same words.</summary>
    public bool SameAs(Listing other) =>
        Fields.Count == other.Fields.Count
        && Fields.All(f => other.Fields.TryGetValue(f.Key, out var values) && f.Value.SequenceEqual(values, StringComparer.Ordinal));

    /// <summary>
    /// This listing with what a detail page says; where both speak, the detail page counts. Only the reference stays the row's,
    /// for it says which call this is.
    /// </summary>
    public Listing With(Listing detail)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(Fields);
        foreach (var (name, values) in detail.Fields)
            fields[name] = values;
        if (Fields.TryGetValue(FieldNames.Reference, out var reference))
            fields[FieldNames.Reference] = reference;
        return new(fields);
    }
}
