using System.Runtime.CompilerServices;
using FundingAlerts.Delivery;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>A mail that waits to be sent has the mark by which it is found; and no other has.</summary>
public sealed class QueuedMailCheck : SubscriberCheck
{
    public override async IAsyncEnumerable<Finding> RunAsync(SubscriberRows rows, Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var waiting = rows.Outbox.Where(mail => mail.State == DeliveryState.Queued).Select(mail => mail.DeliveryId).ToHashSet(StringComparer.Ordinal);
        foreach (var lost in waiting.Except(rows.Queued, StringComparer.Ordinal))
            yield return Finding.Fault("mail-without-mark", $"{rows.SubscriberId} {lost}", "The mail waits to be sent, but nobody will look for it. Put its message on the queue 'emails', and report it.");
        foreach (var stale in rows.Queued.Except(waiting, StringComparer.Ordinal))
            yield return Finding.Fault("mark-without-mail", $"{rows.SubscriberId} {stale}", "Something is marked as to be sent that is no waiting mail. Remove the mark 'queued', and report it.");
    }
}
