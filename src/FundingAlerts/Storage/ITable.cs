using System.Buffers;
using System.Text;

namespace FundingAlerts.Storage;

/// <summary>
/// A table with the semantics of Azure Tables: rows found by partition and row key, ordered by ordinal row key within
/// a partition, changed under an ETag, up to 100 changed together within one partition.
/// </summary>
public interface ITable
{
    /// <summary>The row, or null when there is none.</summary>
    Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken);

    /// <summary>Adds a row and returns its ETag.</summary>
    /// <exception cref="RowExistsException">A row with these keys is there already.</exception>
    Task<string> InsertAsync(Row row, CancellationToken cancellationToken);

    /// <summary>Adds or replaces a row, whatever is there, and returns its ETag.</summary>
    Task<string> UpsertAsync(Row row, CancellationToken cancellationToken);

    /// <summary>Replaces the row that still has this ETag and returns the new one.</summary>
    /// <exception cref="RowChangedException">The row is gone or somebody else changed it: read it again and decide anew.</exception>
    Task<string> UpdateAsync(Row row, string etag, CancellationToken cancellationToken);

    /// <summary>Removes a row; one that is not there is no error. With an ETag only if the row still has it.</summary>
    /// <exception cref="RowChangedException">Somebody else changed the row.</exception>
    Task DeleteAsync(string partition, string key, string? etag, CancellationToken cancellationToken);

    /// <summary>Carries out up to 100 edits of distinct rows of one partition: all of them or none.</summary>
    /// <exception cref="RowExistsException">An inserted row is there already; nothing was changed.</exception>
    /// <exception cref="RowChangedException">An ETag no longer holds; nothing was changed.</exception>
    /// <exception cref="StorageLimitException">More than 100 edits, a row twice, or more than 4 MiB.</exception>
    Task TransactAsync(string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken);

    /// <summary>One page (up to <paramref name="take"/>, at most 1,000 rows) of a partition's range in key order.</summary>
    /// <param name="continuation">What the page before returned; null for the first.</param>
    Task<RowPage> QueryAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken);

    /// <summary>
    /// One page (up to <paramref name="take"/>, at most 1,000 rows, and perhaps none though more follow) of all rows of the table, by partition and row key.
    /// It reads the whole table: for maintenance only (backup, verification), never for the work itself.
    /// </summary>
    /// <param name="continuation">What the page before returned; null for the first. It means nothing to another backend.</param>
    Task<RowPage> ScanAsync(int take, string? continuation, CancellationToken cancellationToken);
}

/// <summary>A page of rows, and how to ask for the next one; null when this was the last.</summary>
public sealed record RowPage(IReadOnlyList<Row> Rows, string? Continuation);

/// <summary>Rows of a partition whose key is at or after <paramref name="From"/> and before <paramref name="To"/> (ordinal; null: no bound).</summary>
public sealed record RowRange(string Partition, string? From = null, string? To = null)
{
    /// <summary>All rows of a partition whose key begins so.</summary>
    public static RowRange StartingWith(string partition, string prefix) => new(partition, prefix, After(prefix));

    // The first text after all that begin so. Whole characters in the order of UTF-16, where those beyond U+FFFF
    // come before U+E000: half a pair could not be asked for.
    private static string? After(string prefix)
    {
        if (Rune.DecodeLastFromUtf16(prefix, out var last, out var units) != OperationStatus.Done)
            return prefix.Length == 0 ? null : throw new StorageLimitException("The prefix ends in half a surrogate pair, which is no text; mend it where it was cut.");
        var rest = prefix[..^units];
        return last.Value switch
        {
            0xFFFF => After(rest),
            0xD7FF => rest + new Rune(0x10000),
            0x10FFFF => rest + '\uE000',
            var value => rest + new Rune(value + 1),
        };
    }
}
