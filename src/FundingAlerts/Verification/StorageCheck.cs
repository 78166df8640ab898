using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>A rule that must hold for what is stored, checked by a walk of its own.</summary>
public abstract class StorageCheck
{
    public abstract IAsyncEnumerable<Finding> RunAsync(Instant now, CancellationToken cancellationToken);
}

/// <summary>A rule that must hold for the rows of each subscriber, all of them handed over in one walk.</summary>
public abstract class SubscriberCheck
{
    /// <summary>What is wrong with one subscriber.</summary>
    public abstract IAsyncEnumerable<Finding> RunAsync(SubscriberRows rows, Instant now, CancellationToken cancellationToken);

    /// <summary>What can be said only when all subscribers were seen.</summary>
    public virtual IAsyncEnumerable<Finding> EndAsync(Instant now, CancellationToken cancellationToken) => AsyncEnumerable.Empty<Finding>();
}
