using FundingAlerts.Opportunities;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.Serialization;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>A calendar to subscribe to or to import (RFC 5545, with the names and refresh times of RFC 7986 and of common practice).</summary>
internal static class CalendarFile
{
    public const string Path = "/calls.ics";
    public const string ContentType = "text/calendar; charset=utf-8";
    private const string RefreshEvery = "PT6H";
    private const int AnyYear = 2026;

    /// <param name="zone">Whose rules stand in a calendar that names no other, for one must hold something.</param>
    public static byte[] Write(string name, IEnumerable<CalendarEvent> days, DateTimeZone zone)
    {
        var calendar = new Calendar { ProductId = "-//FundingAlerts//Funding calls//EN", Method = CalendarMethods.Publish };
        calendar.AddProperty("NAME", name);
        calendar.AddProperty("X-WR-CALNAME", name);
        var refresh = new CalendarProperty("REFRESH-INTERVAL", RefreshEvery);
        refresh.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(refresh);
        calendar.AddProperty("X-PUBLISHED-TTL", RefreshEvery);
        var entries = days.OrderBy(d => d.DtStart!.Value).ThenBy(d => d.Uid, StringComparer.Ordinal).ToList();
        foreach (var rules in ZonesOf(entries, zone))
            calendar.AddTimeZone(rules);
        foreach (var entry in entries)
            calendar.Events.Add(entry);
        return CalendarLines.Fold(new CalendarSerializer().SerializeToString(calendar) ?? "");
    }

    /// <summary>Each zone used, with its rules for the years used.</summary>
    private static IEnumerable<VTimeZone> ZonesOf(List<CalendarEvent> entries, DateTimeZone zone)
    {
        if (entries.Count == 0)
            return [CalendarZone.Of(zone, AnyYear, AnyYear)];
        return entries
            .Where(e => e.DtStart is { HasTime: true, IsUtc: false, TzId: not null })
            .GroupBy(e => e.DtStart!.TzId!, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => CalendarZone.Of(Zones.Find(g.Key)!, g.Min(e => e.DtStart!.Year), g.Max(e => e.DtStart!.Year)));
    }
}
