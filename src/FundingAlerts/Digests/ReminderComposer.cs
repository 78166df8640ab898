using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>A call of whose deadlines some are looked at.</summary>
/// <param name="Asked">The days that the agenda names.</param>
/// <param name="Why">What it met when it was last told; null when the subscriber never heard of it.</param>
/// <param name="Reminded">Of which day of any of its pages they were reminded at which lead time.</param>
public sealed record AskedCall(TwinGroup Twins, IReadOnlySet<LocalDate> Asked, IReadOnlyList<InterestMatch>? Why, IReadOnlySet<(LocalDate Day, int Lead)> Reminded);

/// <summary>Decides of which deadlines a subscriber is reminded now. Pure.</summary>
public static class ReminderComposer
{
    /// <summary>
    /// One reminder of each deadline whose time has come, of calls that are still open. A late one comes at whatever lead time
    /// it is by then, as long as the deadline lies ahead, and those passed by do not follow.
    /// </summary>
    /// <returns>The reminders, by nearest deadline.</returns>
    public static IReadOnlyList<ReminderEntry> Compose(Subscriber reader, IEnumerable<AskedCall> calls, Instant now) =>
        reader.State != SubscriberState.Confirmed
            ? []
            : [.. calls
                .SelectMany(call => EntriesOf(reader, call, now))
                .OrderBy(e => e.Deadline.ClosedFrom)
                .ThenBy(e => e.Opportunity.Title, StringComparer.Ordinal)
                .ThenBy(e => e.Opportunity.Id.ToString(), StringComparer.Ordinal)];

    private static IEnumerable<ReminderEntry> EntriesOf(Subscriber reader, AskedCall call, Instant now)
    {
        var page = call.Twins.Primary;
        if (call.Why is not { } why || page.StatusAt(now) == OpportunityStatus.Closed)
            return [];
        return from deadline in page.Deadlines.Select(d => d.Value).OfType<Deadline.On>().OrderBy(d => d.ClosedFrom).DistinctBy(d => d.Date)
               where call.Asked.Contains(deadline.Date) && deadline.ClosedFrom > now
               let lead = ReminderTimes.LeadAt(reader, deadline, now)
               where lead is not null && !call.Reminded.Contains((deadline.Date, lead.Value))
               select new ReminderEntry(call.Twins, deadline, lead.Value, why);
    }
}
