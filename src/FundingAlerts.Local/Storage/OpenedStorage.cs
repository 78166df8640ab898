using System.Diagnostics.CodeAnalysis;
using FundingAlerts.Azure.Storage;
using FundingAlerts.Storage;
using FundingAlerts.Storage.Backups;
using NodaTime;

namespace FundingAlerts.Local.Storage;

/// <summary>The storage of a command for as long as it runs.</summary>
internal sealed class OpenedStorage : IAsyncDisposable
{
    private readonly IAsyncDisposable? _owned;

    private OpenedStorage(StorageAccount account, string where, IAsyncDisposable? owned)
    {
        Account = account;
        Where = where;
        _owned = owned;
    }

    public StorageAccount Account { get; }

    /// <summary>Where it is, for people.</summary>
    public string Where { get; }

    /// <summary>
    /// Opens it, and makes what is not there. Azurite is the one that the environment names, else the one that answers on
    /// its usual ports, else it is started, and ends with the command.
    /// </summary>
    /// <param name="clock">Tells the embedded queues when a message is visible again; Azure's go by Azure's clock.</param>
    /// <exception cref="StorageBrokenException">It cannot be opened.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "What is opened is closed with this.")]
    public static async Task<OpenedStorage> OpenAsync(StoragePlace place, IClock clock, CancellationToken cancellationToken)
    {
        switch (place.Kind)
        {
            case StorageKind.Embedded:
                var embedded = SqliteStorage.Open(place.Data, clock);
                return new(embedded.Account, place.ToString(), embedded);
            case StorageKind.Azure:
                return new(AzureSettings.Open(Environment.GetEnvironmentVariable, TimeProvider.System), "Azure", owned: null);
            default:
                if (StoragePlace.Named is { } named)
                    return new(AzureStorage.Open(named, TimeProvider.System), $"the account of {AzureSettings.Own}", owned: null);
                if (await RunningAzurite.AnswersAsync(cancellationToken))
                    return new(AzureStorage.Open(RunningAzurite.Connection, TimeProvider.System), RunningAzurite.Where, owned: null);
                var started = await AzuriteProcess.StartAsync(place.AzuriteFolder, cancellationToken);
                return new(AzureStorage.Open(started.Connection, TimeProvider.System), place.AzuriteFolder, started);
        }
    }

    /// <summary>As <see cref="OpenAsync"/>, for who works on it.</summary>
    /// <exception cref="StorageBrokenException">It cannot be opened, or is half restored.</exception>
    public static async Task<OpenedStorage> OpenWholeAsync(StoragePlace place, IClock clock, CancellationToken cancellationToken)
    {
        var storage = await OpenAsync(place, clock, cancellationToken);
        try
        {
            await new BackupNotes(storage.Account).RefuseHalfRestoredAsync(cancellationToken);
            return storage;
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
