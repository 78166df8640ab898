using System.Runtime.CompilerServices;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// Holds postings against a call. Those of one shape are read in one go, with answers as bits instead of branches: every other
/// answer is no, which no processor can guess.
/// </summary>
internal readonly ref struct PostingReader(PostingTable postings, QueryTable queries, CallRound call, MetQueries met)
{
    private readonly ReadOnlySpan<Shape> _shapes = postings.Shapes.All;
    private readonly ReadOnlySpan<int> _starts = postings.Starts;
    private readonly ReadOnlySpan<int> _rows = postings.Rows;
    private readonly ReadOnlySpan<int> _laterFirsts = postings.LaterFirsts;
    private readonly ReadOnlySpan<int> _later = postings.Later;
    private readonly ReadOnlySpan<ulong> _bits = call.Marks.Bits;
    private readonly CallRound _call = call;

    /// <summary>All that is filed under features that the call has.</summary>
    public void Read(ReadOnlySpan<int> features)
    {
        foreach (var feature in features)
        {
            // What is asked for since has no row yet.
            if (feature + 1 < _starts.Length && _rows[_starts[feature].._starts[feature + 1]] is { IsEmpty: false } row)
                ReadRow(row);
            for (var at = feature < _laterFirsts.Length ? _laterFirsts[feature] : PostingTable.None; at != PostingTable.None; at = _later[at])
            {
                var room = met.Open(1);
                ReadGroup(_later[(at + 1)..], ref room);
                met.Close(room);
            }
        }
    }

    /// <summary>Queries that must be looked at for every call.</summary>
    public void ReadAll(ReadOnlySpan<int> always)
    {
        var room = met.Open(always.Length);
        foreach (var query in always)
            room.Add(query, ByCode(query));
        met.Close(room);
    }

    private void ReadRow(ReadOnlySpan<int> row)
    {
        var room = met.Open(row.Length);
        while (!row.IsEmpty)
            row = row[ReadGroup(row, ref room)..];
        met.Close(room);
    }

    /// <returns>How many numbers it takes.</returns>
    private int ReadGroup(ReadOnlySpan<int> row, ref MetQueries.Room room)
    {
        var (number, count) = PostingTable.Head(row[0]);
        var shape = _shapes[number];
        var (clause, numbers) = shape.First;
        var group = row.Slice(1, count * (1 + (shape.Rest == Shape.Nothing ? numbers : shape.Numbers)));
        if (clause == Clause.None)
            AddAll(group, ref room);
        else if (shape.Rest != Shape.Nothing)
            ReadClauses(group, shape, ref room);
        else if (clause == Clause.OneOf)
            ReadOneOf(group, numbers, ref room);
        else if (clause == Clause.AllOf && numbers == 1)
            ReadOneOf(group, 1, ref room);
        else
            ReadClauses(group, shape, ref room);
        return 1 + group.Length;
    }

    private static void AddAll(ReadOnlySpan<int> group, ref MetQueries.Room room)
    {
        var here = room;
        foreach (var query in group)
            here.Add(query, 1);
        room = here;
    }

    private void ReadOneOf(ReadOnlySpan<int> group, int numbers, ref MetQueries.Room room)
    {
        var bits = new Bits(_bits);
        var here = room;
        for (; !group.IsEmpty; group = group[(1 + numbers)..])
            here.Add(group[0], bits.OneOf(group.Slice(1, numbers)));
        room = here;
    }

    private void ReadClauses(ReadOnlySpan<int> group, Shape shape, ref MetQueries.Room room)
    {
        while (!group.IsEmpty)
        {
            var query = group[0];
            group = group[1..];
            var isMet = 1UL;
            for (var left = shape; left != Shape.Nothing; left = left.Rest)
            {
                var (clause, numbers) = left.First;
                isMet &= Answer(clause, group[..numbers], isMet, query);
                group = group[numbers..];
            }
            room.Add(query, isMet);
        }
    }

    private ulong Answer(Clause clause, ReadOnlySpan<int> numbers, ulong isMet, int query)
    {
        var bits = new Bits(_bits);
        switch (clause)
        {
            case Clause.AllOf:
                foreach (var feature in numbers)
                    isMet &= bits.Of(feature);
                return isMet;
            case Clause.OneOf:
                return bits.OneOf(numbers);
            case Clause.NoneOf:
                return bits.OneOf(numbers) ^ 1;
            case Clause.Facets:
                foreach (var mask in numbers)
                    isMet &= (_call.Masks[mask] & ~_call.Facets) == 0 ? 1UL : 0;
                return isMet;
            default:
                return isMet == 0 ? 0 : ByCode(query);
        }
    }

    private ulong ByCode(int query) => QueryCode.IsMet(queries.CodeOf(query), _call) ? 1UL : 0;

    private readonly ref struct Bits(ReadOnlySpan<ulong> bits)
    {
        private readonly ReadOnlySpan<ulong> _bits = bits;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Of(int feature) => (_bits[feature >> 6] >> feature) & 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong OneOf(ReadOnlySpan<int> features)
        {
            var one = 0UL;
            foreach (var feature in features)
                one |= _bits[feature >> 6] >> feature;
            return one & 1;
        }
    }
}
