using FundingAlerts.Local.Storage;
using FundingAlerts.Storage;
using FundingAlerts.TestWorld;
using NodaTime;
using NodaTime.Testing;

namespace FundingAlerts.Tests.Storage;

/// <summary>A data folder of one test, gone with it.</summary>
public sealed class SqliteFolder : IDisposable
{
    private readonly List<SqliteStorage> opened = [];

    public string Path { get; } = TestFolder.Create();

    public FakeClock Clock { get; } = new(Instant.FromUtc(2026, 11, 22, 9, 0));

    /// <summary>A disk of so many pages, from the next opening on.</summary>
    public int? MostPages { get; set; }

    public SqliteStorage Open()
    {
        var storage = SqliteStorage.Open(Path, Clock, Duration.FromSeconds(10), MostPages);
        opened.Add(storage);
        return storage;
    }

    public StorageAccount Account() => Open().Account;

    public void Dispose()
    {
        foreach (var storage in opened)
            storage.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
