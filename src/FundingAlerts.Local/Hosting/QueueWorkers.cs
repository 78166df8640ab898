using FundingAlerts.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FundingAlerts.Local.Hosting;

/// <summary>A worker for each queue, in the background of the host.</summary>
internal sealed class QueueWorkers : BackgroundService
{
    private readonly IHostApplicationLifetime _host;
    private readonly IReadOnlyDictionary<string, QueueWorker> _workers;
    private readonly CancellationTokenSource _ending = new();

    public QueueWorkers(
        StorageAccount storage,
        QueueWorks works,
        MessageHandling handling,
        RunBook book,
        IOptions<WorkerOptions> options,
        TimeProvider time,
        IHostApplicationLifetime host,
        ILogger<QueueWorker> log)
    {
        _host = host;
        _workers = works.All.ToDictionary(
            work => work.Queue,
            work => new QueueWorker(work, storage.Queue(work.Queue), options.Value.AtOnce, handling, book, time, log) { Fed = Wake },
            StringComparer.Ordinal);
    }

    /// <summary>Something may have been sent to any queue.</summary>
    public void WakeAll()
    {
        foreach (var worker in _workers.Values)
            worker.Wake();
    }

    /// <summary>Until a queue was seen empty and nothing of it is worked on here.</summary>
    public Task UntilIdleAsync(string queue, CancellationToken cancellationToken) => _workers[queue].UntilIdleAsync(cancellationToken);

    /// <summary>Takes no more messages; those under way have until the host's shutdown time is over.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var over = cancellationToken.Register(_ending.Cancel);
        await base.StopAsync(CancellationToken.None);
    }

    public override void Dispose()
    {
        base.Dispose();
        _ending.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await _host.HasStartedAsync(stoppingToken))
            await Task.WhenAll(_workers.Values.Select(worker => worker.RunAsync(stoppingToken, _ending.Token)));
    }

    private void Wake(string queue)
    {
        if (_workers.TryGetValue(queue, out var worker))
            worker.Wake();
    }
}
