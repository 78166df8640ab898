using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;

namespace FundingAlerts.Local.Commands;

/// <summary>A curator's view of what is stored: the sources in force there, and how they fare.</summary>
internal sealed class CurationDesk : IAsyncDisposable
{
    private readonly OpenedStorage _storage;

    private CurationDesk(OpenedStorage storage)
    {
        _storage = storage;
        Definitions = new(storage.Account);
        Catalogue = new(SourceCatalogue.Shipped, Definitions);
    }

    public DefinitionStore Definitions { get; }

    public CuratedCatalogue Catalogue { get; }

    public HealthStore Health => new(_storage.Account);

    public SourceStore Runs => new(_storage.Account);

    /// <summary>Opens the place, and makes it when it is not there.</summary>
    public static async Task<CurationDesk> OpenAsync(StoragePlace place, CancellationToken cancellationToken) =>
        new(await OpenedStorage.OpenAsync(place, HostClock.System, cancellationToken));

    /// <summary>As <see cref="OpenAsync"/>; null where nothing was ever stored, so that looking makes no folder.</summary>
    public static async Task<CurationDesk?> FindAsync(StoragePlace place, CancellationToken cancellationToken) =>
        await place.IsThereAsync(cancellationToken) ? await OpenAsync(place, cancellationToken) : null;

    /// <summary>The sources in force; where nothing was ever stored, the shipped ones, and no folder is made for looking.</summary>
    public static async Task<IReadOnlyList<CuratedSource>> SourcesAsync(StoragePlace place, CancellationToken cancellationToken)
    {
        await using var desk = await FindAsync(place, cancellationToken);
        return desk is null
            ? [.. SourceCatalogue.Shipped.Select(s => new CuratedSource(s.Id, s, SourceCatalogue.TextOf(s.Id)!, null, null, []))]
            : await desk.Catalogue.AllAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();
}
