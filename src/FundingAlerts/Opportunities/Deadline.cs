using System.Text.Json.Serialization;
using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>When a call closes: on a date, never (rolling), or not yet said.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(On), "on")]
[JsonDerivedType(typeof(Rolling), "rolling")]
[JsonDerivedType(typeof(Unannounced), "unannounced")]
public abstract record Deadline
{
    private Deadline()
    {
    }

    /// <summary>The instant from which it is over; null when it is never or not known.</summary>
    [JsonIgnore]
    public virtual Instant? EndsAt => null;

    /// <summary>A closing date on the funder's own clock.</summary>
    /// <param name="Date">The local date as the funder means it.</param>
    /// <param name="Time">The local time, or null when only a date is printed.</param>
    /// <param name="Zone">An IANA zone ("Europe/London") or fixed offset ("UTC-04"); null when the source names none.</param>
    /// <param name="Stage">The stage it closes, as printed ("outline", "full proposal"); null for a single stage.</param>
    public sealed record On(LocalDate Date, LocalTime? Time, string? Zone, string? Stage) : Deadline
    {
        /// <summary>Why the instant is in doubt, for a curator; null when it is plain. The earlier reading is the one kept.</summary>
        public string? Doubt { get; init; }

        /// <summary>The exact instant, or null when the time or the zone is not known.</summary>
        [JsonIgnore]
        public Instant? At => Time is { } time && Zones.Find(Zone) is { } zone
            ? (Date + time).InZoneLeniently(zone).ToInstant()
            : null;

        /// <summary>
        /// The instant from which the call counts as closed: <see cref="At"/>, or the end of the printed day
        /// (in UTC where no zone is known).
        /// </summary>
        [JsonIgnore]
        public Instant ClosedFrom => At
            ?? (Time is { } time
                ? (Date + time).InUtc().ToInstant()
                : Date.PlusDays(1).AtStartOfDayInZone(Zones.Find(Zone) ?? DateTimeZone.Utc).ToInstant());

        [JsonIgnore]
        public override Instant? EndsAt => ClosedFrom;
    }

    /// <summary>Open all the time, or until a last day when the source names one.</summary>
    public sealed record Rolling(LocalDate? Until = null) : Deadline
    {
        [JsonIgnore]
        public override Instant? EndsAt => Until?.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
    }

    /// <summary>The source says that the date is still to come.</summary>
    public sealed record Unannounced : Deadline;
}
