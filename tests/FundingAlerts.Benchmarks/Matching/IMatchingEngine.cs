using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>One of those that are compared: knows all interests, and says which calls meet which.</summary>
internal interface IMatchingEngine : IDisposable
{
    string Name { get; }

    /// <summary>Holds a slice of the work, begun at the last one's end: the calls are the same for all slices.</summary>
    /// <param name="slice">From 0 to <paramref name="slices"/> - 1.</param>
    /// <param name="met">Told of each call and interest that meet.</param>
    void Match(IReadOnlyList<MatchingCall> calls, int slice, int slices, Action<int, int> met);
}

/// <summary>A call, and its words as the peers index them: our keys, so that all engines see the same words.</summary>
/// <param name="Keys">Of the title and of the summary.</param>
/// <param name="Folded">The same, for beginnings of words.</param>
/// <param name="Facets">As words: statusopen.</param>
internal sealed record MatchingCall(CallDocument Document, IReadOnlyList<string> Keys, IReadOnlyList<string> Folded, string Facets);
