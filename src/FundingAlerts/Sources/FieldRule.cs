namespace FundingAlerts.Sources;

/// <summary>One way to find a field: exactly one of select, path, label and value, then filters in their order.</summary>
public sealed record FieldRule
{
    /// <summary>A CSS selector within the row ("" is the row itself).</summary>
    public string? Select { get; init; }

    /// <summary>The attribute to read instead of the text.</summary>
    public string? Attr { get; init; }

    /// <summary>A CSS selector of what to leave out before the text is read.</summary>
    public string? Remove { get; init; }

    /// <summary>A JSON path within the row, or within the page's embedded JSON.</summary>
    public string? Path { get; init; }

    /// <summary>The labels (in any language) of a dt, th, heading or strong whose value is wanted.</summary>
    public IReadOnlyList<string>? Label { get; init; }

    /// <summary>A constant, in which ${name} stands for a field that was read before.</summary>
    public string? Value { get; init; }

    /// <summary>Keep all that is found, not only the first.</summary>
    public bool Many { get; init; }

    /// <summary>A row without this field is no call.</summary>
    public bool Required { get; init; }

    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>Whether each value can go through the filters alone.</summary>
    internal bool FiltersOneByOne
    {
        get
        {
            for (var i = 0; i < Filters.Count; i++)
            {
                if (Filters[i] is not Filter.OneByOne)
                    return false;
            }
            return true;
        }
    }

    /// <summary>Words the site uses, and ours; case does not matter. What is not listed stays as it is.</summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }

    /// <summary>With <see cref="Map"/>: what every other word becomes; empty drops it; null keeps it.</summary>
    public string? Otherwise { get; init; }

    /// <summary>What to say when nothing is found.</summary>
    public string? Default { get; init; }
}
