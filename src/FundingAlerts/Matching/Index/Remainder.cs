using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>What a query asks for beside the feature that it is filed under, as clauses: made anew for each such feature.</summary>
internal sealed class Remainder
{
    // Under each of several features the same numbers are stored again: long ones stay with the query's code.
    private const int MostShared = 12;
    private const int MostAlone = 60;
    private readonly List<int> _all = [];
    private readonly List<int> _none = [];
    private readonly List<int> _facets = [];
    private readonly List<int> _some = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _numbers = [];
    private bool _needsCode;

    /// <summary>The numbers that the clauses are about, in their order.</summary>
    public ReadOnlySpan<int> Numbers => CollectionsMarshal.AsSpan(_numbers);

    /// <param name="code"><see cref="QueryCode"/>.</param>
    /// <param name="isProof">Whatever has the anchor, and its second feature, meets the query.</param>
    /// <param name="isShared">The query is filed under other features too.</param>
    public Shape Read(ReadOnlySpan<int> code, Anchor anchor, bool isProof, bool isShared)
    {
        foreach (var list in (ReadOnlySpan<List<int>>)[_all, _none, _facets, _some, _ends, _numbers])
            list.Clear();
        _needsCode = false;
        if (anchor.Second != Anchor.None)
            _all.Add(anchor.Second);
        if (!isProof)
        {
            for (var at = 0; at < code.Length;)
                at = Take(code, at, anchor.Feature);
        }
        return Write(isShared ? MostShared : MostAlone);
    }

    private int Take(ReadOnlySpan<int> code, int at, int anchor)
    {
        var (operation, number, end) = QueryCode.Read(code, at);
        switch (operation)
        {
            case Operation.And:
                for (at++; at < end;)
                    at = Take(code, at, anchor);
                break;
            case Operation.Feature when number < QueryCode.MostFeatures:
                if (number != anchor && !_all.Contains(number))
                    _all.Add(number);
                break;
            case Operation.Facets:
                _facets.Add(number);
                break;
            case Operation.Or when TryFeatures(code[(at + 1)..end], _some):
                var from = _ends is [.., var last] ? last : 0;
                if (_some.IndexOf(anchor, from) < 0)
                    _ends.Add(_some.Count);
                else
                    _some.RemoveRange(from, _some.Count - from);
                break;
            case Operation.Not when TryFeatures(code[(at + 1)..end], _none):
                break;
            default:
                _needsCode = true;
                break;
        }
        return end;
    }

    // Features, in whatever field, of which one is enough.
    private static bool TryFeatures(ReadOnlySpan<int> code, List<int> features)
    {
        var before = features.Count;
        for (var at = 0; at < code.Length; at++)
        {
            var (operation, number, _) = QueryCode.Read(code, at);
            if (operation == Operation.Feature && number < QueryCode.MostFeatures)
            {
                features.Add(number);
            }
            else if (operation != Operation.Or)
            {
                features.RemoveRange(before, features.Count - before);
                return false;
            }
        }
        return true;
    }

    private Shape Write(int most)
    {
        var (shape, clauses) = (Shape.Nothing, 0);
        Add(Clause.AllOf, CollectionsMarshal.AsSpan(_all));
        Add(Clause.Facets, CollectionsMarshal.AsSpan(_facets));
        var from = 0;
        foreach (var end in _ends)
        {
            Add(Clause.OneOf, CollectionsMarshal.AsSpan(_some)[from..end]);
            from = end;
        }
        Add(Clause.NoneOf, CollectionsMarshal.AsSpan(_none));
        return _needsCode ? shape.With(Clause.Code, 0, clauses) : shape;

        void Add(Clause clause, ReadOnlySpan<int> numbers)
        {
            if (numbers.IsEmpty)
                return;
            // One is left for the code.
            if (clauses == Shape.MostClauses - 1 || numbers.Length > Shape.MostNumbers || _numbers.Count + numbers.Length > most)
            {
                _needsCode = true;
                return;
            }
            shape = shape.With(clause, numbers.Length, clauses++);
            _numbers.AddRange(numbers);
        }
    }
}
