using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>
/// The rule for mails that came back for a passing reason: five of them within thirty days, with no mail delivered between the
/// first and the last of those, and the mailbox is taken for dead.
/// </summary>
public static class SoftBounces
{
    public const int Most = 5;
    public static readonly Duration Within = Duration.FromDays(30);

    /// <summary>Looks at all that was said, in whatever order; one event told twice counts once.</summary>
    /// <returns>When the first five were full; null when the rule is not met.</returns>
    public static Instant? LastOf(IEnumerable<DeliveryEvent> said)
    {
        var all = said.DistinctBy(e => (e.DeliveryId, e.EventId)).ToList();
        var soft = all.Where(e => e.Kind == DeliveryEventKind.SoftBounced).Select(e => e.At).Order().ToList();
        var delivered = all.Where(e => e.Kind == DeliveryEventKind.Delivered).Select(e => e.At).ToList();
        for (var last = Most - 1; last < soft.Count; last++)
        {
            var (from, to) = (soft[last - Most + 1], soft[last]);
            if (to - from <= Within && !delivered.Exists(d => d >= from && d <= to))
                return to;
        }
        return null;
    }
}
