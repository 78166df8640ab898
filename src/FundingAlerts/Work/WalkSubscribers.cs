using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using FundingAlerts.Subscribing;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Work;

/// <summary>
/// Looks after some subscribers at a time, in the order of the roster and from where the last run stopped: what is old goes, and
/// what the agenda lacks is entered.
/// </summary>
public sealed partial class WalkSubscribers(
    SubscriberStore subscribers,
    ForgetSubscriber forget,
    Agenda agenda,
    Outbox outbox,
    MatchStore matches,
    OpportunityStore opportunities,
    ReminderStore reminders,
    HousekeepingStore places,
    ILogger<WalkSubscribers> log)
{
    private const string Walk = "subscribers";
    private const int PageRows = 100;
    private static readonly Duration MailsKept = Duration.FromDays(400);
    private static readonly Duration MatchesKept = Duration.FromDays(731);

    /// <param name="most">So many at once, to the next hundred.</param>
    /// <returns>How many were looked at, how many of them are forgotten, and how many mails and calls went.</returns>
    public async Task<WalkDone> RunAsync(Instant now, int most, CancellationToken cancellationToken)
    {
        var done = new WalkDone(0, 0, 0, 0);
        var place = await places.FindAsync<Place>(Walk, cancellationToken) ?? new(0, null);
        while (done.Subscribers < most)
        {
            var page = await subscribers.RosterAsync(place.Bucket, place.After, PageRows, cancellationToken);
            foreach (var id in page)
                done = await LookAtAsync(id, done, now, cancellationToken);
            var isLast = place.Bucket == SubscriberStore.RosterBuckets - 1;
            place = page.Count == PageRows ? place with { After = page[^1] } : new(isLast ? 0 : place.Bucket + 1, null);
            await places.SaveAsync(Walk, place, cancellationToken);
            if (place == new Place(0, null))
                break;
        }
        return done;
    }

    private async Task<WalkDone> LookAtAsync(string id, WalkDone done, Instant now, CancellationToken cancellationToken)
    {
        done = done with { Subscribers = done.Subscribers + 1 };
        try
        {
            if (await forget.RunAsync(id, now, cancellationToken))
                return done with { Forgotten = done.Forgotten + 1 };
            if (await subscribers.FindAsync(id, cancellationToken) is { } reader && reader.StateAt(now) == SubscriberState.Confirmed)
                await HealAsync(reader, now, cancellationToken);
            var mails = await outbox.ForgetAsync(id, now - MailsKept, now, cancellationToken);
            var calls = await matches.ForgetAsync(id, now - MatchesKept, call => IsOverAsync(call, now, cancellationToken), cancellationToken);
            foreach (var call in calls)
                await reminders.ForgetAsync(id, call, cancellationToken);
            return done with { Mails = done.Mails + mails, Calls = done.Calls + calls.Count };
        }
        catch (InvalidDataException unreadable)
        {
            // One row that cannot be read must not keep the walk from all others.
            LogUnreadable(unreadable, id);
            return done;
        }
    }

    // Where there is an entry already it is the same one, or comes to be. Reminders may lack after a clock that was ahead, a
    // restore, or new lead days; what they remind of is looked up when they are due.
    private async Task HealAsync(Subscriber reader, Instant now, CancellationToken cancellationToken)
    {
        await agenda.PutAsync(new(AgendaKinds.Digest, reader.Beat.NextAfter(now, Zones.Find(reader.Zone) ?? DateTimeZone.Utc), reader.SubscriberId), cancellationToken);
        // Of all that may ask: an entry only asks to look.
        var interests = await subscribers.InterestsOfAsync(reader.SubscriberId, cancellationToken);
        IReadOnlyList<int> leadDays = [.. reader.LeadDays.Concat(interests.SelectMany(i => i.LeadDays ?? [])).Distinct().Order()];
        if (leadDays.Count == 0 && reader.OpeningLead is null)
            return;
        var ahead = new List<AgendaEntry>();
        foreach (var call in await matches.CallsAsync(reader.SubscriberId, cancellationToken))
        {
            if (await opportunities.FindAsync(call, cancellationToken) is { } open && open.StatusAt(now) != OpportunityStatus.Closed)
                ahead.AddRange(ReminderTimes.Ahead(reader, open, leadDays, now));
        }
        await agenda.PutAsync(reader.SubscriberId, ahead, cancellationToken);
    }

    private async Task<bool> IsOverAsync(OpportunityId id, Instant now, CancellationToken cancellationToken)
    {
        if (await opportunities.FindAsync(id, cancellationToken) is not { } call)
            return true;
        var ended = call.WithdrawnAt
            ?? call.Deadlines.Select(d => d.Value?.EndsAt).Max()
            ?? call.Sightings.Select(s => (Instant?)s.LastSeen).Max();
        return call.StatusAt(now) == OpportunityStatus.Closed && ended < now - MatchesKept;
    }

    [LoggerMessage(LogLevel.Error, "A row of {Subscriber} cannot be read; the others are looked after. 'ops verify' names it.")]
    private partial void LogUnreadable(Exception fault, string subscriber);

    private sealed record Place(int Bucket, string? After);
}

/// <param name="Subscribers">How many were looked at.</param>
/// <param name="Forgotten">How many of them have no personal data any more.</param>
/// <param name="Mails">How many promises were removed or given up.</param>
/// <param name="Calls">How many calls nobody needs to remember for them.</param>
public sealed record WalkDone(int Subscribers, int Forgotten, int Mails, int Calls);
