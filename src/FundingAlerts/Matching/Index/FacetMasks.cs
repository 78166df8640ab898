using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>The different sets of facets that queries need, numbered: most queries need none, or the same few.</summary>
internal sealed class FacetMasks(List<ulong> masks)
{
    private readonly Dictionary<ulong, int> _numbers = masks.Index().ToDictionary(m => m.Item, m => m.Index);

    public ReadOnlySpan<ulong> All => CollectionsMarshal.AsSpan(masks);

    public int NumberOf(ulong mask)
    {
        if (_numbers.TryGetValue(mask, out var number))
            return number;
        masks.Add(mask);
        return _numbers[mask] = masks.Count - 1;
    }
}
