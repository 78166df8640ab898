using FundingAlerts.Scraping.Health;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>
/// Removes runs of more than 400 days ago, and pages that were not sent for 90 days unless a quarantine shows them or they are the
/// last that were believed. Holds the source's lease meanwhile, lest a run sees a page again just then.
/// </summary>
public sealed class SourcePurge(StorageAccount storage)
{
    private const int MostAtOnce = 500;
    private static readonly Duration RunsAreKept = Duration.FromDays(400);
    private static readonly Duration SnapshotsAreKept = Duration.FromDays(90);
    private readonly ITable _table = storage.Table(SourceStore.Table);
    private readonly IBlobs _blobs = storage.Blobs(SourceStore.Snapshots);

    /// <param name="IsDone">False when there may be more to remove, or the source is just being read.</param>
    public sealed record Removed(int Runs, int Snapshots, bool IsDone);

    public async Task<Removed> RunAsync(string source, Instant now, CancellationToken cancellationToken)
    {
        // Bounded work takes no time that would count.
        if (await SourceLease.TakeAsync(storage, source, "purge", new RunClock(TimeProvider.System, now), cancellationToken) is not { } lease)
            return new(0, 0, IsDone: false);
        try
        {
            var runs = await RemoveRunsAsync(source, now, cancellationToken);
            var snapshots = await RemoveSnapshotsAsync(source, now, cancellationToken);
            return new(runs, snapshots, runs < MostAtOnce && snapshots < MostAtOnce);
        }
        finally
        {
            await lease.GiveBackAsync(CancellationToken.None);
        }
    }

    private async Task<int> RemoveRunsAsync(string source, Instant now, CancellationToken cancellationToken)
    {
        var old = await _table.QueryAsync(SourceStore.RunsBefore(source, now - RunsAreKept), MostAtOnce, continuation: null, cancellationToken);
        foreach (var rows in old.Rows.Chunk(StorageLimits.Edits))
            await _table.TransactAsync(source, [.. rows.Select(r => new RowEdit.Delete(r.Key))], cancellationToken);
        return old.Rows.Count;
    }

    private async Task<int> RemoveSnapshotsAsync(string source, Instant now, CancellationToken cancellationToken)
    {
        var shown = await new HealthStore(storage).SnapshotsAsync(source, cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var removed = 0;
        await foreach (var row in _table.AllAsync(SourceStore.SeenSnapshots(source), cancellationToken))
        {
            var (hash, at) = Documents.Read<SeenSnapshot>(row);
            seen.Add(hash);
            if (at >= now - SnapshotsAreKept || shown.Contains(hash) || removed == MostAtOnce)
                continue;

            // The row last: without it the page would count as seen today.
            await _blobs.DeleteAsync(SourceStore.SnapshotBlob(source, hash), cancellationToken);
            await _table.DeleteAsync(source, row.Key, row.ETag, cancellationToken);
            removed++;
        }
        await AdoptAsync(source, seen, now, cancellationToken);
        return removed;
    }

    // Of before it was kept when a page was seen, or of a run that did not live to keep it.
    private async Task AdoptAsync(string source, HashSet<string> seen, Instant now, CancellationToken cancellationToken)
    {
        var unseen = new List<RowEdit>();
        var prefix = SourceStore.SnapshotBlob(source, "");
        await foreach (var name in _blobs.ListAsync(prefix, cancellationToken))
        {
            if (!seen.Contains(name[prefix.Length..]))
                unseen.Add(SourceStore.SeenEdit(source, name[prefix.Length..], now));
        }
        foreach (var edits in unseen.Chunk(StorageLimits.Edits))
            await _table.TransactAsync(source, edits, cancellationToken);
    }
}
