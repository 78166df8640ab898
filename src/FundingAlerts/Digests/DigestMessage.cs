using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Asks to compose what one subscriber is told for one period. Carries ids only.</summary>
public sealed record DigestMessage(int Version, string Correlation, string SubscriberId, LocalDate Period)
{
    public const string Queue = "digests";
}
