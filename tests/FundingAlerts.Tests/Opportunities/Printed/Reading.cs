using System.Globalization;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime.Text;

namespace FundingAlerts.Tests.Opportunities.Printed;

/// <summary>Readings as short texts, so that tables of them stay aligned.</summary>
internal static class Reading
{
    /// <summary>"2026-03-03 > 2026-05-05 17:00 [outline]"; "rolling"; "?" for unknown.</summary>
    public static string Dates(string text, PrintedContext context)
    {
        var reading = DeadlineText.Read(text, context);
        var opens = reading.Opens is { } opening ? LocalDatePattern.Iso.Format(opening.Date) + " > " : "";
        return opens + (reading.Deadlines.Count == 0 ? "?" : string.Join("; ", reading.Deadlines.Select(Short)));
    }

    public static string Money(string text)
    {
        var money = MoneyText.Read(text, new());
        return money.Currency is null ? "?" : string.Create(CultureInfo.InvariantCulture, $"{money.Currency} {money.Min:0.##}..{money.Max:0.##}");
    }

    private static string Short(Deadline deadline) => deadline switch
    {
        Deadline.On on => LocalDatePattern.Iso.Format(on.Date) + (on.Time is { } time ? " " + time.ToString("HH:mm", CultureInfo.InvariantCulture) : ""),
        Deadline.Rolling { Until: { } until } => "rolling until " + LocalDatePattern.Iso.Format(until),
        Deadline.Rolling => "rolling",
        _ => "unannounced",
    };
}
