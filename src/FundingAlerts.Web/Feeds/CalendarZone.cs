using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>
/// A zone's rules for the years that a calendar speaks of. Our own and not Ical.Net's: that takes Ireland's winter time, which
/// the zone's data call a negative summer time, for summer.
/// </summary>
internal static class CalendarZone
{
    /// <param name="first">The first year that a day of the calendar lies in.</param>
    /// <param name="last">The last one.</param>
    public static VTimeZone Of(DateTimeZone zone, int first, int last)
    {
        var rules = new VTimeZone(zone.Id);
        var onsets = Onsets(zone, first - 1, last + 1);
        foreach (var alike in onsets.GroupBy(o => (o.From, o.To, o.Name, o.Local.Month, o.Local.TimeOfDay)))
        {
            var all = alike.ToList();
            var rule = all.Count == last - first + 3 ? DayRule(all) : null;
            foreach (var onset in rule is null ? all : all.Take(1))
                rules.TimeZoneInfos.Add(Part(onset, rule));
        }
        if (onsets.Count == 0)
            rules.TimeZoneInfos.Add(Still(zone, first));
        return rules;
    }

    private static List<Onset> Onsets(DateTimeZone zone, int first, int last)
    {
        var intervals = zone.GetZoneIntervals(Instant.FromUtc(first, 1, 1, 0, 0), Instant.FromUtc(last + 1, 1, 1, 0, 0)).ToList();
        return [.. intervals.Zip(intervals.Skip(1), (before, after) =>
            new Onset(after.Start.WithOffset(before.WallOffset).LocalDateTime, before.WallOffset, after.WallOffset, after.Name))];
    }

    /// <summary>Yearly on the last Sunday of the month, or the second one; null where the years agree on no such day.</summary>
    private static RecurrenceRule? DayRule(List<Onset> onsets)
    {
        var weekday = onsets[0].Local.DayOfWeek;
        if (onsets.Exists(o => o.Local.DayOfWeek != weekday))
            return null;
        var counts = onsets.Select(o => ((o.Local.Day - 1) / 7) + 1).Distinct().ToList();
        var isLast = onsets.TrueForAll(o => o.Local.Date.PlusWeeks(1).Month != o.Local.Month);
        return isLast || counts.Count == 1
            ? new RecurrenceRule(FrequencyType.Yearly)
            {
                ByMonth = [onsets[0].Local.Month],
                ByDay = [new WeekDay((DayOfWeek)((int)weekday % 7), isLast ? -1 : counts[0])],
            }
            : null;
    }

    private static VTimeZoneInfo Part(Onset onset, RecurrenceRule? rule) => new(onset.To > onset.From ? "DAYLIGHT" : "STANDARD")
    {
        Start = new(onset.Local.ToDateTimeUnspecified()),
        OffsetFrom = new(onset.From.ToTimeSpan()),
        OffsetTo = new(onset.To.ToTimeSpan()),
        TimeZoneName = onset.Name,
        RecurrenceRule = rule,
    };

    private static VTimeZoneInfo Still(DateTimeZone zone, int year)
    {
        var interval = zone.GetZoneInterval(Instant.FromUtc(year, 1, 1, 0, 0));
        return Part(new(new(year, 1, 1, 0, 0), interval.WallOffset, interval.WallOffset, interval.Name), rule: null);
    }

    /// <param name="Local">On the clock as it was until then.</param>
    private sealed record Onset(LocalDateTime Local, Offset From, Offset To, string Name);
}
