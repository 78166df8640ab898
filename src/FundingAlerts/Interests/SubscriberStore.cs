using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Interests;

/// <summary>
/// Subscribers and their interests. A subscriber's own rows share a partition with their matches and mails;
/// the interests lie in 16 buckets, so that they can be read whole and written apart.
/// </summary>
public sealed class SubscriberStore(StorageAccount storage)
{
    public const int RosterBuckets = 16;
    internal const string TableName = "subscribers";
    internal const string ProfileRow = "profile";
    private const int Tries = 5;
    private const string StampsPartition = "stamps";
    private readonly ITable _subscribers = storage.Table(TableName);
    private readonly ITable _roster = storage.Table("roster");
    private readonly ITable _interests = storage.Table("interests");
    private readonly Agenda _agenda = new(storage);

    public async Task<Subscriber?> FindAsync(string subscriberId, CancellationToken cancellationToken) =>
        await _subscribers.FindAsync(subscriberId, ProfileRow, cancellationToken) is { } row ? Documents.Read<Subscriber>(row) : null;

    /// <summary>Adds a subscriber, or replaces what is known of one; when they were last mailed stays. Safe to repeat after a crash.</summary>
    public async Task SaveAsync(Subscriber subscriber, IReadOnlyList<Interest> interests, CancellationToken cancellationToken)
    {
        subscriber = Rated(subscriber, interests);
        // Before the profile and after it: whoever looks in between finds nobody and strikes the entry off.
        await LookSoonAsync(subscriber, cancellationToken);
        await SaveProfileAsync(subscriber, cancellationToken);
        await LookSoonAsync(subscriber, cancellationToken);
        var bucket = BucketOf(subscriber.SubscriberId);
        await _roster.UpsertAsync(Documents.ToRow(bucket, Keys.Join(subscriber.SubscriberId), new RosterEntry(subscriber.SubscriberId)), cancellationToken);

        // First what is wanted, then away with what is not any more: a change in between meets rather too much than too little.
        await StampAsync(bucket, cancellationToken);
        foreach (var interest in interests)
            await _interests.UpsertAsync(Documents.ToRow(bucket, KeyOf(interest), interest), cancellationToken);
        var kept = interests.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        await foreach (var row in _interests.AllAsync(RowRange.StartingWith(bucket, Keys.Prefix(subscriber.SubscriberId)), cancellationToken))
        {
            if (!kept.Contains(row.Key))
                await _interests.DeleteAsync(bucket, row.Key, etag: null, cancellationToken);
        }
        await StampAsync(bucket, cancellationToken);
    }

    /// <summary>Adds those who are not there yet, many in few transactions; who is there stays as they are. Safe to repeat after a crash.</summary>
    /// <returns>How many were added.</returns>
    public async Task<int> AddManyAsync(IReadOnlyList<(Subscriber Subscriber, IReadOnlyList<Interest> Interests)> newcomers, CancellationToken cancellationToken)
    {
        var fresh = new List<(Subscriber Subscriber, IReadOnlyList<Interest> Interests)>();
        foreach (var newcomer in newcomers)
        {
            if (await FindAsync(newcomer.Subscriber.SubscriberId, cancellationToken) is null)
                fresh.Add((Rated(newcomer.Subscriber, newcomer.Interests), newcomer.Interests));
        }
        // The profile comes last but for the agenda: one whose profile is missing is added again from the start.
        await LookSoonAsync(fresh, cancellationToken);
        foreach (var bucket in fresh.GroupBy(f => BucketOf(f.Subscriber.SubscriberId)))
        {
            await UpsertAsync(_roster, bucket.Key, bucket.Select(f => Documents.ToRow(bucket.Key, Keys.Join(f.Subscriber.SubscriberId), new RosterEntry(f.Subscriber.SubscriberId))), cancellationToken);
            await StampAsync(bucket.Key, cancellationToken);
            await UpsertAsync(_interests, bucket.Key, bucket.SelectMany(f => f.Interests).Select(i => Documents.ToRow(bucket.Key, KeyOf(i), i)), cancellationToken);
            await StampAsync(bucket.Key, cancellationToken);
        }
        foreach (var (subscriber, _) in fresh)
            await SaveProfileAsync(subscriber, cancellationToken);
        await LookSoonAsync(fresh, cancellationToken);
        return fresh.Count;
    }

