using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Asks to match what is open now for one subscriber, whose interests are new or were changed. Carries ids only.</summary>
/// <param name="At">Where the entry of the agenda lies that asks again; gone from there when it is done.</param>
public sealed record WelcomeMessage(int Version, string Correlation, string SubscriberId, Instant At)
{
    public const string Queue = "welcomes";
}
