using System.Collections.Concurrent;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Hosting;

/// <summary>A real queue that tells what is done with it.</summary>
internal sealed class NotedQueue(IQueue inner) : IQueue
{
    public ConcurrentQueue<Duration> Extensions { get; } = new();

    /// <summary>Asked before each receive; throws as storage does that is down.</summary>
    public Action BeforeReceive { get; set; } = () => { };

    public Task SendAsync(string body, Duration delay, CancellationToken cancellationToken) => inner.SendAsync(body, delay, cancellationToken);

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken)
    {
        BeforeReceive();
        return inner.ReceiveAsync(max, visibility, cancellationToken);
    }

    public async Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken)
    {
        var extended = await inner.ExtendAsync(message, visibility, cancellationToken);
        Extensions.Enqueue(visibility);
        return extended;
    }

    public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken) => inner.CompleteAsync(message, cancellationToken);

    public Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken) => inner.PeekAsync(max, poison, cancellationToken);

    public Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken) => inner.ReplayAsync(messageId, cancellationToken);

    public Task<int> DropAsync(string? messageId, CancellationToken cancellationToken) => inner.DropAsync(messageId, cancellationToken);

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => inner.DepthAsync(cancellationToken);
}