    private async Task LookSoonAsync(IEnumerable<(Subscriber Subscriber, IReadOnlyList<Interest> Interests)> newcomers, CancellationToken cancellationToken)
    {
        var entries = newcomers.Where(n => n.Subscriber.State == SubscriberState.Confirmed).Select(n => new AgendaEntry(AgendaKinds.Digest, Agenda.AtOnce, n.Subscriber.SubscriberId));
        foreach (var bucket in entries.GroupBy(e => Agenda.BucketOf(e.SubscriberId)))
        {
            foreach (var some in bucket.Chunk(Agenda.MostMoved))
                await _agenda.MoveAsync(bucket.Key, [.. some.Select(e => (e, (Instant?)e.DueAt))], cancellationToken);
        }
    }

    private static async Task UpsertAsync(ITable table, string partition, IEnumerable<Row> rows, CancellationToken cancellationToken)
    {
        foreach (var some in rows.Chunk(StorageLimits.Edits))
            await table.TransactAsync(partition, [.. some.Select(r => new RowEdit.Upsert(r))], cancellationToken);
    }

    /// <summary>Each bucket of interests in which there ever was one, with a text that is another whenever one was added, changed or removed.</summary>
    public async Task<IReadOnlyDictionary<string, string>> InterestBucketsAsync(CancellationToken cancellationToken) =>
        (await _interests.QueryAsync(new(StampsPartition), RosterBuckets, continuation: null, cancellationToken))
            .Rows.ToDictionary(row => row.Key, row => Documents.Read<Stamp>(row).Value, StringComparer.Ordinal);

    /// <summary>The interests of a bucket, those of a subscriber beside each other.</summary>
    public async Task<IReadOnlyList<Interest>> InterestsInAsync(string bucket, CancellationToken cancellationToken)
    {
        var interests = new List<Interest>();
        await foreach (var row in _interests.AllAsync(new(bucket), cancellationToken))
            interests.Add(Documents.Read<Interest>(row));
        return interests;
    }

