using NodaTime;

namespace FundingAlerts.Interests;

public enum Frequency
{
    Daily,
    Weekly,
}

/// <summary>How often digests come, and when on the subscriber's own clock.</summary>
/// <param name="Day">The weekday of a weekly digest; without meaning for a daily one.</param>
/// <param name="Hour">0 to 23.</param>
public sealed record Cadence(Frequency Frequency, IsoDayOfWeek Day, int Hour)
{
    public static Cadence DailyAt(int hour) => new(Frequency.Daily, IsoDayOfWeek.None, hour);

    public static Cadence WeeklyOn(IsoDayOfWeek day, int hour) => new(Frequency.Weekly, day, hour);

    /// <summary>
    /// The period we are in: the local date of the latest moment at or before <paramref name="now"/> at which a digest was due.
    /// A late run finds the same period, so it neither skips nor repeats a digest.
    /// </summary>
    public LocalDate PeriodAt(Instant now, DateTimeZone zone)
    {
        var date = now.InZone(zone).Date;
        if (Frequency == Frequency.Weekly)
            date = date.Next(Day).PlusWeeks(-1);
        return DueOn(date, zone) <= now ? date : date.PlusDays(Frequency == Frequency.Weekly ? -7 : -1);
    }

    private Instant DueOn(LocalDate date, DateTimeZone zone) =>
        date.At(new LocalTime(Hour, 0)).InZoneLeniently(zone).ToInstant();
}
