using System.Runtime.CompilerServices;
using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>Walks all subscribers once and asks all checks about each; one subscriber's rows are in memory at a time.</summary>
public sealed class CheckSubscribers(StorageAccount storage, IReadOnlyList<SubscriberCheck> checks) : StorageCheck
{
    public override async IAsyncEnumerable<Finding> RunAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SubscriberRows? one = null;
        await foreach (var row in storage.Table(SubscriberStore.TableName).ScanAllAsync(cancellationToken))
        {
            if (one is not null && one.SubscriberId != row.Partition)
            {
                await foreach (var finding in AskAsync(one, now, cancellationToken))
                    yield return finding;
                one = null;
            }
            one ??= new(row.Partition);
            if (Unreadable.OrRead(SubscriberStore.TableName, row, one.Add) is { } unreadable)
                yield return unreadable;
        }
        if (one is not null)
        {
            await foreach (var finding in AskAsync(one, now, cancellationToken))
                yield return finding;
        }
        foreach (var check in checks)
        {
            await foreach (var finding in check.EndAsync(now, cancellationToken))
                yield return finding;
        }
    }

    private async IAsyncEnumerable<Finding> AskAsync(SubscriberRows rows, Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            await foreach (var finding in check.RunAsync(rows, now, cancellationToken))
                yield return finding;
        }
    }
}