    /// <summary>The interests of one subscriber.</summary>
    public async Task<IReadOnlyList<Interest>> InterestsOfAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var interests = new List<Interest>();
        await foreach (var row in _interests.AllAsync(RowRange.StartingWith(BucketOf(subscriberId), Keys.Prefix(subscriberId)), cancellationToken))
            interests.Add(Documents.Read<Interest>(row));
        return interests;
    }

    private Task LookSoonAsync(Subscriber subscriber, CancellationToken cancellationToken) =>
        subscriber.State is SubscriberState.Confirmed || (subscriber is { State: SubscriberState.Paused, PausedUntil: not null })
            ? _agenda.PutAsync(new(AgendaKinds.Digest, Agenda.AtOnce, subscriber.SubscriberId), cancellationToken)
            : Task.CompletedTask;

    private Task StampAsync(string bucket, CancellationToken cancellationToken) =>
        _interests.UpsertAsync(Documents.ToRow(StampsPartition, bucket, new Stamp(Guid.NewGuid().ToString("n"))), cancellationToken);

    // Under the ETag: a digest that is composed meanwhile writes its period into the same row, and must not be undone.
    private async Task SaveProfileAsync(Subscriber subscriber, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await _subscribers.FindAsync(subscriber.SubscriberId, ProfileRow, cancellationToken);
            var saved = Documents.ToRow(subscriber.SubscriberId, ProfileRow, row is null ? subscriber : After(Documents.Read<Subscriber>(row), subscriber));
            try
            {
                _ = row is null
                    ? await _subscribers.InsertAsync(saved, cancellationToken)
                    : await _subscribers.UpdateAsync(saved, row.ETag!, cancellationToken);
                return;
            }
            catch (Exception raced) when (raced is RowChangedException or RowExistsException && attempt < Tries)
            {
                // Read again and decide anew.
            }
        }
    }

    /// <summary>Changes what is known of a subscriber as it is then, and has their digests looked at anew.</summary>
    /// <param name="change">May be asked again; returns null where nothing is to be changed.</param>
    /// <returns>As changed; null where nobody is there or nothing was changed.</returns>
    public async Task<Subscriber?> ChangeAsync(string subscriberId, Func<Subscriber, Subscriber?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await _subscribers.FindAsync(subscriberId, ProfileRow, cancellationToken) is not { } row || change(Documents.Read<Subscriber>(row)) is not { } changed)
                return null;
            try
            {
                await LookSoonAsync(changed, cancellationToken);
                await _subscribers.UpdateAsync(Documents.ToRow(subscriberId, ProfileRow, changed), row.ETag!, cancellationToken);
                await LookSoonAsync(changed, cancellationToken);
                return changed;
            }
            catch (RowChangedException) when (attempt < Tries)
            {
                // Read again and decide anew.
            }
        }
    }

    // How often something can be due: interests that are told at once leave the beat to the others.
    private static Subscriber Rated(Subscriber subscriber, IReadOnlyList<Interest> interests)
    {
        var asked = interests.Select(i => i.Frequency ?? subscriber.Cadence.Frequency).Where(f => f != Frequency.Instant).ToHashSet();
        Frequency? quickest = asked.Contains(Frequency.Daily) ? Frequency.Daily : asked.Contains(Frequency.Weekly) ? Frequency.Weekly : null;
        return subscriber with
        {
            Quickest = quickest == subscriber.Cadence.Frequency ? null : quickest,
            AtOnce = [.. interests.Where(i => i.Frequency == Frequency.Instant).Select(i => i.InterestId)],
        };
    }

    // What the engine noted stays: when they were last mailed, and of a state that stays, since when and why.
    private static Subscriber After(Subscriber known, Subscriber next) => next with
    {
        LastPeriod = next.LastPeriod ?? known.LastPeriod,
        LastWeekly = next.LastWeekly ?? known.LastWeekly,
        LastMailAt = next.LastMailAt ?? known.LastMailAt,
        ReliesOn = next.ReliesOn.Count > 0 ? next.ReliesOn : known.ReliesOn,
        KnownDown = next.KnownDown.Count > 0 ? next.KnownDown : known.KnownDown,
        LinkEpoch = Math.Max(next.LinkEpoch, known.LinkEpoch),
        StateSince = next.StateSince ?? (next.State == known.State ? known.StateSince : null),
        Departure = next.Departure ?? (next.State == known.State ? known.Departure : null),
    };

    public async IAsyncEnumerable<string> SubscriberIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var bucket in AllBuckets)
        {
            await foreach (var row in _roster.AllAsync(new(bucket), cancellationToken))
                yield return Documents.Read<RosterEntry>(row).SubscriberId;
        }
    }

    /// <summary>All interests of all buckets; for checks only.</summary>
    public async IAsyncEnumerable<Interest> InterestsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var bucket in AllBuckets)
        {
            await foreach (var row in _interests.AllAsync(new(bucket), cancellationToken))
                yield return Documents.Read<Interest>(row);
        }
    }

    /// <summary>Some who there are, in the order of a bucket of the roster; fewer than asked for at its end.</summary>
    /// <param name="bucket">From 0 to <see cref="RosterBuckets"/> - 1.</param>
    /// <param name="after">The last of the page before; null for the first.</param>
    public async Task<IReadOnlyList<string>> RosterAsync(int bucket, string? after, int take, CancellationToken cancellationToken)
    {
        // No key holds a character below the space, so nothing lies between.
        var range = new RowRange(Name(bucket), after is null ? null : Keys.Join(after) + ' ');
        return [.. (await _roster.QueryAsync(range, take, continuation: null, cancellationToken)).Rows.Select(row => Documents.Read<RosterEntry>(row).SubscriberId)];
    }

    /// <summary>Removes all interests of a subscriber.</summary>
    public async Task ForgetInterestsAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var bucket = BucketOf(subscriberId);
        var keys = new List<string>();
        await foreach (var row in _interests.AllAsync(RowRange.StartingWith(bucket, Keys.Prefix(subscriberId)), cancellationToken))
            keys.Add(row.Key);
        foreach (var some in keys.Chunk(StorageLimits.Edits))
            await _interests.TransactAsync(bucket, [.. some.Select(key => new RowEdit.Delete(key))], cancellationToken);
        if (keys.Count > 0)
            await StampAsync(bucket, cancellationToken);
    }

    /// <summary>Takes a subscriber off the roster, when nothing else is left of them.</summary>
    public Task StrikeAsync(string subscriberId, CancellationToken cancellationToken) =>
        _roster.DeleteAsync(BucketOf(subscriberId), Keys.Join(subscriberId), etag: null, cancellationToken);

    private static IEnumerable<string> AllBuckets => Enumerable.Range(0, RosterBuckets).Select(Name);

    internal static string BucketOf(string subscriberId) =>
        Name(SHA256.HashData(Encoding.UTF8.GetBytes(subscriberId))[0] % RosterBuckets);

    private static string Name(int bucket) => bucket.ToString("x2", CultureInfo.InvariantCulture);

    private static string KeyOf(Interest interest) => Keys.Join(interest.SubscriberId, interest.InterestId);

    private sealed record RosterEntry(string SubscriberId);

    private sealed record Stamp(string Value);
}
