using NodaTime.TimeZones;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>Time zones to choose from, by part of the world; Europe first.</summary>
internal static class ZoneChoices
{
    public static IReadOnlyList<(string Part, IReadOnlyList<(string Id, string City)> Zones)> All { get; } =
    [
        .. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
            .Select(l => l.ZoneId)
            .Where(id => id.Contains('/', StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .GroupBy(id => id[..id.IndexOf('/', StringComparison.Ordinal)])
            .OrderBy(g => g.Key == "Europe" ? 0 : 1)
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (IReadOnlyList<(string, string)>)[.. g.Order(StringComparer.Ordinal).Select(id => (id, id[(g.Key.Length + 1)..].Replace('_', ' ').Replace("/", ", ", StringComparison.Ordinal)))])),
    ];
}
