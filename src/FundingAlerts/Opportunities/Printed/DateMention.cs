using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>A date as it stands in the text, from token <paramref name="First"/> up to and not including <paramref name="After"/>.</summary>
/// <param name="Day">0 when only a month is printed ("May 2026").</param>
/// <param name="Year">Null when the year is missing or stands with a later date.</param>
internal sealed record DateMention(int First, int After, int Day, int Month, int? Year)
{
    public IsoDayOfWeek? Weekday { get; init; }

    /// <summary>The clock of an ISO instant or of a date with a time; null for all other dates.</summary>
    public LocalTime? Clock { get; init; }

    /// <summary>The printed offset of an ISO instant.</summary>
    public Offset? Offset { get; init; }

    /// <summary>Both numbers may be the month and nothing says which.</summary>
    public bool Ambiguous { get; init; }

    public bool MonthOnly => Day == 0;

    public LocalDate? Date => Year is { } year ? On(year) : null;

    /// <summary>The date in that year, or null: there is no 31 February.</summary>
    public LocalDate? On(int year) =>
        !Ambiguous && Month is >= 1 and <= 12 && Day >= 1 && Day <= CalendarSystem.Iso.GetDaysInMonth(year, Month)
            ? new LocalDate(year, Month, Day)
            : null;
}
