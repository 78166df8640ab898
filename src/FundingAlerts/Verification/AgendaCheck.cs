using System.Runtime.CompilerServices;
using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>Whoever is to get digests stands in the agenda, or no planner would ever look.</summary>
public sealed class AgendaCheck(StorageAccount storage) : StorageCheck
{
    private readonly Agenda _agenda = new(storage);
    private readonly SubscriberStore _subscribers = new(storage);

    public override async IAsyncEnumerable<Finding> RunAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in _agenda.AllAsync(AgendaKinds.Digest, cancellationToken))
            entered.Add(entry.SubscriberId);
        await foreach (var id in _subscribers.SubscriberIdsAsync(cancellationToken))
        {
            if (!entered.Contains(id) && await _subscribers.FindAsync(id, cancellationToken) is { State: SubscriberState.Confirmed })
                yield return Finding.Fault("not-in-agenda", id, "The subscriber is confirmed, but no digest will ever be planned. Housekeeping enters them again within days; saving their settings does it at once.");
        }
    }
}
