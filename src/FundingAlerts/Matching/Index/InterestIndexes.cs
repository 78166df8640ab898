using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// The index over all stored interests, kept in memory. Before each call one small reading tells in which sixteenth interests
/// changed: only that is read again, and only what is different there is filed anew. An instance that starts loads the index as
/// another one left it.
/// </summary>
public sealed partial class InterestIndexes(SubscriberStore subscribers, InterestIndexStore store, ILogger<InterestIndexes> log) : IDisposable
{
    // Whoever changes interests says so before and after; one who dies in between has said it only before.
    private static readonly Duration Longest = Duration.FromHours(1);

    // What changed since costs an instance that starts a sixteenth to be read again, for each such part.
    private static readonly Duration KeptAgainAfter = Duration.FromMinutes(10);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, BucketState> _buckets = new(StringComparer.Ordinal);
    private InterestIndex? _index;
    private KeptIndex? _kept;

    /// <summary>The index as the interests are now.</summary>
    public async Task<InterestIndex> CurrentAsync(Instant now, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var index = _index ??= await LoadAsync(now, cancellationToken);
            var changed = false;
            var filed = new Lazy<ILookup<string, Interest>>(() => index.All().ToLookup(i => SubscriberStore.BucketOf(i.SubscriberId), StringComparer.Ordinal));
            foreach (var (name, stamp) in await subscribers.InterestBucketsAsync(cancellationToken))
            {
                if (_buckets.TryGetValue(name, out var known) && known.Stamp == stamp && now - known.ReadAt < Longest && now >= known.ReadAt)
                    continue;
                changed |= Refresh(index, filed.Value[name], [.. (await subscribers.InterestsInAsync(name, cancellationToken)).Select(i => i.Bare)]) || known?.Stamp != stamp;
                _buckets[name] = new(stamp, now);
            }
            if (changed && (_kept is null || now - _kept.KeptAt >= KeptAgainAfter || now < _kept.KeptAt))
                _kept = await store.KeepAsync(index, _buckets, _kept, now, cancellationToken);
            return index;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _index?.Dispose();
    }

    private async Task<InterestIndex> LoadAsync(Instant now, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(cancellationToken) is not { } found)
            return new();
        _kept = found.Kept;
        foreach (var (name, state) in found.Buckets)
            // Its stamps say whether it is of now.
            _buckets[name] = state with { ReadAt = now };
        LogLoaded(found.Index.Count, found.Kept.KeptAt);
        return found.Index;
    }

    /// <returns>Whether anything was different.</returns>
    private bool Refresh(InterestIndex index, IEnumerable<Interest> filed, IReadOnlyList<Interest> wanted)
    {
        var left = filed.ToDictionary(i => i.InterestId, StringComparer.Ordinal);
        var changed = false;
        foreach (var interest in wanted)
        {
            if (left.Remove(interest.InterestId, out var known) && known == interest)
                continue;
            changed = true;
            Put(index, interest);
        }
        foreach (var gone in left.Keys)
            changed |= index.Remove(gone);
        return changed;
    }

    private void Put(InterestIndex index, Interest interest)
    {
        try
        {
            index.Put(interest);
        }
        catch (QueryException fault)
        {
            // One broken interest must not silence the others.
            LogUnreadable(interest.InterestId, fault.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The query of interest {Interest} cannot be read: {Fault}")]
    private partial void LogUnreadable(string interest, string fault);

    [LoggerMessage(LogLevel.Information, "The index of {Interests} interests was loaded as it was at {KeptAt}.")]
    private partial void LogLoaded(int interests, Instant keptAt);
}

/// <summary>A part of the interests as the index has it.</summary>
/// <param name="Stamp">What the store said of it when it was read.</param>
public sealed record BucketState(string Stamp, Instant ReadAt);
