using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>What a mail provider says later of a mail it took. That a mail was opened is nobody's business and has no kind.</summary>
/// <param name="EventId">The provider's own name for the event: it may say it twice.</param>
/// <param name="At">By the provider's clock.</param>
/// <param name="Reason">In the provider's words, which may name an address: never logged.</param>
public sealed record DeliveryEvent(string EventId, string SubscriberId, string DeliveryId, DeliveryEventKind Kind, Instant At, string? Reason = null);

public enum DeliveryEventKind
{
    /// <summary>The recipient's server took it.</summary>
    Delivered,

    /// <summary>The recipient's server asked to wait; the provider tries again.</summary>
    Deferred,

    /// <summary>There is no such mailbox, now or later.</summary>
    Bounced,

    /// <summary>It came back for a passing reason: a full mailbox.</summary>
    SoftBounced,

    /// <summary>The provider did not pass it on, for no fault of the mailbox.</summary>
    Dropped,

    /// <summary>The recipient called it spam.</summary>
    Complained,

    /// <summary>The recipient asked for no more.</summary>
    Unsubscribed,
}

/// <summary>Asks to note what was said of one delivery. Carries ids only.</summary>
/// <param name="At">When the agenda would ask again; struck off when it is noted.</param>
public sealed record DeliveryEventMessage(int Version, string Correlation, string SubscriberId, string DeliveryId, Instant At)
{
    public const string Queue = "deliveries";
}
