using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Scraping;

/// <summary>Real storage that counts the writes to its tables and breaks where a test wants it to.</summary>
internal sealed class WatchedStorage(StorageAccount inner)
{
    /// <summary>All but what each run costs whatever it finds: lease, plan and the host's day.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>Blobs that were written, or tried to be: "snapshots fund/4F…".</summary>
    public List<string> BlobWrites { get; } = [];

    /// <summary>What each run costs whatever it finds.</summary>
    public List<string> Overhead { get; } = [];

    /// <summary>Asked before each write ("opportunities call!a") and each message sent ("queue changes"); throws to crash there.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public StorageAccount Account => new(name => new Table(this, name, inner.Table(name)), name => new Queue(this, name, inner.Queue(name)), name => new Blobs(this, name, inner.Blobs(name)));

    private void Note(string write)
    {
        Before(write);
        (write is "sources lease" or "sources -lease" or "sources -planned" or "sources planned" || write.StartsWith("hosts ", StringComparison.Ordinal) ? Overhead : Writes).Add(write);
    }

    private sealed class Table(WatchedStorage watch, string name, ITable inner) : ITable
    {
        public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) => inner.FindAsync(partition, key, cancellationToken);

        public Task<string> InsertAsync(Row row, CancellationToken cancellationToken)
        {
            watch.Note($"{name} {row.Key}");
            return inner.InsertAsync(row, cancellationToken);
        }

        public Task<string> UpsertAsync(Row row, CancellationToken cancellationToken)
        {
            watch.Note($"{name} {row.Key}");
            return inner.UpsertAsync(row, cancellationToken);
        }

        public Task<string> UpdateAsync(Row row, string etag, CancellationToken cancellationToken)
        {
            watch.Note($"{name} {row.Key}");
            return inner.UpdateAsync(row, etag, cancellationToken);
        }

        public Task DeleteAsync(string partition, string key, string? etag, CancellationToken cancellationToken)
        {
            watch.Note($"{name} -{key}");
            return inner.DeleteAsync(partition, key, etag, cancellationToken);
        }

        public Task TransactAsync(string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
        {
            watch.Note($"{name} {string.Join('+', edits.Select(Key))}");
            return inner.TransactAsync(partition, edits, cancellationToken);
        }

        public Task<RowPage> QueryAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken) =>
            inner.QueryAsync(range, take, continuation, cancellationToken);

        public Task<RowPage> ScanAsync(int take, string? continuation, CancellationToken cancellationToken) => inner.ScanAsync(take, continuation, cancellationToken);

        private static string Key(RowEdit edit) => edit switch
        {
            RowEdit.Insert insert => insert.Row.Key,
            RowEdit.Upsert upsert => upsert.Row.Key,
            RowEdit.Update update => update.Row.Key,
            _ => "-" + ((RowEdit.Delete)edit).Key,
        };
    }

    private sealed class Queue(WatchedStorage watch, string name, IQueue inner) : IQueue
    {
        public Task SendAsync(string body, Duration delay, CancellationToken cancellationToken)
        {
            watch.Before($"queue {name}");
            return inner.SendAsync(body, delay, cancellationToken);
        }

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken) => inner.ReceiveAsync(max, visibility, cancellationToken);

        public Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken) => inner.ExtendAsync(message, visibility, cancellationToken);

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken) => inner.CompleteAsync(message, cancellationToken);

        public Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken) => inner.PeekAsync(max, poison, cancellationToken);

        public Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken) => inner.ReplayAsync(messageId, cancellationToken);

        public Task<int> DropAsync(string? messageId, CancellationToken cancellationToken) => inner.DropAsync(messageId, cancellationToken);

        public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => inner.DepthAsync(cancellationToken);
    }

    private sealed class Blobs(WatchedStorage watch, string name, IBlobs inner) : IBlobs
    {
        public Task<string> PutAsync(string blob, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken)
        {
            watch.BlobWrites.Add($"{name} {blob}");
            return inner.PutAsync(blob, content, condition, cancellationToken);
        }

        public Task<Blob?> FindAsync(string blob, CancellationToken cancellationToken) => inner.FindAsync(blob, cancellationToken);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => inner.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string blob, CancellationToken cancellationToken) => inner.DeleteAsync(blob, cancellationToken);
    }
}
