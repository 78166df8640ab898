using System.Collections.Concurrent;
using FundingAlerts.Storage;
using FundingAlerts.TestWorld;

namespace FundingAlerts.Benchmarks.Reading;

/// <summary>Counts operations by place, and writes by the kinds of rows that they write.</summary>
internal sealed class WrittenStorage : StorageTap
{
    private readonly ConcurrentDictionary<(string Place, string What), int> _counts = [];

    public WrittenStorage(StorageAccount storage) => Account = Over(storage);

    public StorageAccount Account { get; }

    /// <summary>What was counted since the last time.</summary>
    public IReadOnlyDictionary<(string Place, string What), int> Take()
    {
        var taken = _counts.ToDictionary();
        _counts.Clear();
        return taken;
    }

    protected override Task<T> RunAsync<T>(StorageOperation operation, Func<Task<T>> work)
    {
        _counts.AddOrUpdate((operation.Place, operation.IsWrite ? $"{operation.Verb} {KindsOf(operation.Rows)}".TrimEnd() : "read"), 1, (_, n) => n + 1);
        return work();
    }

    // "row!a-call" is a row; a day or a host is none of the program's words.
    private static string KindsOf(IReadOnlyList<string> rows) =>
        string.Join(" + ", rows.Select(r => char.IsAsciiLetter(r[0]) ? r.Split('!')[0] : "day").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
