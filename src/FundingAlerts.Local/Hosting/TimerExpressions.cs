using FundingAlerts.Work;

namespace FundingAlerts.Local.Hosting;

/// <summary>When each timer is due, as the settings say.</summary>
internal sealed class TimerExpressions
{
    private readonly Dictionary<string, TimerExpression> _byWork;

    private TimerExpressions(Dictionary<string, TimerExpression> byWork) => _byWork = byWork;

    /// <param name="setting">A setting's value by its name; null when it is not set.</param>
    /// <returns>All of them, or the sentences that say what is wrong.</returns>
    public static (TimerExpressions? Expressions, IReadOnlyList<string> Faults) Read(Func<string, string?> setting)
    {
        var read = Timers.All.Select(schedule => (schedule.Work, Reading: TimerExpression.Of(schedule, setting))).ToList();
        var faults = read.Select(r => r.Reading.Fault).OfType<string>().ToList();
        return faults.Count > 0 ? (null, faults) : (new(read.ToDictionary(r => r.Work, r => r.Reading.Expression!, StringComparer.Ordinal)), []);
    }

    public TimerExpression Of(TimerSchedule schedule) => _byWork[schedule.Work];
}
