using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// The index over all stored interests, kept in memory and read anew where they changed: one small reading before each
/// call, a sixteenth of all interests after a subscriber's change.
/// </summary>
public sealed partial class InterestIndexes(SubscriberStore subscribers, ILogger<InterestIndexes> log) : IDisposable
{
    // Whoever changes interests says so before and after; one who dies in between has said it only before.
    private static readonly Duration Longest = Duration.FromHours(1);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>The index as the interests are now.</summary>
    public async Task<InterestIndexSet> CurrentAsync(Instant now, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var (name, stamp) in await subscribers.InterestBucketsAsync(cancellationToken))
            {
                if (!_buckets.TryGetValue(name, out var known) || known.Stamp != stamp || !(now - known.ReadAt < Longest && now >= known.ReadAt))
                    _buckets[name] = new(stamp, now, new(await subscribers.InterestsInAsync(name, cancellationToken), (i, fault) => LogUnreadable(i.InterestId, fault.Message)));
            }
            return new([.. _buckets.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => b.Value.Index)]);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed record Bucket(string Stamp, Instant ReadAt, InterestIndex Index);

    [LoggerMessage(LogLevel.Warning, "The query of interest {Interest} cannot be read: {Fault}")]
    private partial void LogUnreadable(string interest, string fault);
}

/// <summary>All interests, in the parts in which they are stored.</summary>
public sealed record InterestIndexSet(IReadOnlyList<InterestIndex> Parts)
{
    /// <inheritdoc cref="InterestIndex.Match"/>
    public IEnumerable<(Interest Interest, IReadOnlyList<MatchReason> Reasons)> Match(IReadOnlyList<CallDocument> pages) => Parts.SelectMany(p => p.Match(pages));
}
