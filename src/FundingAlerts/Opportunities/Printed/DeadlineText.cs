using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>What a text says about when a call opens and closes.</summary>
/// <param name="Deadlines">In the order of time; empty when the text does not say.</param>
public sealed record DeadlineReading(IReadOnlyList<Deadline> Deadlines, Opening? Opens)
{
    public static readonly DeadlineReading Unknown = new([], null);
}

/// <summary>Reads closing dates as funders print them, in English, Dutch, German and French; what is not sure stays unknown.</summary>
public static class DeadlineText
{
    /// <summary>Reads the first 4,000 characters; never throws.</summary>
    public static DeadlineReading Read(string text, PrintedContext context)
    {
        var printed = PrintedText.Of(text);
        if (Zones.Find(context.Zone) is null)
            context = context with { Zone = null };
        var dates = DateLayout.Of(printed, context);
        DateRoles.Give(printed, dates);
        MissingYears.Fill(printed, dates, context);

        var opens = Opening(dates, context);
        var closing = Closing(dates);
        var later = NoDateWords.IsLater(printed);
        if (closing.Count > 0 && !UnrelatedDates(closing))
        {
            var deadlines = closing
                .Select(date => On(printed, date, closing.Count > 1, context))
                .DistinctBy(on => (on.Date, on.Time, on.Zone))
                .OrderBy(on => on.ClosedFrom)
                .ToList();
            if (IsRollingUntil(printed, closing))
                return new([new Deadline.Rolling(deadlines[^1].Date)], opens);
            return opens is not null && opens.Date > deadlines[^1].Date ? DeadlineReading.Unknown : new(deadlines, opens);
        }

        if (closing.Count > 0)
            return new([], opens);
        if (NoDateWords.IsRolling(printed) && dates.TrueForAll(date => date.Role is not DateRole.Closes and not DateRole.Bare))
            return new([new Deadline.Rolling()], opens);
        return later && dates.TrueForAll(date => date.Role is DateRole.Opens || date.Mention.MonthOnly) ? new([new Deadline.Unannounced()], opens) : new([], opens);
    }

    private static Opening? Opening(List<PrintedDate> dates, PrintedContext context)
    {
        var opening = dates.Where(date => date is { Role: DateRole.Opens, Date: not null }).ToList();
        if (opening.Count == 0)
            return null;
        var first = opening.MinBy(date => date.Date!.Value)!;
        var instant = PrintedInstant.Of(first, first.Date!.Value, context with { DefaultTime = null });
        return new Opening(instant.Date, instant.Time, instant.Zone);
    }

    /// <summary>The dates that the words call a deadline; without such words those that stand bare.</summary>
    private static List<PrintedDate> Closing(List<PrintedDate> dates)
    {
        var said = dates.Where(date => date is { Role: DateRole.Closes }).ToList();
        var bare = dates.Where(date => date is { Role: DateRole.Bare }).ToList();
        var closing = said.Count > 0 ? said : bare;
        // A deadline that we cannot place among several leaves the last one unsure.
        return closing.Exists(date => date.Date is null) && closing.Count > 1 ? [] : [.. closing.Where(date => date.Date is not null)];
    }

    /// <summary>Bare dates beside each other with no list, no stage and no label.</summary>
    private static bool UnrelatedDates(List<PrintedDate> closing) =>
        closing.Count > 1 && closing.Exists(date => date.Role is DateRole.Bare)
        && closing.Skip(1).Any(date => !date.ContinuesList && date.Leading == default && date.Trailing == default && date.Note == default)
        && closing.Select(date => date.Date).Distinct().Count() > 1;

    private static bool IsRollingUntil(PrintedText text, List<PrintedDate> closing) =>
        NoDateWords.IsRollingBefore(text, closing[0].First) && closing.Select(date => date.Date).Distinct().Count() == 1
        && !RoleWords.Has(text.Line(closing[0].Leading.First, closing[0].Leading.After), [" final deadline", " closing date", " closes "]);

    private static Deadline.On On(PrintedText text, PrintedDate date, bool several, PrintedContext context)
    {
        var instant = PrintedInstant.Of(date, date.Date!.Value, context);
        var doubt = instant.Doubt;
        if (date.IsBefore && instant.Time is null)
            doubt = doubt is null ? "before that day: the day itself may be too late" : $"{doubt}; before that day: the day itself may be too late";
        return new Deadline.On(instant.Date, instant.Time, instant.Zone, StageWords.Of(text, date, several)) { Doubt = doubt };
    }
}
