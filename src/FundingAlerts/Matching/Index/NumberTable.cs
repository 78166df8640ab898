namespace FundingAlerts.Matching.Index;

/// <summary>Numbers under hashes, in an open table; whoever looks says which of those under a hash it is.</summary>
internal sealed class NumberTable
{
    private const int FewestSlots = 64;
    private ulong[] _slots = new ulong[FewestSlots];
    private int _count;

    /// <summary>The next number under a hash.</summary>
    /// <param name="at">Where to go on; -1 to begin.</param>
    /// <returns>-1 when there is none left.</returns>
    public int Next(uint hash, ref int at)
    {
        at = at < 0 ? (int)(hash & (_slots.Length - 1)) : (at + 1) & (_slots.Length - 1);
        for (; _slots[at] != 0; at = (at + 1) & (_slots.Length - 1))
        {
            if ((uint)(_slots[at] >> 32) == hash)
                return (int)(uint)_slots[at] - 1;
        }
        return -1;
    }

    public void Add(uint hash, int number)
    {
        if (++_count * 3 >= _slots.Length * 2)
        {
            var old = _slots;
            _slots = new ulong[old.Length * 2];
            foreach (var slot in old)
            {
                if (slot != 0)
                    Put(slot);
            }
        }
        Put(((ulong)hash << 32) | ((uint)number + 1));
    }

    private void Put(ulong slot)
    {
        var at = (uint)(slot >> 32) & (_slots.Length - 1);
        while (_slots[at] != 0)
            at = (at + 1) & (_slots.Length - 1);
        _slots[at] = slot;
    }
}
