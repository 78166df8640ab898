using System.Text.Json.Serialization;
using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>When a call begins to take applications: a local date, with a time and zone where the source prints them.</summary>
public sealed record Opening(LocalDate Date, LocalTime? Time, string? Zone)
{
    /// <summary>The instant from which the call counts as open; midnight on the funder's clock when no time is printed.</summary>
    [JsonIgnore]
    public Instant From => (Zones.Find(Zone) ?? DateTimeZone.Utc) is var zone && Time is { } time
        ? (Date + time).InZoneLeniently(zone).ToInstant()
        : Date.AtStartOfDayInZone(zone).ToInstant();
}
