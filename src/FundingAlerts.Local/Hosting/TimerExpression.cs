using System.Text.RegularExpressions;
using Cronos;
using FundingAlerts.Work;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>
/// When a timer is due, in UTC: six fields (second, minute, hour, day, month, day of the week), just what Azure Functions
/// takes, so that the same settings serve both hosts.
/// </summary>
internal sealed partial class TimerExpression
{
    private static readonly DateTime SomeDay = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly CronExpression _cron;

    private TimerExpression(CronExpression cron) => _cron = cron;

    /// <param name="setting">A setting's value by its name; null when it is not set.</param>
    /// <returns>The expression, or what is wrong with it and what to do.</returns>
    public static (TimerExpression? Expression, string? Fault) Of(TimerSchedule schedule, Func<string, string?> setting)
    {
        var text = setting(schedule.Setting) is { } set && !string.IsNullOrWhiteSpace(set) ? set.Trim() : schedule.Usual;
        // Cronos takes more than Azure Functions does.
        return Fields().IsMatch(text) && CronExpression.TryParse(text, CronFormat.IncludeSeconds, out var cron) && cron.GetNextOccurrence(SomeDay) is not null
            ? (new(cron), null)
            : (null, $"{schedule.Setting} is '{text}', which is no schedule; write six fields (second, minute, hour, day, month, day of the week; in UTC), for example '{schedule.Usual}'.");
    }

    /// <summary>The first due time after an instant.</summary>
    public Instant After(Instant instant)
    {
        // What calendars can say, with room for the next one; far clocks are wrong ones.
        var (first, last) = (Instant.FromUtc(1970, 1, 1, 0, 0), Instant.FromUtc(2400, 1, 1, 0, 0));
        var from = Instant.Max(first, Instant.Min(instant, last));
        return _cron.GetNextOccurrence(from.ToDateTimeUtc()) is { } next ? Instant.FromDateTimeUtc(next) : Instant.MaxValue;
    }

    /// <summary>
    /// When the next turn is. A timer that never had one, or missed one or many, is due at once, and once. A clock that was set
    /// back must not repeat a turn, nor wait for the time to come round again: one turn is passed over at most.
    /// </summary>
    /// <param name="last">When the last turn was.</param>
    /// <returns>The next turn, and when the last one is to be taken to have been: a clock that was wrong by more is not believed afterwards.</returns>
    public (Instant Next, Instant? Last) Next(Instant? last, Instant now)
    {
        if (last is not { } at)
            return (now, null);
        if (at > now && at >= After(After(now)))
            at = now;
        return (After(at), at);
    }

    // 0 */15 8-18 * * MON-FRI
    [GeneratedRegex(@"\A[0-9A-Za-z*/,-]+( +[0-9A-Za-z*/,-]+){5}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Fields();
}
