using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// Many interests, held against one call at once. What it finds is just what each query alone would find
/// (<see cref="Query.Match(CallDocument)"/>), which also gives the reasons. One writer, or many readers.
/// </summary>
public sealed class InterestIndex
{
    private readonly QueryIndex _queries = new();
    private readonly Dictionary<string, Filed> _interests = new(StringComparer.Ordinal);
    private readonly List<List<Interest>> _users = [];
    private readonly CallReaders _readers = new();

    public InterestIndex()
    {
    }

    /// <param name="interests">Those whose query cannot be read are left out.</param>
    /// <param name="unreadable">Told of each that was left out.</param>
    public InterestIndex(IEnumerable<Interest> interests, Action<Interest, QueryException>? unreadable = null)
    {
        foreach (var interest in interests)
        {
            try
            {
                Put(interest);
            }
            catch (QueryException fault)
            {
                // One broken interest must not silence the others.
                unreadable?.Invoke(interest, fault);
            }
        }
    }

    public int Count => _interests.Count;

    /// <summary>Adds an interest, or takes it in the place of the one with the same id.</summary>
    /// <exception cref="QueryException">Its query cannot be read; one of the same id is gone nevertheless.</exception>
    public void Put(Interest interest)
    {
        Remove(interest.InterestId);
        var number = _queries.Add(QueryParser.Parse(interest.Query), interest.Query);
        while (_users.Count <= number)
            _users.Add([]);
        _users[number].Add(interest);
        _interests[interest.InterestId] = new(interest, number);
    }

    /// <returns>Whether there was one.</returns>
    public bool Remove(string interestId)
    {
        if (!_interests.Remove(interestId, out var filed))
            return false;
        _users[filed.Query].Remove(filed.Interest);
        _queries.Remove(filed.Query);
        return true;
    }

    /// <summary>
    /// The interests that a call meets, and why. Who wants what any of its pages says wants all of it: of several pages the
    /// first that meets the query gives the reasons.
    /// </summary>
    public IEnumerable<(Interest Interest, IReadOnlyList<MatchReason> Reasons)> Match(IReadOnlyList<CallDocument> pages)
    {
        var reader = _readers.Take();
        var met = new Dictionary<int, CallDocument>();
        var numbers = new List<int>();
        foreach (var page in pages)
        {
            numbers.Clear();
            _queries.Match(page, reader, numbers);
            foreach (var number in numbers)
                met.TryAdd(number, page);
        }
        _readers.Return(reader);
        var reasons = new Dictionary<string, IReadOnlyList<MatchReason>>(StringComparer.Ordinal);
        foreach (var (number, page) in met.OrderBy(m => m.Key))
        {
            foreach (var interest in _users[number])
            {
                if (!reasons.TryGetValue(interest.Query, out var why))
                    reasons[interest.Query] = why = QueryParser.Parse(interest.Query).Match(page) ?? throw new InvalidOperationException($"The index and the query of interest {interest.InterestId} do not agree.");
                yield return (interest, why);
            }
        }
    }

    private sealed record Filed(Interest Interest, int Query);
}
