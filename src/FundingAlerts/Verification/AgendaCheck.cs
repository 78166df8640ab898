using System.Runtime.CompilerServices;
using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>Whoever is to get digests stands in the agenda, or no planner would ever look.</summary>
public sealed class AgendaCheck(StorageAccount storage) : SubscriberCheck
{
    private readonly Agenda _agenda = new(storage);
    private HashSet<string>? _entered;

    public override async IAsyncEnumerable<Finding> RunAsync(SubscriberRows rows, Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _entered ??= await _agenda.AllAsync(AgendaKinds.Digest, cancellationToken).Select(entry => entry.SubscriberId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        if (rows.Profile is { State: SubscriberState.Confirmed } && !_entered.Contains(rows.SubscriberId))
            yield return Finding.Fault("not-in-agenda", rows.SubscriberId, "The subscriber is confirmed, but no digest will ever be planned. Housekeeping enters them again within days; saving their settings does it at once.");
    }
}
