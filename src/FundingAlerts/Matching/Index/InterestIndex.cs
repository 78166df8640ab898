using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// Many interests, held against one call at once. Each query lies under words (or beginnings of words) of which any call that
/// meets it must have one, so that only those are looked at that share such a word with the call; what merely excludes is always
/// looked at. Interests with the same query are one. Never changed once built.
/// </summary>
public sealed class InterestIndex
{
    private readonly List<StandingQuery> _queries = [];

    /// <param name="interests">Those whose query cannot be read are left out.</param>
    /// <param name="unreadable">Told of each that was left out.</param>
    public InterestIndex(IEnumerable<Interest> interests, Action<Interest, QueryException>? unreadable = null)
    {
        foreach (var same in interests.GroupBy(i => i.Query, StringComparer.Ordinal))
        {
            try
            {
                Add(new(QueryParser.Parse(same.Key), [.. same]));
            }
            catch (QueryException fault)
            {
                // One broken interest must not silence the others.
                foreach (var interest in same)
                    unreadable?.Invoke(interest, fault);
            }
        }
    }

    /// <summary>
    /// The interests that a call meets, and why. Who wants what any of its pages says wants all of it: of several pages the
    /// first that meets the query gives the reasons.
    /// </summary>
    public IEnumerable<(Interest Interest, IReadOnlyList<MatchReason> Reasons)> Match(IReadOnlyList<CallDocument> pages)
    {
        foreach (var (query, interests) in _queries)
        {
            if (pages.Select(page => query.Match(page)).FirstOrDefault(found => found is not null) is not { } reasons)
                continue;
            foreach (var interest in interests)
                yield return (interest, reasons);
        }
    }

    private void Add(StandingQuery query) => _queries.Add(query);

    private sealed record StandingQuery(Query Query, IReadOnlyList<Interest> Interests);
}
