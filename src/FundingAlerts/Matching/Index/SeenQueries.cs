namespace FundingAlerts.Matching.Index;

/// <summary>Which queries were looked at for a call: a bit each, cleared by a list of those that were set.</summary>
internal sealed class SeenQueries
{
    private readonly List<int> _set = [];
    private ulong[] _bits = [];

    public void Fit(int queries)
    {
        if (_bits.Length * 64 < queries)
            _bits = new ulong[(queries / 64) + 1 + (queries / 512)];
    }

    /// <summary>Whether it was not asked before.</summary>
    public bool IsNew(int query)
    {
        ref var word = ref _bits[query >> 6];
        var bit = 1UL << (query & 63);
        if ((word & bit) != 0)
            return false;
        word |= bit;
        _set.Add(query);
        return true;
    }

    public void Clear()
    {
        foreach (var query in _set)
            _bits[query >> 6] = 0;
        _set.Clear();
    }
}
