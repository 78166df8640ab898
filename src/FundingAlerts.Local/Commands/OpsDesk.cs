using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using FundingAlerts.Storage.Backups;
using FundingAlerts.Work;

namespace FundingAlerts.Local.Commands;

/// <summary>An operator's view of what is stored.</summary>
internal sealed class OpsDesk : IDisposable
{
    private readonly IDisposable _storage;

    private OpsDesk((StorageAccount Account, string Where, string? Folder, IDisposable Opened) storage)
    {
        (Account, Where, Folder, _storage) = storage;
        Catalogue = new(SourceCatalogue.Shipped, new DefinitionStore(Account));
    }

    public StorageAccount Account { get; }

    /// <summary>The folder or the account.</summary>
    public string Where { get; }

    /// <summary>The data folder of the embedded storage; null when it lies elsewhere.</summary>
    public string? Folder { get; }

    public CuratedCatalogue Catalogue { get; }

    public HealthStore Health => new(Account);

    public RunLedger Runs => new(Account);

    public BackupNotes Backups => new(Account);

    /// <summary>Opens what is there; null, and said why, when there is nothing.</summary>
    public static OpsDesk? Open(string data)
    {
        if (CurationDesk.IsIn(data))
            return new(OpenStorage(data));
        Output.Wrong($"There is no data in '{data}'. Give the --data that 'serve' uses.");
        return null;
    }

    /// <summary>Opens the storage, and makes it when it is not there.</summary>
    public static OpsDesk Make(string data) => new(OpenStorage(data));

    public void Dispose() => _storage.Dispose();

    // The one place that decides which storage it is.
    private static (StorageAccount Account, string Where, string? Folder, IDisposable Opened) OpenStorage(string data)
    {
        var storage = SqliteStorage.Open(data, HostClock.System);
        var folder = Path.GetFullPath(data);
        return (storage.Account, folder, folder, storage);
    }
}
