using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Work;

/// <summary>When each timer last had its turn, for hosts that keep their own timers.</summary>
public sealed class TimerTurns(StorageAccount storage)
{
    private const string Partition = "timers";
    private readonly ITable _table = storage.Table("timers");

    /// <summary>Null when it never had one.</summary>
    public async Task<Instant?> LastAsync(string work, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition, work, cancellationToken) is { } row ? Documents.Read<Turn>(row).At : null;

    public Task SaveAsync(string work, Instant at, CancellationToken cancellationToken) =>
        _table.UpsertAsync(Documents.ToRow(Partition, work, new Turn(at)), cancellationToken);

    private sealed record Turn(Instant At);
}
