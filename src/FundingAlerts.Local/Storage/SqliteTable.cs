using System.Text;
using FundingAlerts.Storage;
using Microsoft.Data.Sqlite;

namespace FundingAlerts.Local.Storage;

/// <summary>Rows of one table in the database file.</summary>
internal sealed class SqliteTable(SqliteDatabase database, string tableName) : ITable
{
    // Azure ends a page at 4 MiB as well.
    internal const int PageCharacters = 4 * 1024 * 1024;

    // To Azure, "Calls" and "calls" are one table.
    private readonly string name = tableName.ToLowerInvariant();

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        StorageLimits.CheckKey(partition);
        StorageLimits.CheckKey(key);
        return database.ReadAsync(
            connection =>
            {
                using var command = connection.Command(
                    "SELECT etag, content FROM rows WHERE name = $name AND partition = $partition AND key = $key",
                    ("$name", name),
                    ("$partition", ToBytes(partition)),
                    ("$key", ToBytes(key)));
                using var reader = command.ExecuteReader();
                return reader.Read()
                    ? new Row(partition, key, RowText.Read(reader.GetString(1))) { ETag = reader.GetString(0) }
                    : null;
            },
            cancellationToken);
    }

    public Task<string> InsertAsync(Row row, CancellationToken cancellationToken)
    {
        StorageLimits.CheckRow(row);
        return database.WriteAsync(connection => Insert(connection, row), cancellationToken);
    }

    public Task<string> UpsertAsync(Row row, CancellationToken cancellationToken)
    {
        StorageLimits.CheckRow(row);
        return database.WriteAsync(connection => Upsert(connection, row), cancellationToken);
    }

    public Task<string> UpdateAsync(Row row, string etag, CancellationToken cancellationToken)
    {
        StorageLimits.CheckRow(row);
        return database.WriteAsync(connection => Update(connection, row, etag), cancellationToken);
    }

    public Task DeleteAsync(string partition, string key, string? etag, CancellationToken cancellationToken)
    {
        StorageLimits.CheckKey(partition);
        StorageLimits.CheckKey(key);
        return database.WriteAsync(connection => Delete(connection, partition, key, etag), cancellationToken);
    }

    public Task TransactAsync(string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
    {
        StorageLimits.CheckEdits(partition, edits);
        return edits.Count == 0
            ? Task.CompletedTask
            : database.WriteAsync(
                connection =>
                {
                    foreach (var edit in edits)
                        Edit(connection, partition, edit);
                    return edits.Count;
                },
                cancellationToken);
    }

    public Task<RowPage> QueryAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken)
    {
        StorageLimits.CheckRange(range, take);
        return database.ReadAsync(connection => Query(connection, range, take, continuation), cancellationToken);
    }

    public Task<RowPage> ScanAsync(int take, string? continuation, CancellationToken cancellationToken)
    {
        StorageLimits.CheckScan(take);
        return database.ReadAsync(connection => SqliteScan.Page(connection, name, take, continuation), cancellationToken);
    }

    private RowPage Query(SqliteConnection connection, RowRange range, int take, string? continuation)
    {
        // Plain comparisons only: the index bounds "key < $to", not "$to IS NULL OR key < $to".
        // One row more than asked for shows whether there is a next page, which begins after this one's last key.
        var after = continuation is null ? ">=" : ">";
        var before = range.To is null ? "" : "AND key < $to";
        using var command = connection.Command(
            $"SELECT key, etag, content FROM rows WHERE name = $name AND partition = $partition AND key {after} $from {before} ORDER BY key LIMIT $limit",
            ("$name", name),
            ("$partition", ToBytes(range.Partition)),
            ("$from", ToBytes(continuation ?? range.From ?? "")),
            ("$to", range.To is { } to ? ToBytes(to) : null),
            ("$limit", take + 1));
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        var characters = 0L;
        while (reader.Read())
        {
            if (rows.Count == take || characters > PageCharacters)
                return new(rows, rows[^1].Key);
            var content = reader.GetString(2);
            characters += content.Length;
            rows.Add(new(range.Partition, ToText(reader.GetFieldValue<byte[]>(0)), RowText.Read(content)) { ETag = reader.GetString(1) });
        }

        return new(rows, null);
    }

    private void Edit(SqliteConnection connection, string partition, RowEdit edit)
    {
        switch (edit)
        {
            case RowEdit.Insert insert:
                Insert(connection, insert.Row);
                break;
            case RowEdit.Upsert upsert:
                Upsert(connection, upsert.Row);
                break;
            case RowEdit.Update update:
                Update(connection, update.Row, update.ETag);
                break;
            case RowEdit.Delete delete:
                Delete(connection, partition, delete.Key, delete.ETag);
                break;
        }
    }

    private string Insert(SqliteConnection connection, Row row)
    {
        const string sql = "INSERT INTO rows (name, partition, key, etag, content) VALUES ($name, $partition, $key, $etag, $content) ON CONFLICT DO NOTHING";
        return Write(connection, sql, row, null) ?? throw new RowExistsException(row.Partition, row.Key);
    }

    private string Upsert(SqliteConnection connection, Row row)
    {
        const string sql = """
            INSERT INTO rows (name, partition, key, etag, content) VALUES ($name, $partition, $key, $etag, $content)
            ON CONFLICT DO UPDATE SET etag = excluded.etag, content = excluded.content
            """;
        return Write(connection, sql, row, null)!;
    }

    private string Update(SqliteConnection connection, Row row, string etag)
    {
        const string sql = "UPDATE rows SET etag = $etag, content = $content WHERE name = $name AND partition = $partition AND key = $key AND etag = $old";
        return Write(connection, sql, row, etag) ?? throw new RowChangedException(row.Partition, row.Key);
    }

    /// <summary>The new ETag, or null when nothing was written.</summary>
    private string? Write(SqliteConnection connection, string sql, Row row, string? old)
    {
        // Never used twice, so a row that was removed and added again is another one.
        var etag = Guid.NewGuid().ToString("N");
        var written = connection.Execute(
            sql,
            ("$name", name),
            ("$partition", ToBytes(row.Partition)),
            ("$key", ToBytes(row.Key)),
            ("$etag", etag),
            ("$content", RowText.Write(row.Values)),
            ("$old", old));
        return written == 1 ? etag : null;
    }

    private int Delete(SqliteConnection connection, string partition, string key, string? etag)
    {
        var removed = connection.Execute(
            "DELETE FROM rows WHERE name = $name AND partition = $partition AND key = $key AND ($etag IS NULL OR etag = $etag)",
            ("$name", name),
            ("$partition", ToBytes(partition)),
            ("$key", ToBytes(key)),
            ("$etag", etag));
        return removed == 1 || etag is null ? removed : throw new RowChangedException(partition, key);
    }

    internal static byte[] ToBytes(string key) => Encoding.BigEndianUnicode.GetBytes(key);

    internal static string ToText(byte[] key) => Encoding.BigEndianUnicode.GetString(key);
}
