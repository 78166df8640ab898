using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>Ours: all interests are indexed, each call is held against them once.</summary>
internal sealed class OurIndex : IMatchingEngine
{
    private readonly QueryIndex _index;
    private readonly IReadOnlyList<int>[] _interests;
    private readonly CallReader _reader = new();
    private readonly List<int> _numbers = [];

    /// <param name="numbers">The query of each interest, as the index numbers them.</param>
    public OurIndex(QueryIndex index, IReadOnlyList<int> numbers)
    {
        _index = index;
        var of = numbers.Index().ToLookup(n => n.Item, n => n.Index);
        _interests = [.. Enumerable.Range(0, index.Count).Select(q => of[q].ToArray())];
    }

    public string Name => "ours";

    /// <summary>The index over interests, and the query of each.</summary>
    public static (QueryIndex Index, IReadOnlyList<int> Numbers) Build(IReadOnlyList<string> interests)
    {
        var index = new QueryIndex();
        var numbers = new int[interests.Count];
        for (var i = 0; i < interests.Count; i++)
            numbers[i] = index.Add(QueryParser.Parse(interests[i]), interests[i]);
        var moved = index.Arrange();
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = moved[numbers[i]];
        return (index, numbers);
    }

    public void Match(IReadOnlyList<MatchingCall> calls, int slice, int slices, Action<int, int> met)
    {
        var (from, to) = (slice * calls.Count / slices, (slice + 1) * calls.Count / slices);
        for (var call = from; call < to; call++)
        {
            _numbers.Clear();
            _index.Match(calls[call].Document, _reader, _numbers);
            foreach (var number in _numbers)
            {
                foreach (var interest in _interests[number])
                    met(call, interest);
            }
        }
    }

    public void Dispose()
    {
    }
}
