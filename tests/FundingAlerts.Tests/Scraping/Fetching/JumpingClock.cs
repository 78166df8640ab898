using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace FundingAlerts.Tests.Scraping.Fetching;

/// <summary>A fake clock that jumps over every wait, and keeps a list of them. Time-outs are as long as a test makes them: they are not jumped over.</summary>
internal sealed class JumpingClock(TimeSpan timeouts) : TimeProvider
{
    private readonly FakeTimeProvider inner = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public void Advance(TimeSpan time) => inner.Advance(time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = inner.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < timeouts)
        {
            Waits.Enqueue(dueTime);

            // Elsewhere, so that whoever waits holds the timer before it rings.
            ThreadPool.UnsafeQueueUserWorkItem(_ => inner.Advance(dueTime), null);
        }

        return timer;
    }
}
