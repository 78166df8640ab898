using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>What a source knows about its own words, for the readers of dates, money and status.</summary>
/// <param name="Language">BCP 47: "nl", "en-US". Decides between day-first and month-first; null: not known.</param>
/// <param name="Zone">The funder's clock, an IANA zone; null: not known.</param>
/// <param name="DefaultTime">The closing time where only a date is printed; null: none is assumed.</param>
/// <param name="Published">When the words were published; dates without a year are the next such date after it.</param>
public sealed record PrintedContext(
    string? Language = null,
    string? Zone = null,
    LocalTime? DefaultTime = null,
    LocalDate? Published = null)
{
    internal bool Speaks(string language) =>
        Language is { } own && (own.Equals(language, StringComparison.OrdinalIgnoreCase)
            || own.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase));
}
