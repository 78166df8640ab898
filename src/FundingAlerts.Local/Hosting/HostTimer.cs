using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>A timer of the running host.</summary>
internal sealed class HostTimer(TimerWork work, TimerExpression expression)
{
    public TimerWork Work => work;

    public TimerExpression Expression => expression;

    /// <summary>When its last turn was, as far as is known here.</summary>
    public Instant? Last { get; set; }

    /// <summary>Its turn under way, or the one before.</summary>
    public Task Turn { get; set; } = Task.CompletedTask;

    /// <summary>By the TimeProvider: when a turn failed that is to be tried again.</summary>
    public long? FailedAt { get; set; }
}
