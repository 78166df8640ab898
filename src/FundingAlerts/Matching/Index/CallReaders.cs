using System.Collections.Concurrent;

namespace FundingAlerts.Matching.Index;

/// <summary>Readers of calls, lent to one call each: they grow with the index, and one is enough for each thread.</summary>
internal sealed class CallReaders
{
    private readonly ConcurrentBag<CallReader> _free = [];

    public CallReader Take() => _free.TryTake(out var reader) ? reader : new();

    public void Return(CallReader reader) => _free.Add(reader);
}
