using FundingAlerts.Digests;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
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
    PlanDigests digests,
    WorkLoop loop,
    IReadOnlyList<SourceDefinition> sources,
    IClock clock,
    TimeProvider time,
    ILogger<Schedule> log) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
        await scrapes.RunAsync(sources, correlation, clock.GetCurrentInstant(), cancellationToken);
        await loop.DrainAsync(progress: null, handBack: false, cancellationToken);
        await digests.RunAsync(correlation, clock.GetCurrentInstant(), cancellationToken);
        await loop.DrainAsync(progress: null, handBack: false, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "A turn of the schedule failed; the next one takes up what is left.")]
    private partial void LogFailed(Exception fault);
}
