using FundingAlerts.Storage;
using Microsoft.Data.Sqlite;

namespace FundingAlerts.Local.Storage;

/// <summary>The tables of the file, and its version.</summary>
internal static class SqliteSchema
{
    private const long Version = 1;

    // Keys are blobs of UTF-16, high byte first: compared byte by byte they sort as Azure sorts them. As text SQLite would
    // compare UTF-8, where characters beyond U+FFFF come after U+E000 to U+FFFF and not before.
    private const string First = """
        CREATE TABLE rows (
            name TEXT NOT NULL,
            partition BLOB NOT NULL,
            key BLOB NOT NULL,
            etag TEXT NOT NULL,
            content TEXT NOT NULL,
            UNIQUE (name, partition, key)
        ) STRICT;

        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            poison INTEGER NOT NULL DEFAULT 0,
            visible INTEGER NOT NULL, -- ticks of 100 ns since 1970
            dequeues INTEGER NOT NULL DEFAULT 0,
            receipt TEXT,
            body TEXT NOT NULL
        ) STRICT;

        CREATE INDEX messages_in_turn ON messages (queue, poison, visible, id);

        PRAGMA user_version = 1;
        """;

    /// <summary>Brings a new or older file to this version.</summary>
    /// <exception cref="StorageBrokenException">The file is from a newer version.</exception>
    public static void Bring(SqliteConnection connection, string path)
    {
        if (VersionOf(connection) == Version)
            return;

        using var transaction = connection.BeginTransaction(deferred: false);
        switch (VersionOf(connection))
        {
            case 0:
                connection.Execute(First);
                break;
            case Version:
                // Another process was faster.
                break;
            case var newer:
                throw new StorageBrokenException(
                    $"The database {path} was written by a newer fundingalerts (its format is {newer}, this one knows {Version}). Update fundingalerts, or choose another data folder.",
                    new NotSupportedException($"Format {newer}."));
        }

        transaction.Commit();
    }

    private static long VersionOf(SqliteConnection connection)
    {
        using var command = connection.Command("PRAGMA user_version");
        return (long)command.ExecuteScalar()!;
    }
}
