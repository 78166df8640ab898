using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>A local date with its time and zone settled from what is printed and what the source knows.</summary>
internal sealed record PrintedInstant(LocalDate Date, LocalTime? Time, string? Zone, string? Doubt)
{
    private const string Hours = "opening hours are printed, not a closing time";

    public static PrintedInstant Of(PrintedDate printed, LocalDate date, PrintedContext context)
    {
        var settled = printed.Mention.Clock is { } clock
            ? printed.Mention.Offset is { } offset ? OfInstant(date, clock, offset, context) : OfLocal(date, clock, printed, context)
            : printed.Clock is { } read ? OfClock(date, read, printed.Zone, context)
            : DateOnly(date, printed.Zone, context);
        if (printed.Mention.Weekday is { } weekday && weekday != settled.Date.DayOfWeek)
            return settled.With($"{settled.Date:uuuu-MM-dd} is a {settled.Date.DayOfWeek}, the page says {weekday}");
        return settled;
    }

    private PrintedInstant With(string? doubt) => doubt is null ? this : this with { Doubt = Doubt is null ? doubt : $"{Doubt}; {doubt}" };

    private static PrintedInstant DateOnly(LocalDate date, ZoneMention? zone, PrintedContext context)
    {
        if (zone is null)
            return new(date, context.DefaultTime, context.Zone, null);
        var (name, doubt) = zone.Settle(date + (context.DefaultTime ?? new LocalTime(12, 0)), context);
        return new(date, context.DefaultTime, name, doubt);
    }

    // 2026-09-16T00:00:00.000Z is a date; 2024-11-26T23:00Z is the 27th in Brussels
    private static PrintedInstant OfInstant(LocalDate date, LocalTime clock, Offset offset, PrintedContext context)
    {
        var zone = Zones.Find(context.Zone);
        var instant = (date + clock).WithOffset(offset).ToInstant();
        var utc = instant.InUtc().LocalDateTime;
        if (utc.TimeOfDay == LocalTime.Midnight)
            return new(utc.Date, context.DefaultTime, context.Zone, null);
        if (zone is not null && instant.InZone(zone).TimeOfDay == LocalTime.Midnight)
            return new(instant.InZone(zone).Date, context.DefaultTime, context.Zone, null);
        if (context.DefaultTime is { } usual && utc.TimeOfDay == usual && offset == Offset.Zero)
            return new(utc.Date, usual, context.Zone, null);
        if (zone is null)
        {
            return clock == LocalTime.Midnight && offset != Offset.Zero
                ? new(date, context.DefaultTime, ZoneNames.Fixed(offset), null)
                : new(date, clock, ZoneNames.Fixed(offset), utc.Hour is 22 or 23 && utc.Minute == 0 ? "may be midnight on a clock that is not named" : null);
        }

        var local = instant.InZone(zone).LocalDateTime;
        return new(local.Date, local.TimeOfDay, context.Zone, local.Date != date ? $"printed as {date:uuuu-MM-dd} on another clock" : null);
    }

    // 2027-09-14 00:00:00
    private static PrintedInstant OfLocal(LocalDate date, LocalTime clock, PrintedDate printed, PrintedContext context)
    {
        if (clock == LocalTime.Midnight)
            return DateOnly(date, printed.Zone, context);
        return OfClock(date, new ClockMention(0, 0, clock), printed.Zone, context);
    }

    private static PrintedInstant OfClock(LocalDate date, ClockMention clock, ZoneMention? behind, PrintedContext context)
    {
        if (clock.IsHours)
            return new PrintedInstant(date, null, context.Zone, Hours);
        var named = clock.Zone ?? behind;
        if (clock.Time == LocalTime.Midnight && clock.Doubt is null)
        {
            if (named is null)
                return DateOnly(date, null, context);
            clock = clock with { Doubt = "00:00 is read as the start of the printed day" };
        }

        var (zone, doubt) = named is null ? (context.Zone, null) : named.Settle(date + clock.Time, context);
        return new PrintedInstant(date, clock.Time, zone, clock.Doubt).With(doubt).With(Disagreement(date, clock, named));
    }

    /// <summary>Clocks side by side mean one instant; where they do not, the first is kept and the doubt is said.</summary>
    private static string? Disagreement(LocalDate date, ClockMention clock, ZoneMention? named)
    {
        foreach (var other in clock.Others)
        {
            if (other.Zone?.OffsetAt(date + other.Time) is not { } theirs)
            {
                if (other.Zone is null && other.Time != clock.Time)
                    return "several times are printed; the first is kept";
                continue;
            }

            if (named?.OffsetAt(date + clock.Time) is not { } ours)
                continue;
            var apart = (date + clock.Time).WithOffset(ours).ToInstant() - (date + other.Time).WithOffset(theirs).ToInstant();
            // "10pm CEST (4am SGT)" is on the next day there.
            if (apart != Duration.Zero && apart != Duration.FromDays(1) && apart != Duration.FromDays(-1))
                return "the printed clocks do not agree; the first is kept";
        }

        return null;
    }
}
