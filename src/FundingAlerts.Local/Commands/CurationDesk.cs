using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;

namespace FundingAlerts.Local.Commands;

/// <summary>A curator's view of the data folder: the sources in force there, and how they fare.</summary>
internal sealed class CurationDesk : IDisposable
{
    private readonly SqliteStorage _storage;

    private CurationDesk(SqliteStorage storage)
    {
        _storage = storage;
        Definitions = new(storage.Account);
        Catalogue = new(SourceCatalogue.Shipped, Definitions);
    }

    public DefinitionStore Definitions { get; }

    public CuratedCatalogue Catalogue { get; }

    public HealthStore Health => new(_storage.Account);

    public SourceStore Runs => new(_storage.Account);

    /// <summary>Opens the folder, and makes it when it is not there.</summary>
    public static CurationDesk Open(string data) => new(SqliteStorage.Open(data, HostClock.System));

    /// <summary>Whether anything was ever stored in the folder.</summary>
    public static bool IsIn(string data) => File.Exists(Path.Combine(data, SqliteStorage.FileName));

    /// <summary>The sources in force; where nothing was ever stored, the shipped ones, and no folder is made for looking.</summary>
    public static async Task<IReadOnlyList<CuratedSource>> SourcesAsync(string data, CancellationToken cancellationToken)
    {
        if (!IsIn(data))
            return [.. SourceCatalogue.Shipped.Select(s => new CuratedSource(s.Id, s, SourceCatalogue.TextOf(s.Id)!, null, null, []))];
        using var desk = Open(data);
        return await desk.Catalogue.AllAsync(cancellationToken);
    }

    public void Dispose() => _storage.Dispose();
}
