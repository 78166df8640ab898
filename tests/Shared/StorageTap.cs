using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.TestWorld;

/// <param name="Place">"table opportunities", "queue changes", "blobs letters".</param>
/// <param name="Verb">"find", "transact", "receive"…</param>
internal readonly record struct StorageOperation(string Place, string Verb, bool IsWrite)
{
    /// <summary>The keys of the rows that are written; empty for all else.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];
}

/// <summary>Stands before a storage and has a say in each operation: to count it, to fail it, to die before it.</summary>
internal abstract class StorageTap
{
    public StorageAccount Over(StorageAccount account) => new(
        name => new TappedTable(account.Table(name), $"table {name}", this),
        name => new TappedQueue(account.Queue(name), $"queue {name}", this),
        name => new TappedBlobs(account.Blobs(name), $"blobs {name}", this));

    protected abstract Task<T> RunAsync<T>(StorageOperation operation, Func<Task<T>> work);

    private Task<T> Read<T>(string place, string verb, Func<Task<T>> work) => RunAsync(new(place, verb, IsWrite: false), work);

    private Task<T> Write<T>(string place, string verb, Func<Task<T>> work, params IReadOnlyList<string> rows) =>
        RunAsync(new(place, verb, IsWrite: true) { Rows = rows }, work);

    private Task Write(string place, string verb, Func<Task> work, params IReadOnlyList<string> rows) => Write(
        place,
        verb,
        async () =>
        {
            await work();
            return 0;
        },
        rows);

    private sealed class TappedTable(ITable table, string place, StorageTap tap) : ITable
    {
        public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) => tap.Read(place, "find", () => table.FindAsync(partition, key, cancellationToken));

        public Task<string> InsertAsync(Row row, CancellationToken cancellationToken) => tap.Write(place, "insert", () => table.InsertAsync(row, cancellationToken), row.Key);

        public Task<string> UpsertAsync(Row row, CancellationToken cancellationToken) => tap.Write(place, "upsert", () => table.UpsertAsync(row, cancellationToken), row.Key);

        public Task<string> UpdateAsync(Row row, string etag, CancellationToken cancellationToken) => tap.Write(place, "update", () => table.UpdateAsync(row, etag, cancellationToken), row.Key);

        public Task DeleteAsync(string partition, string key, string? etag, CancellationToken cancellationToken) => tap.Write(place, "delete", () => table.DeleteAsync(partition, key, etag, cancellationToken), key);

        public Task TransactAsync(string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken) => tap.Write(place, "transact", () => table.TransactAsync(partition, edits, cancellationToken), [.. edits.Select(KeyOf)]);

        public Task<RowPage> QueryAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken) => tap.Read(place, "query", () => table.QueryAsync(range, take, continuation, cancellationToken));

        private static string KeyOf(RowEdit edit) => edit switch
        {
            RowEdit.Insert insert => insert.Row.Key,
            RowEdit.Upsert upsert => upsert.Row.Key,
            RowEdit.Update update => update.Row.Key,
            RowEdit.Delete delete => delete.Key,
            _ => "",
        };

        public Task<RowPage> ScanAsync(int take, string? continuation, CancellationToken cancellationToken) => tap.Read(place, "scan", () => table.ScanAsync(take, continuation, cancellationToken));
    }

    private sealed class TappedQueue(IQueue queue, string place, StorageTap tap) : IQueue
    {
        public Task SendAsync(string body, Duration delay, CancellationToken cancellationToken) => tap.Write(place, "send", () => queue.SendAsync(body, delay, cancellationToken));

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken) => tap.Write(place, "receive", () => queue.ReceiveAsync(max, visibility, cancellationToken));

        public Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken) => tap.Write(place, "extend", () => queue.ExtendAsync(message, visibility, cancellationToken));

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken) => tap.Write(place, "complete", () => queue.CompleteAsync(message, cancellationToken));

        public Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken) => tap.Read(place, "peek", () => queue.PeekAsync(max, poison, cancellationToken));

        public Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken) => tap.Write(place, "replay", () => queue.ReplayAsync(messageId, cancellationToken));

        public Task<int> DropAsync(string? messageId, CancellationToken cancellationToken) => tap.Write(place, "drop", () => queue.DropAsync(messageId, cancellationToken));

        public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => tap.Read(place, "depth", () => queue.DepthAsync(cancellationToken));
    }

    private sealed class TappedBlobs(IBlobs blobs, string place, StorageTap tap) : IBlobs
    {
        public Task<string> PutAsync(string name, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken) => tap.Write(place, "put", () => blobs.PutAsync(name, content, condition, cancellationToken));

        public Task<Blob?> FindAsync(string name, CancellationToken cancellationToken) => tap.Read(place, "get", () => blobs.FindAsync(name, cancellationToken));

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => blobs.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string name, CancellationToken cancellationToken) => tap.Write(place, "delete", () => blobs.DeleteAsync(name, cancellationToken));
    }
}
