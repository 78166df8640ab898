using NodaTime;

namespace FundingAlerts.Interests;

public enum Frequency
{
    Daily,
    Weekly,

    /// <summary>As soon as a call is matched; of an interest only.</summary>
    Instant,
}

/// <summary>How often digests come, and when on the subscriber's own clock.</summary>
/// <param name="Day">The weekday of a weekly digest; without meaning for a daily one.</param>
/// <param name="Hour">0 to 23.</param>
public sealed record Cadence(Frequency Frequency, IsoDayOfWeek Day, int Hour)
{
    public static Cadence DailyAt(int hour) => new(Frequency.Daily, IsoDayOfWeek.None, Checked(hour));

    public static Cadence WeeklyOn(IsoDayOfWeek day, int hour) => new(Frequency.Weekly, Checked(day), Checked(hour));

    /// <summary>
    /// The period we are in: the local date of the latest moment at or before <paramref name="now"/> at which a digest was due.
    /// A late run finds the same period, so it neither skips nor repeats a digest.
    /// </summary>
    public LocalDate PeriodAt(Instant now, DateTimeZone zone)
    {
        // From tomorrow backwards: where clocks go back at midnight, tomorrow's 00:00 is followed by more of today.
        var date = now.InZone(zone).Date.PlusDays(1);
        if (Frequency == Frequency.Weekly)
            date = date.Next(Day).PlusWeeks(-1);
        while (DueOn(date, zone) > now)
            date = date.PlusDays(Frequency == Frequency.Weekly ? -7 : -1);
        return date;
    }

    /// <summary>When the first digest after <paramref name="now"/> is due.</summary>
    public Instant NextAfter(Instant now, DateTimeZone zone)
    {
        var date = PeriodAt(now, zone);
        Instant next;
        do
        {
            date = date.PlusDays(Frequency == Frequency.Weekly ? 7 : 1);
            next = DueOn(date, zone);
        }
        while (next <= now);
        return next;
    }

    private Instant DueOn(LocalDate date, DateTimeZone zone) =>
        date.At(new LocalTime(Hour, 0)).InZoneLeniently(zone).ToInstant();

    private static int Checked(int hour) =>
        hour is >= 0 and <= 23 ? hour : throw new ArgumentOutOfRangeException(nameof(hour), hour, "An hour is 0 to 23.");

    private static IsoDayOfWeek Checked(IsoDayOfWeek day) =>
        day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday ? day : throw new ArgumentOutOfRangeException(nameof(day), day, "A weekly digest needs a day of the week.");
}
