using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>A call of whose deadlines some are looked at.</summary>
/// <param name="Asked">The days that the agenda names.</param>
/// <param name="Why">What it met when it was last told, or nothing where they saved it; null when the subscriber never heard of it.</param>
/// <param name="LeadDays">When they want to be reminded of it.</param>
/// <param name="Reminded">Of which day of any of its pages they were reminded at which lead time.</param>
public sealed record AskedCall(
    TwinGroup Twins, IReadOnlySet<(UpcomingKind Kind, LocalDate Day)> Asked, IReadOnlyList<InterestMatch>? Why, IReadOnlyList<int> LeadDays, IReadOnlySet<(UpcomingKind Kind, LocalDate Day, int Lead)> Reminded)
{
    /// <summary>They do not want to hear of it.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Decides of which deadlines and openings a subscriber is reminded now. Pure.</summary>
public static class ReminderComposer
{
    /// <summary>
    /// One reminder of each deadline whose time has come, of calls that are still open. A late one comes at whatever lead time
    /// it is by then, as long as the deadline lies ahead, and those passed by do not follow.
    /// </summary>
    /// <returns>The reminders, by nearest deadline; openings by their day, after them.</returns>
    public static IReadOnlyList<ReminderEntry> Compose(Subscriber reader, IEnumerable<AskedCall> calls, Instant now) =>
        reader.StateAt(now) != SubscriberState.Confirmed
            ? []
            : [.. calls
                .Where(call => call is { Why: not null, IsHidden: false } && call.Twins.Primary.StatusAt(now) != OpportunityStatus.Closed)
                .SelectMany(call => EntriesOf(reader, call, now))
                .OrderBy(e => e.Kind)
                .ThenBy(e => e.ComesAt)
                .ThenBy(e => e.Opportunity.Title, StringComparer.Ordinal)
                .ThenBy(e => e.Opportunity.Id.ToString(), StringComparer.Ordinal)];

    private static IEnumerable<ReminderEntry> EntriesOf(Subscriber reader, AskedCall call, Instant now)
    {
        var page = call.Twins.Primary;
        foreach (var deadline in page.Deadlines.Select(d => d.Value).OfType<Deadline.On>().OrderBy(d => d.ClosedFrom).DistinctBy(d => d.Date))
        {
            if (call.Asked.Contains((UpcomingKind.Deadline, deadline.Date))
                && deadline.ClosedFrom > now
                && ReminderTimes.LeadAt(reader, deadline, call.LeadDays, now) is { } lead
                && !call.Reminded.Contains((UpcomingKind.Deadline, deadline.Date, lead)))
                yield return new(call.Twins, deadline, null, lead, call.Why!);
        }
        if (reader.OpeningLead is { } before
            && page.Opens?.Value is { } opens
            && opens.From > now
            && call.Asked.Contains((UpcomingKind.Opening, opens.Date))
            && ReminderTimes.DueAt(reader, opens.Date, before) <= now
            && !call.Reminded.Contains((UpcomingKind.Opening, opens.Date, before)))
            yield return new(call.Twins, null, opens, before, call.Why!);
    }
}
