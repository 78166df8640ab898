using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>A time of day with the clock that it is read from, and what is doubtful about it.</summary>
internal sealed record ClockMention(int First, int After, LocalTime Time)
{
    public ZoneMention? Zone { get; init; }

    public string? Doubt { get; init; }

    /// <summary>The same instant on other clocks: "2pm CEST (1pm UK time)".</summary>
    public IReadOnlyList<ClockMention> Others { get; init; } = [];

    /// <summary>The start of opening hours ("09:00 - 17:00"), not of a deadline.</summary>
    public bool IsHours { get; init; }
}
