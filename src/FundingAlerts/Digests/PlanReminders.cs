using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>
/// Finds the reminders that are due and asks for them, one message for a subscriber. Their entries in the agenda are put off
/// by an hour before that: a message that is lost, or was never sent, is sent again then.
/// </summary>
public sealed class PlanReminders(Agenda agenda, StorageAccount storage)
{
    // The buckets are independent; so many at once keep the network busy and an instance alive.
    private const int AtOnce = 8;
    private static readonly Duration AgainAfter = Duration.FromHours(1);
    private readonly IQueue _reminders = storage.Queue(ReminderMessage.Queue);

    /// <returns>How many subscribers were asked for.</returns>
    public async Task<int> RunAsync(string correlation, Instant now, CancellationToken cancellationToken)
    {
        var asked = 0;
        await Parallel.ForEachAsync(
            Agenda.Buckets,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (bucket, token) => Interlocked.Add(ref asked, await LookAsync(bucket, correlation, now, token)));
        return asked;
    }

    private async Task<int> LookAsync(string bucket, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var at = now + AgainAfter;
        var readers = new SortedSet<string>(StringComparer.Ordinal);
        // All of them first: what is due for one subscriber may lie on two pages, and is one mail.
        await foreach (var due in agenda.DueAsync(bucket, AgendaKinds.Reminder, now, cancellationToken))
        {
            await agenda.MoveAsync(bucket, [.. due.Select(e => (e, (Instant?)at))], cancellationToken);
            readers.UnionWith(due.Select(e => e.SubscriberId));
        }
        foreach (var reader in readers)
            await _reminders.SendAsync(new ReminderMessage(1, correlation, reader, at), cancellationToken);
        return readers.Count;
    }
}
