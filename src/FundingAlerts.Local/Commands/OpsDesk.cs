using FundingAlerts.Delivery;
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
internal sealed class OpsDesk : IAsyncDisposable
{
    private readonly OpenedStorage _storage;

    private OpsDesk(OpenedStorage storage, string? folder)
    {
        _storage = storage;
        Folder = folder;
        Catalogue = new(SourceCatalogue.Shipped, new DefinitionStore(Account));
    }

    public StorageAccount Account => _storage.Account;

    /// <summary>The folder or the account.</summary>
    public string Where => _storage.Where;

    /// <summary>The data folder of the embedded storage; null when it lies elsewhere.</summary>
    public string? Folder { get; }

    public CuratedCatalogue Catalogue { get; }

    public HealthStore Health => new(Account);

    public RunLedger Runs => new(Account);

    public MailBook Mails => new(Account);

    public BackupNotes Backups => new(Account);

    /// <summary>Opens what is there; null, and said why, when there is nothing.</summary>
    public static async Task<OpsDesk?> FindAsync(StoragePlace place, CancellationToken cancellationToken)
    {
        if (await place.IsThereAsync(cancellationToken))
            return await OpenAsync(place, cancellationToken);
        Output.Wrong($"There is no data in '{place.Data}'. Give the --data and --storage that 'serve' uses.");
        return null;
    }

    /// <summary>Opens the storage, and makes it when it is not there.</summary>
    public static async Task<OpsDesk> OpenAsync(StoragePlace place, CancellationToken cancellationToken) => new(
        await OpenedStorage.OpenAsync(place, HostClock.System, cancellationToken),
        place.Kind == StorageKind.Embedded ? Path.GetFullPath(place.Data) : null);

    public ValueTask DisposeAsync() => _storage.DisposeAsync();
}
