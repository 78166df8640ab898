using System.Globalization;
using FundingAlerts.Sources;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Scraping.Health;

/// <summary>How often something new uses to appear on a source: declared by its curator, then learnt from its runs.</summary>
internal static class Rhythm
{
    /// <summary>So many changes are remembered to learn from.</summary>
    public const int Remembered = 13;

    private const int EnoughGaps = 4;
    private const int Patience = 4;
    private static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("d MMMM uuuu HH:mm 'UTC'");

    /// <summary>
    /// The longest time without change that is still usual. Learnt once there are enough gaps between changes: four times the
    /// median or half as long again as the longest, so that holidays are no alarm, and never under a week. Before that what
    /// the curator declared, or null.
    /// </summary>
    /// <param name="changes">When something changed, newest first.</param>
    public static Duration? LongestUsualQuiet(SourceDefinition source, IReadOnlyList<Instant> changes)
    {
        var gaps = changes.Zip(changes.Skip(1), (later, earlier) => later - earlier).Order().ToList();
        return gaps.Count >= EnoughGaps
            ? Duration.Max(Duration.FromDays(7), Duration.Max(gaps[gaps.Count / 2] * Patience, gaps[^1] * 3 / 2))
            : source.Quiet;
    }

    /// <summary>How long a source may go unread: two turns, and an hour for the reading itself.</summary>
    public static Duration LongestUnread(SourceDefinition source) => (source.Cadence * 2) + Duration.FromHours(1);

    /// <summary>"3 hours", "12 days".</summary>
    public static string Words(Duration duration)
    {
        var (number, unit) = duration < Duration.FromMinutes(2) ? (duration.TotalSeconds, "second")
            : duration < Duration.FromHours(2) ? (duration.TotalMinutes, "minute")
            : duration < Duration.FromDays(2) ? (duration.TotalHours, "hour")
            : (duration.TotalDays, "day");
        var whole = (long)number;
        return string.Create(CultureInfo.InvariantCulture, $"{whole} {unit}{(whole == 1 ? "" : "s")}");
    }

    /// <summary>"22 November 2026 13:00 UTC".</summary>
    public static string Words(Instant instant) => Moment.Format(instant);
}
