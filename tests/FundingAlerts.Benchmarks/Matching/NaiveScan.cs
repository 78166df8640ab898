using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>Each interest against each call, by the plain evaluator: as far as its time allows.</summary>
internal sealed class NaiveScan(IReadOnlyList<Query> interests) : IMatchingEngine
{
    public string Name => "naive scan";

    public void Match(IReadOnlyList<MatchingCall> calls, int slice, int slices, Action<int, int> met)
    {
        for (var interest = slice * interests.Count / slices; interest < (slice + 1) * (long)interests.Count / slices; interest++)
        {
            for (var call = 0; call < calls.Count; call++)
            {
                if (interests[interest].Match(calls[call].Document) is not null)
                    met(call, interest);
            }
        }
    }

    public void Dispose()
    {
    }
}
