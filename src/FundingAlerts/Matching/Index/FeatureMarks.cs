using System.Runtime.InteropServices;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>Which features a call has, and in which of its fields. Used again for the next call without being cleared.</summary>
internal sealed class FeatureMarks
{
    private const int FieldBits = 9;
    private const uint LastStamp = (1u << (32 - FieldBits)) - 1;
    private readonly List<int> _present = [];
    private uint[] _marks = [];
    private uint _stamp;

    /// <summary>The features that the call has, each once, in the order in which they were met.</summary>
    public ReadOnlySpan<int> Present => CollectionsMarshal.AsSpan(_present);

    public void Begin(int features)
    {
        _present.Clear();
        if (_marks.Length < features)
            Array.Resize(ref _marks, features + (features / 8));
        if (++_stamp <= LastStamp)
            return;
        Array.Clear(_marks);
        _stamp = 1;
    }

    public void Mark(int feature, CallFields fields)
    {
        ref var mark = ref _marks[feature];
        if (mark >> FieldBits == _stamp)
        {
            mark |= (uint)fields;
            return;
        }
        mark = (_stamp << FieldBits) | (uint)fields;
        _present.Add(feature);
    }

    public bool Has(int feature) => _marks[feature] >> FieldBits == _stamp;

    public bool IsIn(int feature, CallFields fields)
    {
        var mark = _marks[feature];
        return mark >> FieldBits == _stamp && (mark & (uint)fields) != 0;
    }
}
