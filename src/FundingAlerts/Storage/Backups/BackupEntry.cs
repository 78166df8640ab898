using NodaTime;

namespace FundingAlerts.Storage.Backups;

/// <summary>One line of a backup.</summary>
public abstract record BackupEntry
{
    private BackupEntry()
    {
    }

    /// <summary>The first line.</summary>
    /// <param name="Version">Of the format.</param>
    /// <param name="At">When the backup was begun.</param>
    /// <param name="Program">The version of fundingalerts that wrote it.</param>
    public sealed record Header(int Version, Instant At, string Program) : BackupEntry
    {
        public const string Format = "fundingalerts-backup";

        /// <summary>The newest version that this program writes and reads.</summary>
        public const int Newest = 1;
    }

    public sealed record OfRow(string Table, Row Row) : BackupEntry;

    public sealed record OfBlob(string Container, string Name, ReadOnlyMemory<byte> Content) : BackupEntry;

    /// <summary>The last line; a file without it was cut off.</summary>
    public sealed record End(BackupTotals Totals) : BackupEntry;
}

/// <summary>What a backup holds.</summary>
/// <param name="Sha256">Of all lines before the last, each with its line feed; in hexadecimal.</param>
public sealed record BackupTotals(long Rows, long Blobs, string Sha256);

/// <summary>A backup cannot be read or restored. The message says where and what to do.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
