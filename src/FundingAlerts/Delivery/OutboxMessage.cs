using NodaTime;

namespace FundingAlerts.Delivery;

public enum DeliveryState
{
    /// <summary>Promised, not handed to a transport yet.</summary>
    Queued,

    /// <summary>A transport took it.</summary>
    Sent,

    /// <summary>A transport will not take it, now or later.</summary>
    GaveUp,
}

/// <summary>A promise to send one mail, and what became of it.</summary>
public sealed record OutboxMessage(string DeliveryId, string SubscriberId, string Subject, Instant PromisedAt)
{
    /// <summary>The blob that holds the letter, named by its content.</summary>
    public required string Letter { get; init; }

    public DeliveryState State { get; init; } = DeliveryState.Queued;

    public Instant? SentAt { get; init; }

    /// <summary>Why it was given up; names no address.</summary>
    public string? Failure { get; init; }
}
