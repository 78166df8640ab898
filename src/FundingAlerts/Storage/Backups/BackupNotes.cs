using NodaTime;

namespace FundingAlerts.Storage.Backups;

/// <summary>What this storage knows of its own backups: the last one, and what is being restored into it.</summary>
public sealed class BackupNotes(StorageAccount storage)
{
    private const string Partition = "backups";
    private const string LastRow = "last";
    private const string RestoreRow = "restore";
    private readonly ITable _table = storage.Table(StorageContents.BackupTable);

    /// <summary>The last backup that was written; null when there was none.</summary>
    public Task<LastBackup?> LastAsync(CancellationToken cancellationToken) => FindAsync<LastBackup>(LastRow, cancellationToken);

    public Task NoteAsync(LastBackup backup, CancellationToken cancellationToken) => SaveAsync(LastRow, backup, cancellationToken);

    /// <summary>Nothing may work on a storage that holds half of a backup: what it does would be undone when the restore goes on.</summary>
    /// <exception cref="StorageBrokenException">A restore was begun and has not come to its end.</exception>
    public async Task RefuseHalfRestoredAsync(CancellationToken cancellationToken)
    {
        if (await RestoreAsync(cancellationToken) is { EndedAt: null } begun)
            throw new StorageBrokenException($"A restore of the backup of {begun.BackupAt} was begun here on {begun.BegunAt} and has not come to its end. Run 'ops restore' with that backup again, or take an empty place.", new InvalidOperationException("Half restored."));
    }

    internal Task<RestoreMark?> RestoreAsync(CancellationToken cancellationToken) => FindAsync<RestoreMark>(RestoreRow, cancellationToken);

    internal Task NoteAsync(RestoreMark restore, CancellationToken cancellationToken) => SaveAsync(RestoreRow, restore, cancellationToken);

    private async Task<T?> FindAsync<T>(string key, CancellationToken cancellationToken)
        where T : class =>
        await _table.FindAsync(Partition, key, cancellationToken) is { } row ? Documents.Read<T>(row) : null;

    private Task SaveAsync<T>(string key, T note, CancellationToken cancellationToken) =>
        _table.UpsertAsync(Documents.ToRow(Partition, key, note), cancellationToken);
}

/// <param name="Where">The file, on the machine that wrote it.</param>
public sealed record LastBackup(Instant At, string Where, long Rows, long Blobs);

/// <param name="Sha256">Of the backup: the same one may go on.</param>
/// <param name="EndedAt">Null while it is under way, or was killed.</param>
internal sealed record RestoreMark(string Sha256, Instant BackupAt, Instant BegunAt, Instant? EndedAt);
