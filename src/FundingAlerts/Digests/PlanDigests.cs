using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>
/// Finds the digests that are due and asks for each to be composed. The subscriber's entry in the agenda is put off by an
/// hour, when it is looked at again: a digest that was not composed by then, or a mail not sent, is asked for once more. So
/// no message is the only promise of a digest, and a late planner finds all that it missed.
/// </summary>
public sealed class PlanDigests(SubscriberStore subscribers, Agenda agenda, Outbox outbox, WelcomeSubscriber welcome, StorageAccount storage)
{
    // The buckets are independent; so many at once keep the network busy and an instance alive.
    private const int AtOnce = 8;
    private static readonly Duration AgainAfter = Duration.FromHours(1);
    private readonly IQueue _digests = storage.Queue(DigestMessage.Queue);

    /// <returns>How many digests were asked for.</returns>
    public async Task<int> RunAsync(string correlation, Instant now, CancellationToken cancellationToken)
    {
        var asked = 0;
        await Parallel.ForEachAsync(
            Agenda.Buckets,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (bucket, token) =>
            {
                Interlocked.Add(ref asked, await welcome.AskAgainAsync(bucket, correlation, now, token));
                // What is new to somebody before their digest: a call is in one of the two.
                Interlocked.Add(ref asked, await LookSoonAsync(bucket, correlation, now, token));
                Interlocked.Add(ref asked, await LookAsync(bucket, correlation, now, token));
            });
        return asked;
    }

    private async Task<int> LookAsync(string bucket, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var asked = 0;
        await foreach (var due in agenda.DueAsync(bucket, AgendaKinds.Digest, now, cancellationToken))
        {
            var moves = new List<(AgendaEntry, Instant?)>();
            // Somebody may have several entries: one that was put off, one after a change of settings.
            foreach (var one in due.GroupBy(e => e.SubscriberId, StringComparer.Ordinal))
            {
                var (again, wasAsked) = await LookAtAsync(one.Key, correlation, now, cancellationToken);
                moves.AddRange(one.Select(entry => (entry, again)));
                asked += wasAsked ? 1 : 0;
            }
            // After the messages: a crash in between asks again, never not at all.
            await agenda.MoveAsync(bucket, moves, cancellationToken);
        }
        return asked;
    }

    /// <summary>What is to be told at once. The entries are put off by an hour before that, and struck off when it is promised.</summary>
    private async Task<int> LookSoonAsync(string bucket, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var at = now + AgainAfter;
        var readers = new SortedDictionary<string, Occasion>(StringComparer.Ordinal);
        await foreach (var due in agenda.DueAsync(bucket, AgendaKinds.Soon, now, cancellationToken))
        {
            await agenda.MoveAsync(bucket, [.. due.Select(e => (e, (Instant?)at))], cancellationToken);
            foreach (var entry in due)
                readers[entry.SubscriberId] = entry.What == AgendaKinds.Welcome || readers.GetValueOrDefault(entry.SubscriberId) == Occasion.Welcome ? Occasion.Welcome : Occasion.AtOnce;
        }
        foreach (var (reader, occasion) in readers)
            await _digests.SendAsync(new DigestMessage(1, correlation, reader, now.InUtc().Date) { Occasion = occasion, At = at }, cancellationToken);
        return readers.Count;
    }

    /// <returns>When to look again; null for one who gets no digests.</returns>
    private async Task<(Instant? Again, bool WasAsked)> LookAtAsync(string id, string correlation, Instant now, CancellationToken cancellationToken)
    {
        if (await subscribers.FindAsync(id, cancellationToken) is not { } reader)
            return (null, false);
        if (reader.StateAt(now) != SubscriberState.Confirmed)
            return (reader.State == SubscriberState.Paused ? reader.PausedUntil : null, false);
        var zone = ReminderTimes.ZoneOf(reader);
        var period = reader.Beat.PeriodAt(now, zone);
        if (reader.IsDone(period))
        {
            var next = reader.Beat.NextAfter(now, zone);
            // A mail that waits is asked for after one hour, two, four…: a transport may be down for a day.
            return await outbox.TellQueuedAsync(id, correlation, cancellationToken) is { } since
                ? (Instant.Min(next, now + Duration.Max(AgainAfter, now - since)), false)
                : (next, false);
        }
        await _digests.SendAsync(new DigestMessage(1, correlation, id, period), cancellationToken);
        return (now + AgainAfter, true);
    }
}
