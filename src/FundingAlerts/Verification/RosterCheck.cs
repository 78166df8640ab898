using System.Runtime.CompilerServices;
using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>Every subscriber is in the roster, and whoever is in the roster or has an interest is a subscriber. All ids are in memory: a million are some 200 MB.</summary>
public sealed class RosterCheck(StorageAccount storage) : StorageCheck
{
    public override async IAsyncEnumerable<Finding> RunAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subscribers = new SubscriberStore(storage);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var id in subscribers.SubscriberIdsAsync(cancellationToken))
            listed.Add(id);
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in storage.Table(SubscriberStore.TableName).ScanAllAsync(cancellationToken))
        {
            if (row.Key != SubscriberStore.ProfileRow)
                continue;
            known.Add(row.Partition);
            if (!listed.Contains(row.Partition))
                yield return Finding.Fault("subscriber-not-in-roster", row.Partition, "The subscriber is not in the roster, so no digest is planned for them. Save the subscriber again.");
        }
        foreach (var id in listed.Where(id => !known.Contains(id)))
            yield return Finding.Fault("roster-without-subscriber", id, "The roster has somebody of whom there is no profile. Save the subscriber again, or remove them from the roster.");
        await foreach (var interest in subscribers.InterestsAsync(cancellationToken))
        {
            if (!known.Contains(interest.SubscriberId))
                yield return Finding.Fault("interest-without-subscriber", $"{interest.SubscriberId} {interest.InterestId}", "The interest is of somebody of whom there is no profile. Save the subscriber again, or remove the interest.");
        }
    }
}
