namespace FundingAlerts.Work;

/// <summary>When a timer's work is done, on every host alike.</summary>
/// <param name="Work">One of <see cref="WorkNames"/>.</param>
/// <param name="Usual">Six fields as Azure Functions reads them: second, minute, hour, day, month, day of the week; in UTC.</param>
/// <remarks>https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions</remarks>
public sealed record TimerSchedule(string Work, string Usual)
{
    /// <summary>The setting that takes the place of <see cref="Usual"/>: "PlanScrapesSchedule".</summary>
    public string Setting => Work + "Schedule";
}

/// <summary>All timers. What is due follows from what was done: a turn too many does nothing, and a missed one loses nothing.</summary>
public static class Timers
{
    public static readonly TimerSchedule PlanScrapes = new(WorkNames.PlanScrapes, "0 */15 * * * *");

    /// <summary>After the reading, where a host cannot wait for it.</summary>
    public static readonly TimerSchedule WatchSources = new(WorkNames.WatchSources, "0 10-59/15 * * * *");

    public static readonly TimerSchedule PlanDigests = new(WorkNames.PlanDigests, "0 */15 * * * *");

    public static readonly TimerSchedule PlanReminders = new(WorkNames.PlanReminders, "0 5-59/15 * * * *");

    /// <summary>Hourly, for it also asks again for what was asked for an hour ago and not done; each turn does a little.</summary>
    public static readonly TimerSchedule Housekeeping = new(WorkNames.Housekeeping, "0 20 * * * *");

    public static IReadOnlyList<TimerSchedule> All { get; } = [PlanScrapes, WatchSources, PlanDigests, PlanReminders, Housekeeping];
}
