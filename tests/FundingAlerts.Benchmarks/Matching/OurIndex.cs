using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>Ours: all interests are indexed, each call is held against them once.</summary>
internal sealed class OurIndex : IMatchingEngine
{
    private readonly QueryIndex _index;
    private readonly int[] _interests;
    private readonly int[] _starts;
    private readonly CallReader _reader = new();
    private readonly List<int> _numbers = [];

    /// <param name="numbers">The query of each interest, as the index numbers them.</param>
    public OurIndex(QueryIndex index, IReadOnlyList<int> numbers)
    {
        _index = index;
        _interests = [.. Enumerable.Range(0, numbers.Count).OrderBy(interest => numbers[interest])];
        _starts = new int[index.Count + 1];
        foreach (var query in numbers)
            _starts[query + 1]++;
        for (var query = 0; query < index.Count; query++)
            _starts[query + 1] += _starts[query];
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
                for (var at = _starts[number]; at < _starts[number + 1]; at++)
                    met(call, _interests[at]);
            }
        }
    }

    public void Dispose()
    {
    }
}
