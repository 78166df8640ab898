using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>How long a mail is put off, by what keeps it.</summary>
internal static class MailWaits
{
    /// <summary>No wait is longer; one that is was noted under a clock that went wrong.</summary>
    public static readonly Duration Longest = Duration.FromHours(25);

    private static readonly Duration LongestTrouble = Duration.FromHours(1);

    // About five days in all, which RFC 5321 (4.5.4.1) asks of who sends.
    private static readonly Duration[] Deferrals =
    [
        Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromMinutes(45), Duration.FromHours(2), Duration.FromHours(6),
        .. Enumerable.Repeat(Duration.FromHours(12), 9),
    ];

    /// <summary>Whether its recipient's server put it off so often that it is given up.</summary>
    public static bool IsEnough(OutboxMessage mail) => mail.Deferrals >= Deferrals.Length;

    /// <param name="mail">With the deferral that is the reason.</param>
    public static Duration Deferred(OutboxMessage mail) => Deferrals[Math.Clamp(mail.Deferrals, 1, Deferrals.Length) - 1];

    /// <summary>One minute, two, four… up to an hour, and no less than the transport rests. The transport's trouble is never a reason to give up.</summary>
    public static Duration InTrouble(OutboxMessage mail, Duration rest) =>
        Duration.Min(Longest, Duration.Max(rest, Duration.Min(LongestTrouble, Duration.FromMinutes(1 << Math.Clamp(mail.Waits, 0, 6)))));

    public static Duration UntilTomorrow(Instant now) =>
        now.InUtc().Date.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() - now;
}
