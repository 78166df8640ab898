using FundingAlerts.Storage;

namespace FundingAlerts.Work;

/// <summary>How far the walks of housekeeping have come, so that each run goes on where the last one ended.</summary>
public sealed class HousekeepingStore(StorageAccount storage)
{
    private const string Partition = "places";
    private readonly ITable _table = storage.Table("housekeeping");

    /// <summary>Where a walk was; null at its beginning.</summary>
    public async Task<TPlace?> FindAsync<TPlace>(string walk, CancellationToken cancellationToken)
        where TPlace : class =>
        await _table.FindAsync(Partition, walk, cancellationToken) is { } row ? Documents.Read<TPlace>(row) : null;

    public Task SaveAsync<TPlace>(string walk, TPlace place, CancellationToken cancellationToken) =>
        _table.UpsertAsync(Documents.ToRow(Partition, walk, place), cancellationToken);
}
