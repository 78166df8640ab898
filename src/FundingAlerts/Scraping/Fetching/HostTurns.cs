using System.Collections.Concurrent;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>One request at a time per host, with a pause between the end of one and the start of the next. Hosts do not wait for each other.</summary>
internal sealed class HostTurns(TimeProvider time)
{
    // A site may ask for a year; we look again the next day.
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Host> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the host's turn; disposing it ends the turn.</summary>
    public async Task<IDisposable> WaitAsync(Uri address, TimeSpan pause, CancellationToken cancellationToken)
    {
        var host = hosts.GetOrAdd(address.IdnHost, _ => new Host(time));
        await host.Gate.WaitAsync(cancellationToken);
        try
        {
            var left = host.LastEnd is { } end ? pause - time.GetElapsedTime(end) : TimeSpan.Zero;
            if (left > TimeSpan.Zero)
                await Task.Delay(left, time, cancellationToken);

            return host;
        }
        catch
        {
            host.Gate.Release();
            throw;
        }
    }

    /// <summary>Leaves a host alone because it asked for more time than anyone waits for.</summary>
    public void Hold(Uri address, TimeSpan wait) =>
        hosts.GetOrAdd(address.IdnHost, _ => new Host(time)).HeldUntil =
            time.GetUtcNow() + (wait < LongestHold ? wait : LongestHold);

    /// <summary>Until when the host asked to be left alone; null when it did not, or the time is over.</summary>
    public DateTimeOffset? HeldUntil(Uri address) =>
        hosts.TryGetValue(address.IdnHost, out var host) && host.HeldUntil > time.GetUtcNow() ? host.HeldUntil : null;

    private sealed class Host(TimeProvider time) : IDisposable
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public long? LastEnd { get; private set; }

        public DateTimeOffset? HeldUntil { get; set; }

        // Ends a turn, not the host.
        public void Dispose()
        {
            LastEnd = time.GetTimestamp();
            Gate.Release();
        }
    }
}
