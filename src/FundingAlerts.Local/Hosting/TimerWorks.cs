using FundingAlerts.Digests;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Work;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>What a timer does.</summary>
/// <param name="TurnAsync">One turn under a correlation, at an instant; counts what it did. What is due follows from what was done.</param>
internal sealed record TimerWork(TimerSchedule Schedule, Func<string, Instant, CancellationToken, Task<IReadOnlyDictionary<string, int>>> TurnAsync)
{
    public string Name => Schedule.Work;

    /// <summary>Whether it goes by what the sites say now: after a sleep they are read first.</summary>
    public bool AfterReading { get; init; }
}

/// <summary>All timers of this host.</summary>
internal sealed partial class TimerWorks(
    PlanScrapes scrapes, WatchSources watch, PlanDigests digests, PlanReminders reminders, Housekeeping housekeeping, CuratedCatalogue catalogue, ILogger<TimerWorks> log)
{
    public IReadOnlyList<TimerWork> All => field ??=
    [
        new(Timers.PlanScrapes, PlanScrapesAsync),
        new(Timers.WatchSources, async (_, now, token) => Count("news", await watch.RunAsync(await catalogue.DefinitionsAsync(token), now, token))) { AfterReading = true },
        new(Timers.PlanDigests, async (correlation, now, token) => Count("due", await digests.RunAsync(correlation, now, token))) { AfterReading = true },
        new(Timers.PlanReminders, async (correlation, now, token) => Count("due", await reminders.RunAsync(correlation, now, token))) { AfterReading = true },
        new(Timers.Housekeeping, async (correlation, now, token) => await housekeeping.RunAsync(correlation, now, token)),
    ];

    private async Task<IReadOnlyDictionary<string, int>> PlanScrapesAsync(string correlation, Instant now, CancellationToken cancellationToken)
    {
        var sources = await catalogue.AllAsync(cancellationToken);
        foreach (var unreadable in sources.Where(s => s.Faults.Count > 0))
            LogUnreadable(unreadable.Id, unreadable.Faults[0]);
        // Not spread: the workers of this host take a few at a time, and what is hidden could not be waited for.
        var plan = await scrapes.RunAsync(sources.Select(s => s.Definition).OfType<SourceDefinition>(), correlation, now, spread: Duration.Zero, cancellationToken);
        return new Dictionary<string, int>(StringComparer.Ordinal) { ["due"] = plan.Due, ["planned"] = plan.Planned, ["heldBack"] = plan.HeldBack };
    }

    private static Dictionary<string, int> Count(string what, int number) => new(StringComparer.Ordinal) { [what] = number };

    [LoggerMessage(LogLevel.Warning, "The stored definition of {Source} cannot be read by this version: {Fault} The shipped one is used meanwhile, if there is one.")]
    private partial void LogUnreadable(string source, DefinitionFault fault);
}
