namespace FundingAlerts.Storage.Backups;

/// <summary>Writes many rows and blobs, as many at once as a transaction takes, and some transactions at a time.</summary>
internal sealed class RestoreWrites(StorageAccount storage) : IAsyncDisposable
{
    private const int AtOnce = 8;
    private const long BytesAtOnce = 64 * 1024 * 1024;
    private readonly Dictionary<string, ITable> _tables = [];
    private readonly Dictionary<string, IBlobs> _containers = [];
    private readonly List<(Task Write, long Bytes)> _underWay = [];
    private readonly List<RowEdit> _batch = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private (string Table, string Partition) _of;
    private long _bytes;

    public async Task AddAsync(BackupEntry.OfRow entry, CancellationToken cancellationToken)
    {
        var (of, bytes) = ((entry.Table, entry.Row.Partition), RowSize.Sent(entry.Row));
        // A row that comes twice, as in a backup put together by hand, takes two transactions.
        if (_of != of || _batch.Count == StorageLimits.Edits || _bytes + bytes > StorageLimits.TransactionBytes || !_keys.Add(entry.Row.Key))
            await SendBatchAsync(cancellationToken);
        _of = of;
        _bytes += bytes;
        _keys.Add(entry.Row.Key);
        _batch.Add(new RowEdit.Upsert(entry.Row));
    }

    public Task AddAsync(BackupEntry.OfBlob entry, CancellationToken cancellationToken)
    {
        if (!_containers.TryGetValue(entry.Container, out var container))
            _containers[entry.Container] = container = storage.Blobs(entry.Container);
        return StartAsync(() => container.PutAsync(entry.Name, entry.Content, BlobCondition.None, cancellationToken), entry.Content.Length);
    }

    /// <summary>Waits until all is written.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await SendBatchAsync(cancellationToken);
        await Task.WhenAll(_underWay.Select(w => w.Write));
        _underWay.Clear();
    }

    /// <summary>After a fault: what is under way comes to its end, well or not, before the storage is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (write, _) in _underWay)
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendBatchAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;
        RowEdit[] edits = [.. _batch];
        var (name, partition) = _of;
        var bytes = _bytes;
        _batch.Clear();
        _keys.Clear();
        _bytes = 0;
        if (!_tables.TryGetValue(name, out var table))
            _tables[name] = table = storage.Table(name);
        await StartAsync(() => table.TransactAsync(partition, edits, cancellationToken), bytes);
    }

    private async Task StartAsync(Func<Task> write, long bytes)
    {
        while (_underWay.Count >= AtOnce || (_underWay.Count > 0 && _underWay.Sum(w => w.Bytes) + bytes > BytesAtOnce))
        {
            var done = await Task.WhenAny(_underWay.Select(w => w.Write));
            await done;
            _underWay.RemoveAll(w => w.Write == done);
        }

        _underWay.Add((write(), bytes));
    }
}
