using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Local.Generation;

/// <summary>
/// Stores made-up calls as a scrape stores them, and made-up subscribers as an import does. What is there already stays as it is,
/// so a second time adds nothing, and one that broke off goes on.
/// </summary>
internal sealed class MadeUpWorld(StorageAccount storage, int seed, Instant now)
{
    /// <summary>How all ids of made-up people and sources begin.</summary>
    public const string Prefix = "made-";

    private const int AtOnce = 4;
    private const int Batch = 2_000;
    private readonly OpportunityStore _calls = new(storage);
    private readonly SubscriberStore _subscribers = new(storage);

    /// <param name="count">How many there are to be in all.</param>
    /// <returns>How many were added.</returns>
    public async Task<int> AddCallsAsync(int count, CancellationToken cancellationToken)
    {
        var made = new MadeUpCalls(seed, Vocabulary.Shipped, now);
        var known = new HashSet<OpportunityId>();
        foreach (var source in MadeUpSources.All)
            known.UnionWith((await _calls.AllAsync(source.Id, cancellationToken)).Select(c => c.Id));
        var added = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                var call = made.At(index).Call;
                if (known.Contains(call.Id))
                    return;
                await _calls.SaveAsync(OpportunityDifference.Between(known: null, call, now), token);
                Interlocked.Increment(ref added);
            });
        return added;
    }

    /// <summary>Asks for every change that is not matched yet to be matched, as the end of a scrape does.</summary>
    /// <returns>How many were asked for.</returns>
    public async Task<int> TellAsync(string correlation, CancellationToken cancellationToken)
    {
        var changes = storage.Queue(ChangeMessage.Queue);
        var told = 0;
        foreach (var source in MadeUpSources.All)
            told += await _calls.TellPendingAsync(source.Id, now, (id, version) => changes.SendAsync(new ChangeMessage(1, correlation, id.Source, id.Reference, version), cancellationToken), cancellationToken);
        return told;
    }

    /// <param name="count">How many there are to be in all.</param>
    /// <returns>How many were added.</returns>
    public async Task<int> AddSubscribersAsync(int count, CancellationToken cancellationToken)
    {
        var made = new MadeUpSubscribers(seed, Vocabulary.Shipped);
        var added = 0;
        foreach (var some in Enumerable.Range(0, count).Chunk(Batch))
            added += await _subscribers.AddManyAsync([.. some.Select(made.At)], cancellationToken);
        return added;
    }
}
