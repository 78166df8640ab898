using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace FundingAlerts.Storage.Backups;

/// <summary>Reads a backup line by line, plain or gzipped.</summary>
public static class BackupReader
{
    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    /// <summary>Reads a backup to its end without keeping any of it.</summary>
    /// <exception cref="BackupException">It is none, was changed or cut off, or is from a newer version.</exception>
    public static async Task<(BackupEntry.Header Header, BackupTotals Totals)> VerifyAsync(Stream backup, CancellationToken cancellationToken)
    {
        BackupEntry.Header? header = null;
        BackupTotals? totals = null;
        await foreach (var entry in ReadAsync(backup, cancellationToken))
        {
            header ??= entry as BackupEntry.Header;
            totals = (entry as BackupEntry.End)?.Totals;
        }

        return (header!, totals!);
    }

    /// <summary>The header, all rows and blobs, and the end, which comes only if all before it is what was written.</summary>
    /// <param name="backup">From its beginning; one that can seek.</param>
    /// <exception cref="BackupException">It is none, was changed or cut off, or is from a newer version.</exception>
    public static async IAsyncEnumerable<BackupEntry> ReadAsync(Stream backup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var unzipped = await UnzippedAsync(backup, cancellationToken);
        var lines = new LineReader(unzipped ?? backup, BackupLine.Most);
        var (rows, blobs) = (0L, 0L);
        BackupEntry.End? end = null;
        while (await NextAsync(lines, cancellationToken) is { } line)
        {
            if (end is not null)
                throw new BackupException("The backup goes on after its end: it is not as it was written. Take another backup.");
            var entry = Expected(line, lines.Number);
            rows += entry is BackupEntry.OfRow ? 1 : 0;
            blobs += entry is BackupEntry.OfBlob ? 1 : 0;
            if (entry is BackupEntry.End last)
            {
                end = last;
                Compare(last.Totals, new(rows, blobs, Convert.ToHexStringLower(hash.GetHashAndReset())));
                continue;
            }

            hash.AppendData(line.Span);
            hash.AppendData(LineFeed);
            yield return entry;
        }

        yield return end ?? throw CutOff(lines.Number, null);
    }

    private static async Task<GZipStream?> UnzippedAsync(Stream backup, CancellationToken cancellationToken)
    {
        var start = new byte[2];
        backup.Position = 0;
        var read = await backup.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken);
        backup.Position = 0;
        return read == 2 && start[0] == 0x1F && start[1] == 0x8B
            ? new GZipStream(backup, CompressionMode.Decompress, leaveOpen: true)
            : null;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> NextAsync(LineReader lines, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadAsync(cancellationToken);
        }
        catch (InvalidDataException e)
        {
            // What gzip says of a file that is broken.
            throw CutOff(lines.Number, e);
        }
    }

    private static BackupEntry Expected(ReadOnlyMemory<byte> line, long number)
    {
        BackupEntry entry;
        try
        {
            entry = BackupLine.Read(line, number);
        }
        catch (BackupException e) when (number == 1)
        {
            throw new BackupException("This is no backup of fundingalerts: its first line is not a backup's. Give a file that 'ops backup' wrote.", e);
        }

        if ((entry is BackupEntry.Header) != (number == 1))
            throw new BackupException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of the backup does not belong there: a backup has one header, in its first line. Take another backup."));
        if (entry is BackupEntry.Header { Version: > BackupEntry.Header.Newest } newer)
            throw new BackupException(string.Create(CultureInfo.InvariantCulture, $"The backup was written by a newer fundingalerts (its format is {newer.Version}, this one knows {BackupEntry.Header.Newest}). Update fundingalerts, then restore it."));
        return entry;
    }

    private static void Compare(BackupTotals said, BackupTotals found)
    {
        if (said.Rows != found.Rows || said.Blobs != found.Blobs)
            throw new BackupException(string.Create(CultureInfo.InvariantCulture, $"The backup says that it holds {said.Rows} rows and {said.Blobs} blobs, but {found.Rows} and {found.Blobs} are there. Copy it again, or take another backup."));
        if (said.Sha256 != found.Sha256)
            throw new BackupException("The backup is not as it was written: its checksum differs. Copy it again, or take another backup.");
    }

    private static BackupException CutOff(long lines, Exception? inner) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The backup was cut off or damaged after line {lines}: its end is missing. Copy it again, or take another backup."), inner);
}
