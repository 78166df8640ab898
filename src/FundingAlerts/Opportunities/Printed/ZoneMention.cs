using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>A clock named in the text.</summary>
/// <param name="Zone">IANA name or fixed offset; null when the words name a clock that we cannot place.</param>
internal sealed record ZoneMention(int First, int After, string? Zone)
{
    /// <summary>The offset that the word itself means (CET is +01); null for "Brussels time".</summary>
    public Offset? Literal { get; init; }

    public string? Doubt { get; init; }

    /// <summary>The funder's own clock: "local time".</summary>
    public bool IsContext { get; init; }

    /// <summary>The offset at a date and time, as the words have it; null when unknown.</summary>
    public Offset? OffsetAt(LocalDateTime local) =>
        Literal ?? (Zones.Find(Zone) is { } zone ? local.InZoneLeniently(zone).Offset : null);

    /// <summary>
    /// The zone in which the printed time is to be read and what is doubtful. "CET" in summer and "CEST" in winter
    /// mean two instants; the earlier is kept.
    /// </summary>
    public (string? Zone, string? Doubt) Settle(LocalDateTime local, PrintedContext context)
    {
        if (IsContext)
            return (context.Zone, Doubt);
        if (Literal is not { } literal || Zone is null)
            return (Zone, Doubt);
        var name = context.Zone is { } own && Agrees(own, Zone, literal, local.Year) ? own : Zone;
        var actual = local.InZoneLeniently(Zones.Find(name)!).Offset;
        if (actual == literal)
            return (name, Doubt);
        var earlier = literal > actual ? ZoneNames.Fixed(literal) : name;
        return (earlier, $"the printed clock is {ZoneNames.Fixed(literal)}, {name} has {ZoneNames.Fixed(actual)} on that day; the earlier instant is kept");
    }

    /// <summary>Amsterdam's clock runs as Brussels' does; and Accra's "GMT" is not London's.</summary>
    private static bool Agrees(string own, string named, Offset literal, int year)
    {
        if (Zones.Find(own) is not { } zone || Zones.Find(named) is not { } other)
            return false;
        var winter = Instant.FromUtc(year, 1, 15, 12, 0);
        var summer = Instant.FromUtc(year, 7, 15, 12, 0);
        return zone.GetUtcOffset(winter) == other.GetUtcOffset(winter)
            ? zone.GetUtcOffset(summer) == other.GetUtcOffset(summer)
            : zone.GetUtcOffset(winter) == literal && zone.GetUtcOffset(summer) == literal;
    }
}
