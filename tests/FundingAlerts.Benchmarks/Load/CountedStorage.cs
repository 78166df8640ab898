using System.Collections.Concurrent;
using System.Diagnostics;
using FundingAlerts.Storage;
using FundingAlerts.TestWorld;

namespace FundingAlerts.Benchmarks.Load;

/// <summary>Counts what is asked of a storage, by kind, and how long all of it took.</summary>
internal sealed class CountedStorage : StorageTap
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _ticks;

    public CountedStorage(StorageAccount storage) => Account = Over(storage);

    public StorageAccount Account { get; }

    /// <summary>What was counted since the last time, and how long it took (operations side by side count each).</summary>
    public (IReadOnlyDictionary<string, int> Operations, TimeSpan Took) Take()
    {
        var taken = (_counts.ToDictionary(StringComparer.Ordinal), Stopwatch.GetElapsedTime(0, Interlocked.Exchange(ref _ticks, 0)));
        _counts.Clear();
        return taken;
    }

    protected override async Task<T> RunAsync<T>(StorageOperation operation, Func<Task<T>> work)
    {
        _counts.AddOrUpdate(KindOf(operation), 1, (_, n) => n + 1);
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await work();
        }
        finally
        {
            Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - started);
        }
    }

    private static string KindOf(StorageOperation operation) => operation.Verb switch
    {
        "find" => "row read",
        "query" or "scan" => "range read",
        "transact" => "transaction",
        _ when operation.Place.StartsWith("queue", StringComparison.Ordinal) => "queue",
        _ when operation.Place.StartsWith("blobs", StringComparison.Ordinal) => operation.IsWrite ? "blob written" : "blob read",
        _ => "row written",
    };
}
