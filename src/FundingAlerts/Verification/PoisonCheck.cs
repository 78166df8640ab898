using System.Runtime.CompilerServices;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>No message was given up.</summary>
public sealed class PoisonCheck(StorageAccount storage) : StorageCheck
{
    public override async IAsyncEnumerable<Finding> RunAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var queue in StorageContents.Queues)
        {
            if ((await storage.Queue(queue).DepthAsync(cancellationToken)).Poisoned is > 0 and var poisoned)
                yield return Finding.Notice("poison", queue, FormattableString.Invariant($"{poisoned} messages were tried {IQueue.MaxDequeues} times in vain. Look at them with 'ops poison list {queue}', and try them again with 'ops poison replay {queue} --all' when the cause is gone."));
        }
    }
}
