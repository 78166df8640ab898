using FundingAlerts.Opportunities;
using Ical.Net.DataTypes;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>A printed day in RFC 5545's forms: a day, a local time in a zone, a time in UTC, or a time that no zone is named for.</summary>
internal static class CalendarDay
{
    public static CalDateTime Of(LocalDate date, LocalTime? time, string? zone)
    {
        if (time is not { } at)
            return new(date.Year, date.Month, date.Day);
        var local = date + at;
        if (Zones.Find(zone) is not { } known)
            return new(local.ToDateTimeUnspecified());
        var instant = local.InZoneLeniently(known);
        // A zone whose clock stands still needs no rules.
        return Changes(known, instant.ToInstant())
            ? new(instant.LocalDateTime.ToDateTimeUnspecified(), known.Id)
            : new(instant.ToDateTimeUtc(), CalDateTime.UtcTzId);
    }

    private static bool Changes(DateTimeZone zone, Instant around) =>
        zone.GetZoneIntervals(around - NodaTime.Duration.FromDays(366), around + NodaTime.Duration.FromDays(366)).Skip(1).Any();
}
