namespace FundingAlerts.Matching.Index;

/// <summary>
/// Which feature two features make when one follows the other: "spiking" and "neural" make the phrase, the phrase and "network"
/// the longer one. An open hash table over pairs.
/// </summary>
internal sealed class Sequences
{
    private const int FewestSlots = 64;
    private ulong[] _pairs;
    private int[] _features;
    private int _count;

    public Sequences()
        : this(new ulong[FewestSlots], new int[FewestSlots])
    {
    }

    /// <summary>As they were stored.</summary>
    public Sequences(ulong[] pairs, int[] features)
    {
        (_pairs, _features) = (pairs, features);
        foreach (var pair in pairs)
            _count += pair == 0 ? 0 : 1;
    }

    public ReadOnlySpan<ulong> Pairs => _pairs;

    public ReadOnlySpan<int> Features => _features;

    /// <summary>The feature of one after the other, or -1.</summary>
    public int Find(int first, int second)
    {
        var pair = PairOf(first, second);
        for (var at = SlotOf(pair); _pairs[at] != 0; at = (at + 1) & (_pairs.Length - 1))
        {
            if (_pairs[at] == pair)
                return _features[at];
        }
        return -1;
    }

    /// <summary>The feature of one after the other, which gets the next number when it is new.</summary>
    public int Intern(int first, int second, Func<int> next)
    {
        var found = Find(first, second);
        if (found >= 0)
            return found;
        if (++_count * 3 >= _pairs.Length * 2)
            Grow();
        var feature = next();
        Put(PairOf(first, second), feature);
        return feature;
    }

    // No pair is 0, which marks an empty slot.
    private static ulong PairOf(int first, int second) => ((ulong)(uint)(first + 1) << 32) | (uint)second;

    private int SlotOf(ulong pair) => (int)((pair * 0x9E37_79B9_7F4A_7C15) >> 33) & (_pairs.Length - 1);

    private void Grow()
    {
        var (pairs, features) = (_pairs, _features);
        _pairs = new ulong[pairs.Length * 2];
        _features = new int[pairs.Length * 2];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (pairs[i] != 0)
                Put(pairs[i], features[i]);
        }
    }

    private void Put(ulong pair, int feature)
    {
        var at = SlotOf(pair);
        while (_pairs[at] != 0)
            at = (at + 1) & (_pairs.Length - 1);
        (_pairs[at], _features[at]) = (pair, feature);
    }
}
