using NodaTime;

namespace FundingAlerts.Storage.Backups;

/// <summary>
/// Fills an empty storage from a backup, on any backend. Nothing is written before the whole backup was read and found to be
/// as it was written. One that was killed half-way is run again: a mark says which backup was begun.
/// </summary>
public sealed class RestoreBackup(StorageAccount storage)
{
    private readonly BackupNotes _notes = new(storage);

    /// <param name="backup">One that can seek; plain or gzipped. Not closed.</param>
    /// <exception cref="BackupException">The backup cannot be read, or the storage holds something else.</exception>
    public async Task<(BackupEntry.Header Header, BackupTotals Totals)> RunAsync(Stream backup, Instant now, CancellationToken cancellationToken)
    {
        var (header, totals) = await BackupReader.VerifyAsync(backup, cancellationToken);
        await BeginAsync(header, totals, now, cancellationToken);
        await using var writes = new RestoreWrites(storage);
        await foreach (var entry in BackupReader.ReadAsync(backup, cancellationToken))
        {
            if (entry is BackupEntry.OfRow row)
                await writes.AddAsync(row, cancellationToken);
            else if (entry is BackupEntry.OfBlob blob)
                await writes.AddAsync(blob, cancellationToken);
        }

        await writes.EndAsync(cancellationToken);
        await _notes.NoteAsync(new RestoreMark(totals.Sha256, header.At, now, now), cancellationToken);
        return (header, totals);
    }

    private async Task BeginAsync(BackupEntry.Header header, BackupTotals totals, Instant now, CancellationToken cancellationToken)
    {
        switch (await _notes.RestoreAsync(cancellationToken))
        {
            case { EndedAt: null } begun when begun.Sha256 == totals.Sha256:
                return;
            case { EndedAt: null } other:
                throw new BackupException($"The restore of another backup (that of {other.BackupAt}) was begun here and has not come to its end. Run that again, or restore into an empty place.");
            case { EndedAt: { } ended } done when done.Sha256 == totals.Sha256:
                throw new BackupException($"This backup was restored here already, on {ended}; doing it again would undo what happened since. Restore it into an empty place.");
        }

        if (await ContentAsync(cancellationToken) is { } held)
            throw new BackupException($"There is data here already ({held}), which a restore would mix with the backup's. Restore into an empty place, or move the old one away first.");
        await _notes.NoteAsync(new RestoreMark(totals.Sha256, header.At, now, EndedAt: null), cancellationToken);
    }

    private async Task<string?> ContentAsync(CancellationToken cancellationToken)
    {
        foreach (var table in StorageContents.Tables)
        {
            await foreach (var row in storage.Table(table).ScanAllAsync(cancellationToken))
                return $"the table '{table}' has rows";
        }

        foreach (var container in StorageContents.Containers)
        {
            await foreach (var name in storage.Blobs(container).ListAsync("", cancellationToken))
                return $"the container '{container}' has blobs";
        }

        return null;
    }
}
