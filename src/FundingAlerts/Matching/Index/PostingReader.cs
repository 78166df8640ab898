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

    /// <summary>All that is filed under a feature that the call has.</summary>
    public void Read(int feature)
    {
        // What is asked for since has no row yet.
        if (feature + 1 < _starts.Length)
        {
            for (int at = _starts[feature], end = _starts[feature + 1]; at < end;)
                at = ReadGroup(_rows, at);
        }
        for (var at = feature < _laterFirsts.Length ? _laterFirsts[feature] : PostingTable.None; at != PostingTable.None; at = _later[at])
            ReadGroup(_later, at + 1);
    }

    /// <summary>Whether a call meets a query, by its code.</summary>
    public bool IsMet(int query) => QueryCode.IsMet(queries.CodeOf(query), _call);

    /// <returns>Where the next one begins.</returns>
    private int ReadGroup(ReadOnlySpan<int> rows, int at)
    {
        var (number, count) = PostingTable.Head(rows[at++]);
        met.Reserve(count);
        return at + ReadGroup(rows[at..], _shapes[number], count);
    }

    private int ReadGroup(ReadOnlySpan<int> group, Shape shape, int count)
    {
        if (shape == Shape.Nothing)
        {
            foreach (var query in group[..count])
                met.Add(query, 1);
            return count;
        }
        var (clause, numbers) = shape.First;
        var length = count * (1 + numbers);
        if (shape.Rest != Shape.Nothing)
            return ReadAny(group, shape, count);
        switch (clause)
        {
            case Clause.AllOf when numbers == 1:
                for (var at = 1; at < length; at += 2)
                    met.Add(group[at - 1], Bit(group[at]));
                return length;
            case Clause.OneOf:
                for (var at = 0; at < length; at += 1 + numbers)
                    met.Add(group[at], OneOf(group.Slice(at + 1, numbers)));
                return length;
            default:
                return ReadAny(group, shape, count);
        }
    }

    private int ReadAny(ReadOnlySpan<int> group, Shape shape, int count)
    {
        var at = 0;
        for (; count > 0; count--)
        {
            var query = group[at++];
            var isMet = 1UL;
            for (var left = shape; left != Shape.Nothing; left = left.Rest)
            {
                var (clause, numbers) = left.First;
                isMet &= Answer(clause, group.Slice(at, numbers), isMet, query);
                at += numbers;
            }
            met.Add(query, isMet);
        }
        return at;
    }

    private ulong Answer(Clause clause, ReadOnlySpan<int> numbers, ulong isMet, int query)
    {
        switch (clause)
        {
            case Clause.AllOf:
                foreach (var feature in numbers)
                    isMet &= Bit(feature);
                return isMet;
            case Clause.OneOf:
                return OneOf(numbers);
            case Clause.NoneOf:
                return OneOf(numbers) ^ 1;
            case Clause.Facets:
                foreach (var mask in numbers)
                    isMet &= (_call.Masks[mask] & ~_call.Facets) == 0 ? 1UL : 0;
                return isMet;
            default:
                return isMet != 0 && IsMet(query) ? 1UL : 0;
        }
    }

    private ulong OneOf(ReadOnlySpan<int> features)
    {
        var one = 0UL;
        foreach (var feature in features)
            one |= Bit(feature);
        return one;
    }

    private ulong Bit(int feature) => _bits[feature >> 6] >> feature & 1;
}
