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
    // A clock may be set back a day, and a new cadence may be due earlier in the week than the old one.
    private const int LongestAhead = 8;

    public SubscriberState State { get; init; } = SubscriberState.Confirmed;

    /// <summary>The period of the last digest (or of the last look that found nothing to tell); null before the first.</summary>
    public LocalDate? LastPeriod { get; init; }

    /// <summary>
    /// Whether a period needs no digest any more. A last period weeks ahead was noted under a clock that went wrong, and must
    /// not silence anybody until that day comes.
    /// </summary>
    public bool IsDone(LocalDate period) => LastPeriod is { } last && last >= period && last <= period.PlusDays(LongestAhead);
}

public enum SubscriberState
{
    Unconfirmed,
    Confirmed,
    Paused,
    Unsubscribed,
    Suppressed,
}
