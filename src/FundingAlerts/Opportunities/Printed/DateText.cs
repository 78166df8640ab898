using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Reads one plain date, for what was published, checked or opened.</summary>
public static class DateText
{
    /// <summary>The one date in the text on the source's own clock; null when there is none, or more than one. Never throws.</summary>
    public static LocalDate? Read(string text, PrintedContext context)
    {
        if (Zones.Find(context.Zone) is null)
            context = context with { Zone = null };
        var dates = DateLayout.Of(PrintedText.Of(text), context);
        MissingYears.Fill(PrintedText.Of(text), dates, context);
        if (dates.Count == 0 || dates.Exists(date => date.Date is null))
            return null;
        var distinct = dates.Select(date => PrintedInstant.Of(date, date.Date!.Value, context).Date).Distinct().ToList();
        return distinct.Count == 1 ? distinct[0] : null;
    }
}
