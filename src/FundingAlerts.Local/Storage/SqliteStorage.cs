using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Local.Storage;

/// <summary>
/// All that is stored, in one folder of this machine: tables and queues in fundingalerts.db, blobs as files under blobs/.
/// Several processes may have the same folder open.
/// </summary>
public sealed class SqliteStorage : IDisposable, IAsyncDisposable
{
    public const string FileName = "fundingalerts.db";

    private static readonly Duration UsualPatience = Duration.FromSeconds(30);
    private readonly SqliteDatabase database;

    private SqliteStorage(SqliteDatabase opened, string blobs, IClock clock)
    {
        database = opened;
        Account = new(
            name =>
            {
                StorageNames.CheckTable(name);
                return new SqliteTable(database, name);
            },
            name =>
            {
                StorageNames.CheckQueue(name);
                return new SqliteQueue(database, name, clock);
            },
            name =>
            {
                StorageNames.CheckContainer(name);
                return new FileBlobs(database, Path.Combine(blobs, name));
            });
    }

    public StorageAccount Account { get; }

    /// <summary>Opens the folder, and makes it when it is not there yet.</summary>
    /// <exception cref="StorageBrokenException">The folder or its database cannot be used.</exception>
    public static SqliteStorage Open(string folder, IClock clock) => Open(folder, clock, UsualPatience);

    /// <param name="patience">How long to wait for another process that writes, in whole seconds, at least one.</param>
    /// <param name="mostPages">The most pages of the database file, for trying a full disk; null: as many as fit.</param>
    public static SqliteStorage Open(string folder, IClock clock, Duration patience, int? mostPages = null)
    {
        var root = Path.GetFullPath(folder);
        var blobs = Path.Combine(root, "blobs");
        try
        {
            Directory.CreateDirectory(blobs);
            FileBlobs.Sweep(blobs, clock.GetCurrentInstant());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageBrokenException($"The data folder {root} cannot be used: {e.Message} Choose another folder, or make this one writable.", e);
        }

        return new(SqliteDatabase.Open(Path.Combine(root, FileName), patience, mostPages), blobs, clock);
    }

    /// <summary>Waits for the write under way, then lets go of the file.</summary>
    public void Dispose() => database.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
