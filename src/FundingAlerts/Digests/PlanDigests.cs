using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Finds the subscribers whose digest is due and asks for each to be composed.</summary>
public sealed class PlanDigests(SubscriberStore subscribers, StorageAccount storage)
{
    private readonly IQueue _digests = storage.Queue(DigestMessage.Queue);

    /// <returns>How many digests are due.</returns>
    public async Task<int> RunAsync(string correlation, Instant now, CancellationToken cancellationToken)
    {
        var due = 0;
        await foreach (var id in subscribers.SubscriberIdsAsync(cancellationToken))
        {
            if (await subscribers.FindAsync(id, cancellationToken) is not { State: SubscriberState.Confirmed } subscriber)
                continue;
            var period = subscriber.Cadence.PeriodAt(now, Zones.Find(subscriber.Zone) ?? DateTimeZone.Utc);
            if (subscriber.LastPeriod >= period)
                continue;
            await _digests.SendAsync(new DigestMessage(1, correlation, id, period), cancellationToken);
            due++;
        }
        return due;
    }
}
