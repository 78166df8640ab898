using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Storage;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Interests;

/// <summary>
/// What is to be looked at when, and for whom: a planner reads what has become due, and nothing else. An entry asks to
/// look, it decides nothing: looking too early or twice does no harm, and whoever has looked moves the entry on.
/// </summary>
/// <remarks>
/// 64 partitions by a hash of the subscriber, row keys by kind and instant. So a planner's cost follows from what is due, and
/// a million subscribers who are all due on Monday at eight lie in 64 partitions of 16,000 rows.
/// </remarks>
public sealed class Agenda(StorageAccount storage)
{
    public const string TableName = "agenda";

    /// <summary>So many entries may be moved at once: two edits for each, of the 100 of a transaction.</summary>
    public const int MostMoved = 50;

    /// <summary>Due before all others.</summary>
    public static readonly Instant AtOnce = NodaConstants.UnixEpoch;

    private const int Count = 64;
    private static readonly InstantPattern KeyTime = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'Z'");
    private readonly ITable _table = storage.Table(TableName);

    public static IEnumerable<string> Buckets => Enumerable.Range(0, Count).Select(Name);

    public static string BucketOf(string subscriberId) => Name(SHA256.HashData(Encoding.UTF8.GetBytes(subscriberId))[0] % Count);

    /// <summary>Enters it; the same entry twice is one.</summary>
    public Task PutAsync(AgendaEntry entry, CancellationToken cancellationToken) =>
        _table.UpsertAsync(ToRow(entry), cancellationToken);

    /// <summary>Enters many of one subscriber's.</summary>
    public async Task PutAsync(string subscriberId, IEnumerable<AgendaEntry> entries, CancellationToken cancellationToken)
    {
        var rows = entries.Select(ToRow).DistinctBy(r => r.Key, StringComparer.Ordinal);
        foreach (var some in rows.Chunk(StorageLimits.Edits))
            await _table.TransactAsync(BucketOf(subscriberId), [.. some.Select(r => new RowEdit.Upsert(r))], cancellationToken);
    }

    /// <summary>A subscriber's entries of a kind that are due at just this moment.</summary>
    public async Task<IReadOnlyList<AgendaEntry>> AtAsync(string kind, Instant dueAt, string subscriberId, CancellationToken cancellationToken)
    {
        var entries = new List<AgendaEntry>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(BucketOf(subscriberId), Keys.Prefix(kind, TimeOf(dueAt), subscriberId)), cancellationToken))
            entries.Add(Documents.Read<AgendaEntry>(row));
        return entries;
    }

    /// <summary>Strikes off entries of one subscriber; those that are gone are no error.</summary>
    public async Task StrikeAsync(string subscriberId, IEnumerable<AgendaEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var some in entries.Select(KeyOf).Distinct(StringComparer.Ordinal).Chunk(StorageLimits.Edits))
            await _table.TransactAsync(BucketOf(subscriberId), [.. some.Select(key => new RowEdit.Delete(key))], cancellationToken);
    }

    /// <summary>All entries of a bucket and kind that are due at <paramref name="now"/>, the oldest first, a page at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<AgendaEntry>> DueAsync(string bucket, string kind, Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var range = new RowRange(bucket, Keys.Prefix(kind), Keys.Join(kind, TimeOf(now + Duration.FromSeconds(1))));
        string? continuation = null;
        do
        {
            var page = await _table.QueryAsync(range, MostMoved, continuation, cancellationToken);
            if (page.Rows.Count > 0)
                yield return [.. page.Rows.Select(Documents.Read<AgendaEntry>)];
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>Whether a subscriber has an entry of a kind; reads a bucket, for checks only.</summary>
    public async IAsyncEnumerable<AgendaEntry> AllAsync(string kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var bucket in Buckets)
        {
            await foreach (var row in _table.AllAsync(RowRange.StartingWith(bucket, Keys.Prefix(kind)), cancellationToken))
                yield return Documents.Read<AgendaEntry>(row);
        }
    }

    /// <summary>Puts entries of one bucket (up to <see cref="MostMoved"/>) off to another time, or strikes them off where there is none, all together.</summary>
    public async Task MoveAsync(string bucket, IReadOnlyList<(AgendaEntry Entry, Instant? To)> moves, CancellationToken cancellationToken)
    {
        var kept = moves.Where(m => m.To is not null).Select(m => ToRow(m.Entry with { DueAt = m.To!.Value })).DistinctBy(r => r.Key).ToList();
        var keys = kept.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var gone = moves.Select(m => KeyOf(m.Entry)).Where(key => !keys.Contains(key)).Distinct(StringComparer.Ordinal);
        var edits = kept.Select(RowEdit (r) => new RowEdit.Upsert(r)).Concat(gone.Select(key => new RowEdit.Delete(key))).ToList();
        if (edits.Count > 0)
            await _table.TransactAsync(bucket, edits, cancellationToken);
    }

    /// <summary>Strikes off all that is entered for a subscriber; reads their bucket.</summary>
    public async Task ForgetAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var bucket = BucketOf(subscriberId);
        var keys = new List<string>();
        await foreach (var row in _table.AllAsync(new(bucket), cancellationToken))
        {
            if (Documents.Read<AgendaEntry>(row).SubscriberId == subscriberId)
                keys.Add(row.Key);
        }
        foreach (var some in keys.Chunk(StorageLimits.Edits))
            await _table.TransactAsync(bucket, [.. some.Select(key => new RowEdit.Delete(key))], cancellationToken);
    }

    private static Row ToRow(AgendaEntry entry) => Documents.ToRow(BucketOf(entry.SubscriberId), KeyOf(entry), entry);

    private static string KeyOf(AgendaEntry entry) => Keys.Join(entry.Kind, TimeOf(entry.DueAt), entry.SubscriberId, entry.What);

    // Whole seconds, rounded up: what is due is never looked for too early.
    private static string TimeOf(Instant instant) => KeyTime.Format(instant + Duration.FromTicks(9_999_999));

    private static string Name(int bucket) => bucket.ToString("x2", CultureInfo.InvariantCulture);
}

/// <param name="Kind">Which planner looks; one of <see cref="AgendaKinds"/>.</param>
/// <param name="What">What of the subscriber's is meant; empty where that says nothing.</param>
public sealed record AgendaEntry(string Kind, Instant DueAt, string SubscriberId, string What = "");

public static class AgendaKinds
{
    public const string Digest = "digest";

    public const string Reminder = "reminder";

    /// <summary>Something is to be told at once.</summary>
    public const string Soon = "soon";

    /// <summary>An interest is new or was changed: what is open now and meets it is not matched yet.</summary>
    public const string Welcome = "welcome";

    /// <summary>What a mail provider said of a delivery is not noted yet.</summary>
    public const string Delivery = "delivery";
}
