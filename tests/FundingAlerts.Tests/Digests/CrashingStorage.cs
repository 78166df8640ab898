using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>Kills the "process" at a chosen step: nothing works from there until the next start.</summary>
internal sealed class Crash : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private int _step;

    /// <summary>The step that fails, from 1; null: none.</summary>
    public int? At { get; init; }

    /// <summary>Whether that step is done before the crash.</summary>
    public bool After { get; init; }

    public int Steps => _step;

    public bool Happened { get; private set; }

    /// <summary>Before which write <see cref="Meanwhile"/> happens, from 1.</summary>
    public int Before { get; init; } = 1;

    /// <summary>What another worker does just before that write, once.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public CancellationToken Stopped => _stopped.Token;

    public async Task<T> Step<T>(Func<Task<T>> work)
    {
        if (Happened)
            throw new InvalidOperationException("Dead.");
        if (Meanwhile is { } meanwhile && _step + 1 >= Before)
        {
            Meanwhile = null;
            await meanwhile();
        }
        var isLast = ++_step == At;
        if (!isLast)
            return await work();
        if (After)
            await work();
        Happened = true;
        await _stopped.CancelAsync();
        throw new InvalidOperationException($"Planned crash at step {_step}.");
    }

    public Task Step(Func<Task> work) => Step(async () =>
    {
        await work();
        return 0;
    });

    public StorageAccount Over(StorageAccount account) => new(
        name => new CrashingTable(account.Table(name), this),
        name => new CrashingQueue(account.Queue(name), this),
        name => new CrashingBlobs(account.Blobs(name), this));

    public void Dispose() => _stopped.Dispose();

    private sealed class CrashingTable(ITable table, Crash crash) : ITable
    {
        public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) => table.FindAsync(partition, key, cancellationToken);

        public Task<string> InsertAsync(Row row, CancellationToken cancellationToken) => crash.Step(() => table.InsertAsync(row, cancellationToken));

        public Task<string> UpsertAsync(Row row, CancellationToken cancellationToken) => crash.Step(() => table.UpsertAsync(row, cancellationToken));

        public Task<string> UpdateAsync(Row row, string etag, CancellationToken cancellationToken) => crash.Step(() => table.UpdateAsync(row, etag, cancellationToken));

        public Task DeleteAsync(string partition, string key, string? etag, CancellationToken cancellationToken) => crash.Step(() => table.DeleteAsync(partition, key, etag, cancellationToken));

        public Task TransactAsync(string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken) => crash.Step(() => table.TransactAsync(partition, edits, cancellationToken));

        public Task<RowPage> QueryAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken) => table.QueryAsync(range, take, continuation, cancellationToken);

        public Task<RowPage> ScanAsync(int take, string? continuation, CancellationToken cancellationToken) => table.ScanAsync(take, continuation, cancellationToken);
    }

    private sealed class CrashingQueue(IQueue queue, Crash crash) : IQueue
    {
        public Task SendAsync(string body, Duration delay, CancellationToken cancellationToken) => crash.Step(() => queue.SendAsync(body, delay, cancellationToken));

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken) => crash.Step(() => queue.ReceiveAsync(max, visibility, cancellationToken));

        public Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken) => crash.Step(() => queue.ExtendAsync(message, visibility, cancellationToken));

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken) => crash.Step(() => queue.CompleteAsync(message, cancellationToken));

        public Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken) => queue.PeekAsync(max, poison, cancellationToken);

        public Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken) => queue.ReplayAsync(messageId, cancellationToken);

        public Task<int> DropAsync(string? messageId, CancellationToken cancellationToken) => queue.DropAsync(messageId, cancellationToken);

        public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => queue.DepthAsync(cancellationToken);
    }

    private sealed class CrashingBlobs(IBlobs blobs, Crash crash) : IBlobs
    {
        public Task<string> PutAsync(string name, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken) => crash.Step(() => blobs.PutAsync(name, content, condition, cancellationToken));

        public Task<Blob?> FindAsync(string name, CancellationToken cancellationToken) => blobs.FindAsync(name, cancellationToken);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => blobs.ListAsync(prefix, cancellationToken);

        public Task DeleteAsync(string name, CancellationToken cancellationToken) => crash.Step(() => blobs.DeleteAsync(name, cancellationToken));
    }
}
