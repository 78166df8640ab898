namespace FundingAlerts.Delivery;

/// <summary>Asks to send a mail that waits in the outbox. Carries ids only.</summary>
public sealed record EmailMessage(int Version, string Correlation, string SubscriberId, string DeliveryId)
{
    public const string Queue = "emails";

    /// <summary>So many mails a message may name beside the first: it has to fit into a queue.</summary>
    public const int MostAlso = 199;

    /// <summary>Further mails to be handed over with it: where all say the same, a transport may take them as one.</summary>
    public IReadOnlyList<MailName> Also { get; init; } = [];

    /// <summary>How often its mail had been put off when this was sent; an older message of a mail that was put off is dropped.</summary>
    public int Wait { get; init; }

    internal IEnumerable<MailName> Mails => Also.Prepend(new(SubscriberId, DeliveryId)).Distinct();
}

/// <summary>Names one mail of the outbox.</summary>
public readonly record struct MailName(string SubscriberId, string DeliveryId);
