using System.Runtime.InteropServices;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>Which features a call has, a bit each, and in which of its fields. Used again for the next call: what was set is cleared.</summary>
internal sealed class FeatureMarks
{
    private readonly List<int> _present = [];
    private ulong[] _bits = [];
    private ushort[] _fields = [];

    /// <summary>The features that the call has, each once, in the order in which they were met.</summary>
    public ReadOnlySpan<int> Present => CollectionsMarshal.AsSpan(_present);

    /// <summary>A bit for each feature, those of 64 beside each other.</summary>
    public ReadOnlySpan<ulong> Bits => _bits;

    public void Begin(int features)
    {
        foreach (var feature in _present)
            _bits[feature >> 6] = 0;
        _present.Clear();
        if (_fields.Length >= features)
            return;
        var room = features + (features / 8);
        Array.Resize(ref _fields, room);
        Array.Resize(ref _bits, (room / 64) + 1);
    }

    public void Mark(int feature, CallFields fields)
    {
        ref var word = ref _bits[feature >> 6];
        var bit = 1UL << feature;
        if ((word & bit) != 0)
        {
            _fields[feature] |= (ushort)fields;
            return;
        }
        word |= bit;
        _fields[feature] = (ushort)fields;
        _present.Add(feature);
    }

    public bool Has(int feature) => (_bits[feature >> 6] >> feature & 1) != 0;

    public bool IsIn(int feature, CallFields fields) => Has(feature) && (_fields[feature] & (ushort)fields) != 0;
}
