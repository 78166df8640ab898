namespace FundingAlerts.Matching.Index;

/// <summary>The first 64 different facets that queries ask for, a bit each; further ones are features like words.</summary>
internal sealed class FacetBits(List<string> facets)
{
    private const int Most = 64;
    private readonly Dictionary<string, int> _bits = facets.Index().ToDictionary(f => f.Item, f => f.Index, StringComparer.Ordinal);

    public IReadOnlyList<string> Facets => facets;

    /// <summary>The bit of a facet that a query asks for; 0 when there is none left.</summary>
    public ulong BitOf(string facet)
    {
        if (_bits.TryGetValue(facet, out var bit))
            return 1UL << bit;
        if (facets.Count == Most)
            return 0;
        _bits[facet] = facets.Count;
        facets.Add(facet);
        return 1UL << _bits[facet];
    }

    /// <summary>Those that a call has.</summary>
    public ulong Of(IEnumerable<string> had)
    {
        var bits = 0UL;
        foreach (var facet in had)
        {
            if (_bits.TryGetValue(facet, out var bit))
                bits |= 1UL << bit;
        }
        return bits;
    }
}
