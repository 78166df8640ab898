using NodaTime;

namespace FundingAlerts.Interests;

/// <summary>Someone (a person, a desk, a team's list) who is mailed what meets their interests.</summary>
/// <param name="SubscriberId">Ours, says nothing about the person; it may stand in logs, the address may not.</param>
/// <param name="Language">BCP 47: en, nl.</param>
/// <param name="Zone">IANA zone in which deadlines are shown and digests are due.</param>
public sealed record Subscriber(
    string SubscriberId,
    string Address,
    string Name,
    string Language,
    string Zone,
    Cadence Cadence)
{
    public SubscriberState State { get; init; } = SubscriberState.Confirmed;

    /// <summary>The period of the last digest (or of the last look that found nothing to tell); null before the first.</summary>
    public LocalDate? LastPeriod { get; init; }
}

public enum SubscriberState
{
    Unconfirmed,
    Confirmed,
    Paused,
    Unsubscribed,
    Suppressed,
}
