using NodaTime;

namespace FundingAlerts.Storage;

/// <summary>
/// A queue with the semantics of Azure Storage Queues: at least once, in no promised order. A received message hides for
/// its visibility time-out and comes back unless it is completed; one that was received more than
/// <see cref="MaxDequeues"/> times moves to the poison queue and blocks nobody.
/// </summary>
public interface IQueue
{
    const int MaxDequeues = 5;

    /// <param name="body">Text of up to 48 KiB in UTF-8 (64 KiB in base64).</param>
    /// <exception cref="StorageLimitException">The body is too large.</exception>
    Task SendAsync(string body, Duration delay, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="max"/> (at most 32) visible messages, each hidden for the visibility time-out.</summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken);

    /// <summary>Hides a received message for longer and returns it with its new receipt; null when it was lost to another receiver.</summary>
    Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken);

    /// <summary>Removes a received message; one that was lost to another receiver stays.</summary>
    Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken);

    /// <summary>Looks at up to <paramref name="max"/> visible messages (or poisoned ones) without hiding them.</summary>
    Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken);

    /// <summary>Moves a poisoned message back to be tried again, or all of them, and returns how many.</summary>
    /// <param name="messageId">As <see cref="PeekAsync"/> shows it among the poisoned; null: all.</param>
    Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken);

    /// <summary>Removes a poisoned message for good, or all of them, and returns how many.</summary>
    /// <param name="messageId">As <see cref="PeekAsync"/> shows it among the poisoned; null: all.</param>
    Task<int> DropAsync(string? messageId, CancellationToken cancellationToken);

    /// <summary>How many messages wait, hidden ones included, and how many are poisoned. Approximate on Azure.</summary>
    Task<QueueDepth> DepthAsync(CancellationToken cancellationToken);
}

/// <param name="Receipt">Proves that this receiver holds the message; new with each receive.</param>
/// <param name="Dequeues">How often it was received, this time included.</param>
public sealed record QueueMessage(string MessageId, string Receipt, string Body, int Dequeues);

public sealed record QueueDepth(int Waiting, int Poisoned);
