using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>What somebody asked for, and how far it came. Forgotten a week later, when its link is void.</summary>
/// <param name="SignUpId">Random; part of the link.</param>
/// <param name="Request">Null where they only asked for their link.</param>
/// <param name="Address">As typed, known to be an address.</param>
public sealed record SignUp(string SignUpId, string Address, SignUpRequest? Request, string Language, Instant AskedAt)
{
    /// <summary>Until then the link in the mail works.</summary>
    public static readonly Duration Kept = Duration.FromDays(7);

    /// <summary>Whom it is for, once that was looked up.</summary>
    public string? SubscriberId { get; init; }

    /// <summary>When the mail was promised, or it was decided that there is to be none.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>When the link was used; it works once.</summary>
    public Instant? ConfirmedAt { get; init; }

    public bool HasExpired(Instant now) => now >= AskedAt + Kept;
}
