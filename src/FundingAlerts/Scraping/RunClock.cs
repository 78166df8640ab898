using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>What time it is in a run: the instant that it was started with, and what has gone by since.</summary>
internal sealed class RunClock(TimeProvider time, Instant start)
{
    private readonly long _started = time.GetTimestamp();

    public Duration Elapsed => Duration.FromTimeSpan(time.GetElapsedTime(_started));

    public Instant Now => start + Elapsed;
}
