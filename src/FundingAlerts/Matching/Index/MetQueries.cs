namespace FundingAlerts.Matching.Index;

/// <summary>The queries that a call was found to meet, each once. Used again for the next call: what was set is cleared.</summary>
internal sealed class MetQueries
{
    private ulong[] _bits = [];
    private int[] _met = [];
    private int _count;

    /// <summary>In the order in which they were found.</summary>
    public ReadOnlySpan<int> Met => _met.AsSpan(0, _count);

    /// <param name="queries">How many there are.</param>
    public void Begin(int queries)
    {
        foreach (var query in Met)
            _bits[query >> 6] = 0;
        _count = 0;
        if (_bits.Length * 64 < queries)
            _bits = new ulong[(queries / 64) + 1 + (queries / 512)];
    }

    /// <summary>Makes room for so many more, which <see cref="Add"/> takes for granted.</summary>
    public void Reserve(int more)
    {
        if (_count + more >= _met.Length)
            Array.Resize(ref _met, Math.Max(_count + more + 1, 2 * _met.Length));
    }

    /// <param name="isMet">1 when the call meets it, otherwise 0. Nothing here depends on it but what is stored: a processor guesses every other wrong.</param>
    public void Add(int query, ulong isMet)
    {
        ref var word = ref _bits[query >> 6];
        var isNew = isMet & ~(word >> query);
        word |= isMet << query;
        _met[_count] = query;
        _count += (int)isNew;
    }
}
