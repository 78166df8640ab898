using FundingAlerts.Interests;

namespace FundingAlerts.Matching;

/// <summary>
/// Many interests, held against one call at once. Each query lies under words (or beginnings of words) of which any call that
/// meets it must have one, so that only those are looked at that share such a word with the call; what merely excludes is always
/// looked at. Interests with the same query are one. Never changed once built.
/// </summary>
public sealed class InterestIndex
{
    private readonly List<StandingQuery> _queries = [];
    private readonly Dictionary<string, List<int>> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _prefixes = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _prefixLengths = [];
    private readonly List<int> _always = [];

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
    public IEnumerable<(Interest Interest, IReadOnlyList<MatchReason> Reasons)> Match(IReadOnlyList<CallText> pages)
    {
        foreach (var at in CandidatesOf(pages))
        {
            var (query, interests) = _queries[at];
            if (pages.Select(query.Match).FirstOrDefault(found => found is not null) is not { } reasons)
                continue;
            foreach (var interest in interests)
                yield return (interest, reasons);
        }
    }

    /// <summary>How many different queries would be looked at; the rest cannot be met.</summary>
    public int CountCandidates(IReadOnlyList<CallText> pages) => CandidatesOf(pages).Count;

    // Ascending, so that the answer comes in the order of the interests.
    private SortedSet<int> CandidatesOf(IReadOnlyList<CallText> pages)
    {
        var candidates = new SortedSet<int>(_always);
        var words = pages.SelectMany(p => p.Fields).SelectMany(f => f.Words).Select(w => w.Folded).Distinct(StringComparer.Ordinal);
        var prefixes = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in words)
        {
            if (_words.TryGetValue(word, out var under))
                candidates.UnionWith(under);
            foreach (var length in _prefixLengths)
            {
                if (length > word.Length)
                    break;
                if (prefixes.TryGetValue(word.AsSpan(0, length), out under))
                    candidates.UnionWith(under);
            }
        }
        return candidates;
    }

    private void Add(StandingQuery query)
    {
        var at = _queries.Count;
        _queries.Add(query);
        if (Anchors.Of(query.Query) is not { } anchors)
        {
            _always.Add(at);
            return;
        }
        foreach (var anchor in anchors)
        {
            var under = anchor.IsPrefix ? _prefixes : _words;
            if (!under.TryGetValue(anchor.Word, out var queries))
                under[anchor.Word] = queries = [];
            if (queries.Count == 0 || queries[^1] != at)
                queries.Add(at);
            if (anchor.IsPrefix)
                _prefixLengths.Add(anchor.Word.Length);
        }
    }

    private sealed record StandingQuery(Query Query, IReadOnlyList<Interest> Interests);
}
