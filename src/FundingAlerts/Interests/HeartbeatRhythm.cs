using NodaTime;

namespace FundingAlerts.Interests;

/// <summary>How often somebody wants to hear that all is quiet.</summary>
public enum HeartbeatRhythm
{
    Monthly,
    Weekly,
    Never,
}

public static class HeartbeatRhythmExtensions
{
    /// <summary>How long no mail may have come before one says so; null for never.</summary>
    public static Duration? Longest(this HeartbeatRhythm rhythm) => rhythm switch
    {
        // A little less, so that the digest of the same hour a month later is not too early by a daylight saving hour.
        HeartbeatRhythm.Monthly => Duration.FromDays(28) - Duration.FromHours(2),
        HeartbeatRhythm.Weekly => Duration.FromDays(7) - Duration.FromHours(2),
        _ => null,
    };
}
