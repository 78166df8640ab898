namespace FundingAlerts.Delivery;

/// <summary>A mail as written, ready for any transport. Both bodies come from one model.</summary>
/// <param name="DeliveryId">Names the promise to send; a transport that sees it twice sends once where it can.</param>
public sealed record Letter(string DeliveryId, Recipient To, string Subject, string Html, string Text)
{
    /// <summary>Whose it is; told to the transport, so that what comes back finds them. Filled in when it is handed over.</summary>
    public string SubscriberId { get; init; } = "";

    /// <summary>Headers beyond the usual: List-Id, List-Unsubscribe, Auto-Submitted.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>Never logged.</summary>
public sealed record Recipient(string Address, string? Name);
