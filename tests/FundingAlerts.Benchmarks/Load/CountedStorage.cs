using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Benchmarks.Load;

/// <summary>Storage that counts what is asked of it, by kind: "row read", "row written", "transaction", "range", "message", "blob read", "blob written".</summary>
internal sealed class CountedStorage
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public CountedStorage(StorageAccount inner) =>
        Account = new(name => new Table(this, inner.Table(name)), name => new Queue(this, inner.Queue(name)), name => new Blobs(this, inner.Blobs(name)));

    public StorageAccount Account { get; }

    /// <summary>What was counted since the last time.</summary>
    public IReadOnlyDictionary<string, int> Take()
    {
        var taken = _counts.ToDictionary(StringComparer.Ordinal);
        _counts.Clear();
        return taken;
    }

    private void Count(string kind) => _counts.AddOrUpdate(kind, 1, (_, n) => n + 1);

    private sealed class Table(CountedStorage counted, ITable inner) : ITable
    {
        public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken)
        {
            counted.Count("row read");
            return inner.FindAsync(partition, key, cancellationToken);
        }

        public Task<string> InsertAsync(Row row, CancellationToken cancellationToken)
        {
            counted.Count("row written");
            return inner.InsertAsync(row, cancellationToken);
        }

        public Task<string> UpsertAsync(Row row, CancellationToken cancellationToken)
        {
            counted.Count("row written");
            return inner.UpsertAsync(row, cancellationToken);
        }

        public Task<string> UpdateAsync(Row row, string etag, CancellationToken cancellationToken)
        {
            counted.Count("row written");
            return inner.UpdateAsync(row, etag, cancellationToken);
        }

        public Task DeleteAsync(string partition, string key, string? etag, CancellationToken cancellationToken)
        {
            counted.Count("row written");
            return inner.DeleteAsync(partition, key, etag, cancellationToken);
        }

        public Task TransactAsync(string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
        {
            counted.Count("transaction");
            return inner.TransactAsync(partition, edits, cancellationToken);
        }

        public Task<RowPage> QueryAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken)
        {
            counted.Count("range");
            return inner.QueryAsync(range, take, continuation, cancellationToken);
        }

        public Task<RowPage> ScanAsync(int take, string? continuation, CancellationToken cancellationToken)
        {
            counted.Count("range");
            return inner.ScanAsync(take, continuation, cancellationToken);
        }
    }

    private sealed class Queue(CountedStorage counted, IQueue inner) : IQueue
    {
        public Task SendAsync(string body, Duration delay, CancellationToken cancellationToken)
        {
            counted.Count("message");
            return inner.SendAsync(body, delay, cancellationToken);
        }

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken)
        {
            counted.Count("message");
            return inner.ReceiveAsync(max, visibility, cancellationToken);
        }

        public Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken) => inner.ExtendAsync(message, visibility, cancellationToken);

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken)
        {
            counted.Count("message");
            return inner.CompleteAsync(message, cancellationToken);
        }

        public Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken) => inner.PeekAsync(max, poison, cancellationToken);

        public Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken) => inner.ReplayAsync(messageId, cancellationToken);

        public Task<int> DropAsync(string? messageId, CancellationToken cancellationToken) => inner.DropAsync(messageId, cancellationToken);

        public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => inner.DepthAsync(cancellationToken);
    }

    private sealed class Blobs(CountedStorage counted, IBlobs inner) : IBlobs
    {
        public Task<string> PutAsync(string name, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken)
        {
            counted.Count("blob written");
            return inner.PutAsync(name, content, condition, cancellationToken);
        }

        public Task<Blob?> FindAsync(string name, CancellationToken cancellationToken)
        {
            counted.Count("blob read");
            return inner.FindAsync(name, cancellationToken);
        }

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => inner.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);
    }
}
