using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>A VTIMEZONE read by RFC 5545, section 3.6.5: the latest onset of any of its parts gives the offset.</summary>
internal static class ZoneRules
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public static Offset OffsetAt(IcsComponent zone, LocalDateTime local) =>
        zone.Parts.SelectMany(part => Onsets(part, local.Year).Select(at => (at, To: OffsetOf(part["TZOFFSETTO"]!))))
            .Where(o => o.at <= local)
            .MaxBy(o => o.at).To;

    private static IEnumerable<LocalDateTime> Onsets(IcsComponent part, int year)
    {
        var first = Time.Parse(part["DTSTART"]!).Value;
        yield return first;
        foreach (var more in part.Lines.Where(l => l.Name == "RDATE"))
            yield return Time.Parse(more.Value).Value;
        if (part["RRULE"] is not { } text)
            yield break;
        var rule = text.Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        rule["FREQ"].ShouldBe("YEARLY");
        for (var y = first.Year; y <= year; y++)
        {
            var at = DayOf(rule, y).At(first.TimeOfDay);
            if (at >= first && (!rule.TryGetValue("UNTIL", out var until) || Time.Parse(until.TrimEnd('Z')).Value >= at))
                yield return at;
        }
    }

    private static LocalDate DayOf(Dictionary<string, string> rule, int year)
    {
        var month = int.Parse(rule["BYMONTH"], CultureInfo.InvariantCulture);
        if (rule.TryGetValue("BYMONTHDAY", out var day) && !rule.ContainsKey("BYDAY"))
            return new(year, month, int.Parse(day, CultureInfo.InvariantCulture));
        var weekday = rule["BYDAY"][^2..] switch { "SU" => IsoDayOfWeek.Sunday, "MO" => IsoDayOfWeek.Monday, "SA" => IsoDayOfWeek.Saturday, "FR" => IsoDayOfWeek.Friday, "TH" => IsoDayOfWeek.Thursday, "WE" => IsoDayOfWeek.Wednesday, _ => IsoDayOfWeek.Tuesday };
        var count = int.Parse(rule["BYDAY"][..^2], CultureInfo.InvariantCulture);
        return count > 0
            ? new LocalDate(year, month, 1).PlusDays(-1).Next(weekday).PlusWeeks(count - 1)
            : new LocalDate(year, month, 1).PlusMonths(1).Previous(weekday).PlusWeeks(count + 1);
    }

    private static Offset OffsetOf(string text) => Offset.FromSeconds((text[0] == '-' ? -1 : 1) * ((int.Parse(text[1..3], CultureInfo.InvariantCulture) * 3600) + (int.Parse(text[3..5], CultureInfo.InvariantCulture) * 60)));
}
