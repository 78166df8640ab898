using System.Diagnostics;
using FundingAlerts.Delivery;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.KillTarget;

/// <summary>Kills this process (SIGKILL: nothing is closed, flushed or told) just before its n-th write; 0: never.</summary>
internal sealed class Fuse(int at)
{
    private int _writes;

    public int Writes => _writes;

    public StorageAccount Over(StorageAccount account) => new(
        name => new FusedTable(account.Table(name), this),
        name => new FusedQueue(account.Queue(name), this),
        name => new FusedBlobs(account.Blobs(name), this));

    public IMailer Over(IMailer mailer) => new FusedMailer(mailer, this);

    private void Burn()
    {
        if (Interlocked.Increment(ref _writes) != at)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }

    private Task<T> Write<T>(Func<Task<T>> write)
    {
        Burn();
        return write();
    }

    private Task Write(Func<Task> write)
    {
        Burn();
        return write();
    }

    private sealed class FusedTable(ITable table, Fuse fuse) : ITable
    {
        public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) => table.FindAsync(partition, key, cancellationToken);

        public Task<string> InsertAsync(Row row, CancellationToken cancellationToken) => fuse.Write(() => table.InsertAsync(row, cancellationToken));

        public Task<string> UpsertAsync(Row row, CancellationToken cancellationToken) => fuse.Write(() => table.UpsertAsync(row, cancellationToken));

        public Task<string> UpdateAsync(Row row, string etag, CancellationToken cancellationToken) => fuse.Write(() => table.UpdateAsync(row, etag, cancellationToken));

        public Task DeleteAsync(string partition, string key, string? etag, CancellationToken cancellationToken) => fuse.Write(() => table.DeleteAsync(partition, key, etag, cancellationToken));

        public Task TransactAsync(string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken) => fuse.Write(() => table.TransactAsync(partition, edits, cancellationToken));

        public Task<RowPage> QueryAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken) => table.QueryAsync(range, take, continuation, cancellationToken);

        public Task<RowPage> ScanAsync(int take, string? continuation, CancellationToken cancellationToken) => table.ScanAsync(take, continuation, cancellationToken);
    }

    private sealed class FusedQueue(IQueue queue, Fuse fuse) : IQueue
    {
        public Task SendAsync(string body, Duration delay, CancellationToken cancellationToken) => fuse.Write(() => queue.SendAsync(body, delay, cancellationToken));

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken) => fuse.Write(() => queue.ReceiveAsync(max, visibility, cancellationToken));

        public Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken) => fuse.Write(() => queue.ExtendAsync(message, visibility, cancellationToken));

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken) => fuse.Write(() => queue.CompleteAsync(message, cancellationToken));

        public Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken) => queue.PeekAsync(max, poison, cancellationToken);

        public Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken) => fuse.Write(() => queue.ReplayAsync(messageId, cancellationToken));

        public Task<int> DropAsync(string? messageId, CancellationToken cancellationToken) => fuse.Write(() => queue.DropAsync(messageId, cancellationToken));

        public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => queue.DepthAsync(cancellationToken);
    }

    private sealed class FusedBlobs(IBlobs blobs, Fuse fuse) : IBlobs
    {
        public Task<string> PutAsync(string name, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken) => fuse.Write(() => blobs.PutAsync(name, content, condition, cancellationToken));

        public Task<Blob?> FindAsync(string name, CancellationToken cancellationToken) => blobs.FindAsync(name, cancellationToken);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => blobs.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string name, CancellationToken cancellationToken) => fuse.Write(() => blobs.DeleteAsync(name, cancellationToken));
    }

    private sealed class FusedMailer(IMailer mailer, Fuse fuse) : IMailer
    {
        public Task SendAsync(Letter letter, CancellationToken cancellationToken) => fuse.Write(() => mailer.SendAsync(letter, cancellationToken));
    }
}
