namespace FundingAlerts.Delivery;

/// <summary>Asks to send one mail that waits in the outbox. Carries ids only.</summary>
public sealed record EmailMessage(int Version, string Correlation, string SubscriberId, string DeliveryId)
{
    public const string Queue = "emails";
}
