using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>The only place that knows the real time; everything else is told.</summary>
internal static class HostClock
{
#pragma warning disable RS0030 // a host has to know
    public static IClock System => SystemClock.Instance;
#pragma warning restore RS0030
}

/// <summary>A clock that stands still: for a command that is told the time.</summary>
internal sealed class FixedClock(Instant now) : IClock
{
    /// <summary>What time it is, until it is told another.</summary>
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
