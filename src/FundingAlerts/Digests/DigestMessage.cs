using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Asks to compose what one subscriber is told. Carries ids only.</summary>
/// <param name="Period">The period that is due; of a digest between two, the day on which it was asked for.</param>
public sealed record DigestMessage(int Version, string Correlation, string SubscriberId, LocalDate Period)
{
    public const string Queue = "digests";

    public Occasion Occasion { get; init; }

    /// <summary>Where the entries of the agenda that asked for it were put off to; gone from there when it is promised. Null for a period's.</summary>
    public Instant? At { get; init; }
}
