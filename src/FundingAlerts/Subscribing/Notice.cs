using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>A mail that somebody asked for a moment ago: a link to confirm, or to their settings.</summary>
/// <param name="To">Who is mailed; of one who is not confirmed yet only what they asked for is known.</param>
/// <param name="Request">What is to be confirmed; null where they asked for their link.</param>
/// <param name="Path">Of the link, on our site.</param>
/// <param name="IsKnown">Whether they are subscribed already.</param>
public sealed record Notice(string DeliveryId, Subscriber To, SignUpRequest? Request, string Path, bool IsKnown, Instant ExpiresAt, Instant ComposedAt)
{
    /// <summary>Of an invitation to a team, which and by whom; else null.</summary>
    public TeamInvitation? Invitation { get; init; }
}

/// <param name="Inviter">Empty where they gave no name.</param>
public sealed record TeamInvitation(string Team, string Inviter);

/// <summary>Words a notice as a mail with an HTML and a text part. The web project's Razor components do it.</summary>
public delegate Task<Letter> NoticeWriter(Notice notice, CancellationToken cancellationToken);
