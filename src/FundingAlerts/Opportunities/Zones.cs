using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>Time zones by IANA name ("Europe/Amsterdam") or fixed offset ("UTC-04").</summary>
public static class Zones
{
    public const string Amsterdam = "Europe/Amsterdam";
    public const string Brussels = "Europe/Brussels";
    public const string London = "Europe/London";

    public static IReadOnlyCollection<string> Names => DateTimeZoneProviders.Tzdb.Ids;

    /// <summary>The zone, or null when the name is absent or not known.</summary>
    public static DateTimeZone? Find(string? name) =>
        name is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
}
