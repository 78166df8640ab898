using FundingAlerts.Opportunities;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Programmes;

/// <summary>Calls with just the facts that rules ask for.</summary>
internal static class MadeUpCall
{
    public static Opportunity Of(
        string? reference = null,
        string? title = null,
        string? funder = null,
        string? type = null,
        string? host = null,
        string? opens = null,
        string? closes = null,
        string source = "test",
        string text = "",
        params CountryEligibility[] listed) => new()
        {
            Id = new(source, reference ?? "made-up"),
            Title = title ?? "A call",
            Address = new($"https://{host ?? "example.org"}/call"),
            Language = "en",
            Funders = funder is null ? [] : [new(funder)],
            Type = type,
            Opens = Day(opens) is { } from ? new(new(from, null, null), opens!) : null,
            Deadlines = Day(closes) is { } until ? [new(new Deadline.On(until, null, null, null), closes!)] : [],
            Description = text,
            Eligibility = listed,
        };

    private static LocalDate? Day(string? day) => day is null ? null : LocalDatePattern.Iso.Parse(day).Value;
}
