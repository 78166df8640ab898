using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using FundingAlerts.Storage;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace FundingAlerts.Local.Storage;

/// <summary>The database file: a connection from the pool for each operation, one writer at a time.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The gate holds nothing to free, and freeing it would strand those who wait for it.")]
[SuppressMessage("Usage", "CA2213", Justification = "As above.")]
internal sealed class SqliteDatabase : IDisposable
{
    // Writers of this process queue here without holding a thread; those of other processes wait within SQLite.
    private readonly SemaphoreSlim writers = new(1);
    private readonly string path;
    private readonly string connectionString;
    private readonly string settings;
    private volatile bool closed;

    private SqliteDatabase(string path, Duration patience, int? mostPages)
    {
        this.path = path;

        // FULL: what was committed survives a power cut. With NORMAL the last commits may not, and a mail that was
        // marked as sent would go out a second time.
        settings = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(long)patience.TotalMilliseconds}; PRAGMA synchronous = FULL")
            + (mostPages is { } most ? string.Create(CultureInfo.InvariantCulture, $"; PRAGMA max_page_count = {most}") : "");
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = (int)patience.TotalSeconds,
            Pooling = true,
        }.ToString();
    }

    /// <param name="mostPages">So large the file may grow; null: as large as the disk.</param>
    /// <exception cref="StorageBrokenException">The file is damaged, locked or from a newer version.</exception>
    public static SqliteDatabase Open(string path, Duration patience, int? mostPages)
    {
        var database = new SqliteDatabase(path, patience, mostPages);
        try
        {
            database.Work(connection =>
            {
                // Readers and the writer do not wait for each other; the setting stays with the file.
                connection.Execute("PRAGMA journal_mode = WAL");
                SqliteSchema.Bring(connection, path);
                return 0;
            });
        }
        catch
        {
            database.Dispose();
            throw;
        }

        return database;
    }

    /// <summary>Reads without waiting for writers, on a thread of its own: SQLite has no asynchronous calls.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => Work(read), cancellationToken);

    /// <summary>Writes within a transaction; nothing is changed when <paramref name="write"/> throws.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await writers.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Work(connection => InTransaction(connection, write)), cancellationToken);
        }
        finally
        {
            writers.Release();
        }
    }

    public void Dispose()
    {
        writers.Wait();
        try
        {
            closed = true;
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }
        finally
        {
            writers.Release();
        }
    }

    private static T InTransaction<T>(SqliteConnection connection, Func<SqliteConnection, T> write)
    {
        // Not deferred is BEGIN IMMEDIATE: a lock taken at the first write could no longer wait for its turn.
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = write(connection);
        transaction.Commit();
        return result;
    }

    private T Work<T>(Func<SqliteConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            connection.Execute(settings);
            return work(connection);
        }
        catch (SqliteException e) when (SqliteTrouble.Of(e, path) is { } advice)
        {
            throw new StorageBrokenException(advice, e);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // SQLite does not notice when a page in the middle of a long text was overwritten.
            throw new StorageBrokenException(SqliteTrouble.Damaged(path), e);
        }
    }
}
