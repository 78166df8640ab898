using System.Runtime.CompilerServices;

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

    /// <summary>Room for so many more: what is put there counts when the room is closed.</summary>
    public Room Open(int most)
    {
        if (_count + most >= _met.Length)
            Array.Resize(ref _met, Math.Max(_count + most + 1, 2 * _met.Length));
        return new(_bits, _met, _count);
    }

    public void Close(in Room room) => _count = room.Count;

    internal ref struct Room(Span<ulong> bits, Span<int> met, int count)
    {
        private readonly Span<ulong> _bits = bits;
        private readonly Span<int> _met = met;

        public int Count { get; private set; } = count;

        /// <param name="isMet">1 when the call meets it, otherwise 0. No branch depends on it: a processor would guess every other wrong.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int query, ulong isMet)
        {
            ref var word = ref _bits[query >> 6];
            var before = word;
            word = before | (isMet << query);
            _met[Count] = query;
            Count += (int)(isMet & ~(before >> query));
        }
    }
}
