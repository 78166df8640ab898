using FundingAlerts.Storage;
using Microsoft.Data.Sqlite;
using static FundingAlerts.Local.Storage.SqliteTable;

namespace FundingAlerts.Local.Storage;

/// <summary>Reads a whole table in pages; a page goes on after the last keys of the one before.</summary>
internal static class SqliteScan
{
    // No key has a control character.
    private const char Between = '\n';

    /// <param name="name">The table's, in small letters.</param>
    public static RowPage Page(SqliteConnection connection, string name, int take, string? continuation)
    {
        var last = continuation?.Split(Between);
        var after = last is null ? "" : "AND (partition, key) > ($partition, $key)";
        using var command = connection.Command(
            $"SELECT partition, key, etag, content FROM rows WHERE name = $name {after} ORDER BY partition, key LIMIT $limit",
            ("$name", name),
            ("$partition", ToBytes(last?[0] ?? "")),
            ("$key", ToBytes(last?[1] ?? "")),
            ("$limit", take + 1));
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        var characters = 0L;
        while (reader.Read())
        {
            if (rows.Count == take || characters > PageCharacters)
                return new(rows, rows[^1].Partition + Between + rows[^1].Key);
            var content = reader.GetString(3);
            characters += content.Length;
            rows.Add(new(ToText(reader.GetFieldValue<byte[]>(0)), ToText(reader.GetFieldValue<byte[]>(1)), RowText.Read(content)) { ETag = reader.GetString(2) });
        }

        return new(rows, null);
    }
}
