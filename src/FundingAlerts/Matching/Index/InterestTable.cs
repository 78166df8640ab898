using FundingAlerts.Interests;

namespace FundingAlerts.Matching.Index;

/// <summary>Which interests ask for which query: a chain for each query.</summary>
internal sealed class InterestTable
{
    private const int None = -1;
    private readonly List<Interest?> _interests = [];
    private readonly List<int> _queries = [];
    private readonly List<int> _nexts = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Stack<int> _free = new();
    private List<int> _firsts = [];

    public int Count => _places.Count;

    public IEnumerable<Interest> All() => _interests.OfType<Interest>();

    public IEnumerable<Interest> Of(int query)
    {
        for (var at = query < _firsts.Count ? _firsts[query] : None; at != None; at = _nexts[at])
            yield return _interests[at]!;
    }

    public void Add(Interest interest, int query)
    {
        while (_firsts.Count <= query)
            _firsts.Add(None);
        if (!_free.TryPop(out var place))
        {
            place = _interests.Count;
            _interests.Add(null);
            _queries.Add(None);
            _nexts.Add(None);
        }
        (_interests[place], _queries[place], _nexts[place]) = (interest, query, _firsts[query]);
        _firsts[query] = place;
        _places[interest.InterestId] = place;
    }

    /// <returns>The query that it asked for; null when there is no such interest.</returns>
    public int? Remove(string interestId)
    {
        if (!_places.Remove(interestId, out var place))
            return null;
        var query = _queries[place];
        if (_firsts[query] == place)
        {
            _firsts[query] = _nexts[place];
        }
        else
        {
            var before = _firsts[query];
            while (_nexts[before] != place)
                before = _nexts[before];
            _nexts[before] = _nexts[place];
        }
        _interests[place] = null;
        _free.Push(place);
        return query;
    }

    /// <param name="numbers">The new number of each query.</param>
    public void Renumber(int[] numbers)
    {
        var firsts = new List<int>(_firsts.Count);
        for (var query = 0; query < _firsts.Count; query++)
        {
            if (query >= numbers.Length || numbers[query] < 0)
                continue;
            while (firsts.Count <= numbers[query])
                firsts.Add(None);
            firsts[numbers[query]] = _firsts[query];
        }
        for (var place = 0; place < _queries.Count; place++)
            _queries[place] = _interests[place] is null ? None : numbers[_queries[place]];
        _firsts = firsts;
    }

    public void Write(IndexWriter writer)
    {
        writer.Write(_places.Count);
        foreach (var place in _places.Values)
        {
            var interest = _interests[place]!;
            writer.Write(interest.InterestId);
            writer.Write(interest.SubscriberId);
            writer.Write(interest.Name);
            writer.Write(interest.Query);
            writer.Write(_queries[place]);
        }
    }

    public static InterestTable Read(IndexReader reader)
    {
        var table = new InterestTable();
        for (var left = reader.ReadNumber(); left > 0; left--)
        {
            var interest = new Interest(reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadText());
            table.Add(interest, reader.ReadNumber());
        }
        return table;
    }
}
