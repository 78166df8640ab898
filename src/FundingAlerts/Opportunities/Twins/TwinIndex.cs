namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// Calls by what twins share, so that a new one is compared with few among tens of thousands. Finds just what comparing
/// with all would find, but for copied texts that share no key (<see cref="TwinText"/>). Not for use by several threads at once.
/// </summary>
public sealed class TwinIndex
{
    private readonly Dictionary<OpportunityId, TwinTraits> _calls = [];
    private readonly Dictionary<string, HashSet<OpportunityId>> _keys = new(StringComparer.Ordinal);

    public int Count => _calls.Count;

    /// <summary>Adds a call, or its new version in place of the old.</summary>
    public void Add(Opportunity call)
    {
        Remove(call.Id);
        var traits = TwinTraits.Of(call);
        _calls.Add(call.Id, traits);
        foreach (var key in traits.Keys)
        {
            if (!_keys.TryGetValue(key, out var calls))
                _keys.Add(key, calls = []);
            calls.Add(call.Id);
        }
    }

    /// <summary>Takes a call out; one that is not there is no error.</summary>
    public void Remove(OpportunityId id)
    {
        if (!_calls.Remove(id, out var traits))
            return;
        foreach (var key in traits.Keys)
        {
            if (_keys.TryGetValue(key, out var calls) && calls.Remove(id) && calls.Count == 0)
                _keys.Remove(key);
        }
    }

    /// <summary>Calls that are, or may be, the same; the surest first. The call itself need not be in the index.</summary>
    public IReadOnlyList<TwinComparison> Find(Opportunity call)
    {
        var traits = TwinTraits.Of(call);
        return TwinFinder.Find(traits, Candidates(traits));
    }

    /// <summary>With how many a call is compared.</summary>
    internal int CandidateCount(Opportunity call) => Candidates(TwinTraits.Of(call)).Count();

    private IEnumerable<TwinTraits> Candidates(TwinTraits call) =>
        call.Keys
            .SelectMany(key => _keys.TryGetValue(key, out var calls) ? calls : Enumerable.Empty<OpportunityId>())
            .Distinct()
            .Select(id => _calls[id]);
}
