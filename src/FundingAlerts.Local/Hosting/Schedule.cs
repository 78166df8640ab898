using FundingAlerts.Digests;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>
/// Looks every quarter of an hour which sources and digests are due, and does that work. What is due follows from what was
/// done, not from when the timer fires: a late or missed turn loses nothing and repeats nothing.
/// </summary>
internal sealed partial class Schedule(
    PlanScrapes scrapes,
    WatchSources watch,
    PlanDigests digests,
    WorkLoop loop,
    CuratedCatalogue catalogue,
    IClock clock,
    TimeProvider time,
    IHostApplicationLifetime host,
    ILogger<Schedule> log) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A service that cannot start, because its port is taken, must not have begun to read sites and send mails.
        if (!await HasStartedAsync(stoppingToken))
            return;
        using var timer = new PeriodicTimer(Turn, time);
        do
        {
            try
            {
                await TakeTurnAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        var correlation = Guid.NewGuid().ToString("n");
        var sources = await catalogue.AllAsync(cancellationToken);
        foreach (var unreadable in sources.Where(s => s.Faults.Count > 0))
            LogUnreadable(unreadable.Id, unreadable.Faults[0]);
        var definitions = sources.Select(s => s.Definition).OfType<SourceDefinition>().ToList();
        // Not spread: the sources are read one after the other here.
        await scrapes.RunAsync(definitions, correlation, clock.GetCurrentInstant(), spread: Duration.Zero, cancellationToken);
        await loop.DrainAsync(progress: null, handBack: false, cancellationToken);
        // After the reading: what a sleeping machine missed has been made good by now.
        await watch.RunAsync(definitions, clock.GetCurrentInstant(), cancellationToken);
        await digests.RunAsync(correlation, clock.GetCurrentInstant(), cancellationToken);
        await loop.DrainAsync(progress: null, handBack: false, cancellationToken);
    }

    private async Task<bool> HasStartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var yes = host.ApplicationStarted.Register(() => started.TrySetResult(true));
        using var no = stoppingToken.Register(() => started.TrySetResult(false));
        return await started.Task;
    }

    [LoggerMessage(LogLevel.Error, "A turn of the schedule failed; the next one takes up what is left.")]
    private partial void LogFailed(Exception fault);

    [LoggerMessage(LogLevel.Warning, "The stored definition of {Source} cannot be read by this version: {Fault} The shipped one is used meanwhile, if there is one.")]
    private partial void LogUnreadable(string source, DefinitionFault fault);
}
