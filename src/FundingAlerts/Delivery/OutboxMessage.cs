using FundingAlerts.Opportunities;
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

    /// <summary>The recipient's server took it.</summary>
    Delivered,

    /// <summary>It came back for good.</summary>
    Bounced,

    /// <summary>The recipient called it spam.</summary>
    Complained,
}

/// <summary>A promise to send one mail, and what became of it.</summary>
public sealed record OutboxMessage(string DeliveryId, string SubscriberId, string Subject, Instant PromisedAt)
{
    /// <summary>The blob that holds the letter, named by its content.</summary>
    public required string Letter { get; init; }

    /// <summary>Which changes it tells of; each is told in one mail.</summary>
    public IReadOnlyList<ToldChange> Tells { get; init; } = [];

    /// <summary>They asked for this very mail a moment ago: it goes also to who has left, but not to who called our mails spam.</summary>
    public bool IsAsked { get; init; }

    public DeliveryState State { get; init; } = DeliveryState.Queued;

    public Instant? SentAt { get; init; }

    /// <summary>Until then a worker is handing it to a transport, unless it died; null when none is.</summary>
    public Instant? SendingUntil { get; init; }

    /// <summary>Put off until then; null when it may go at once.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>Why it waits; names no address. Null when it does not.</summary>
    public string? Waiting { get; init; }

    /// <summary>How often it was put off, for whatever reason.</summary>
    public int Waits { get; init; }

    /// <summary>How often it was put off because its recipient's server would not take it then.</summary>
    public int Deferrals { get; init; }

    /// <summary>How often it came back for a while.</summary>
    public int SoftBounces { get; init; }

    /// <summary>Why it was given up; names no address.</summary>
    public string? Failure { get; init; }
}

/// <summary>A version of a call that a mail tells of.</summary>
public readonly record struct ToldChange(OpportunityId Opportunity, int Version);
