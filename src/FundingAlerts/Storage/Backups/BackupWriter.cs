using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using NodaTime;

namespace FundingAlerts.Storage.Backups;

/// <summary>
/// Writes all tables and blobs as lines, one at a time: no more than a page of rows or one blob is ever in memory. Queues
/// are left out, for they ask only for what the tables promise.
/// </summary>
public sealed class BackupWriter(StorageAccount storage)
{
    /// <param name="to">Not closed.</param>
    /// <param name="program">The version of fundingalerts.</param>
    /// <exception cref="BackupException">A blob is too large for a backup.</exception>
    public async Task<BackupTotals> WriteAsync(Stream to, string program, Instant now, CancellationToken cancellationToken)
    {
        using var lines = new Lines(to);
        await lines.WriteAsync(new BackupEntry.Header(BackupEntry.Header.Newest, now, program), cancellationToken);
        var rows = 0L;
        foreach (var table in StorageContents.Tables)
        {
            await foreach (var row in storage.Table(table).ScanAllAsync(cancellationToken))
            {
                await lines.WriteAsync(new BackupEntry.OfRow(table, row), cancellationToken);
                rows++;
            }
        }

        // After the tables: a letter is written before the row that promises it.
        var blobs = 0L;
        foreach (var container in StorageContents.Containers)
        {
            var all = storage.Blobs(container);
            await foreach (var name in all.ListAsync("", cancellationToken))
            {
                // It may be swept since it was listed.
                if (await all.FindAsync(name, cancellationToken) is not { } blob)
                    continue;
                await lines.WriteAsync(new BackupEntry.OfBlob(container, name, blob.Content), cancellationToken);
                blobs++;
            }
        }

        var totals = new BackupTotals(rows, blobs, lines.Sha256());
        await lines.WriteAsync(new BackupEntry.End(totals), cancellationToken);
        await to.FlushAsync(cancellationToken);
        return totals;
    }

    private sealed class Lines(Stream to) : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _line = new();
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public async Task WriteAsync(BackupEntry entry, CancellationToken cancellationToken)
        {
            _line.ResetWrittenCount();
            BackupLine.Write(_line, entry);
            if (_line.WrittenCount > BackupLine.Most)
                throw new BackupException(string.Create(CultureInfo.InvariantCulture, $"{(entry as BackupEntry.OfBlob)?.Container}/{(entry as BackupEntry.OfBlob)?.Name} is larger than 96 MiB, the most that a backup takes. Move it out of the storage, then back up again."));
            _line.Write("\n"u8);
            _hash.AppendData(_line.WrittenSpan);
            await to.WriteAsync(_line.WrittenMemory, cancellationToken);
        }

        public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public void Dispose() => _hash.Dispose();
    }
}
