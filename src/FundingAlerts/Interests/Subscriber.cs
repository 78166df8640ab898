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

    public const int MostLeadDays = 10;

    public SubscriberState State { get; init; } = SubscriberState.Confirmed;

    /// <summary>The period of the last digest (or of the last look that found nothing to tell); null before the first.</summary>
    public LocalDate? LastPeriod { get; init; }

    /// <summary>
    /// Whether a period needs no digest any more. A last period weeks ahead was noted under a clock that went wrong, and must
    /// not silence anybody until that day comes.
    /// </summary>
    public bool IsDone(LocalDate period) => LastPeriod is { } last && last >= period && last <= period.PlusDays(LongestAhead);

    /// <summary>So many days before a deadline they are reminded of it: 1 to 365, ascending, at most <see cref="MostLeadDays"/>; empty for no reminders.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is none of these, or there are too many.</exception>
    public IReadOnlyList<int> LeadDays { get; init => field = Checked(value); } = [];

    /// <summary>When the state became what it is; null where nobody noted it.</summary>
    public Instant? StateSince { get; init; }

    /// <summary>Why they are mailed no more, where a mail provider said so.</summary>
    public Departure? Departure { get; init; }

    private static IReadOnlyList<int> Checked(IReadOnlyList<int> days) => days switch
    {
        { Count: 0 } => [],
        _ when days.Any(d => d is < 1 or > 365) => throw new ArgumentOutOfRangeException(nameof(days), string.Join(", ", days), "A reminder comes 1 to 365 days before a deadline."),
        _ when days.Distinct().Count() > MostLeadDays => throw new ArgumentOutOfRangeException(nameof(days), days.Count, $"At most {MostLeadDays} reminders come before a deadline."),
        _ => [.. days.Distinct().Order()],
    };
}

/// <summary>Why and when somebody stopped getting mails.</summary>
/// <param name="Reason">In the provider's words, which may name the address: never logged.</param>
public sealed record Departure(DepartureCause Cause, Instant At, string? Reason)
{
    /// <summary>What they were before, where a late word may show that it was no reason to leave; else null.</summary>
    public SubscriberState? Before { get; init; }

    /// <summary>Since when they had been what they were before: what happened earlier does not count.</summary>
    public Instant? BeforeSince { get; init; }
}

/// <summary>The graver the later: a graver cause takes a lesser one's place.</summary>
public enum DepartureCause
{
    /// <summary>Mails to them came back time and again, each for a passing reason.</summary>
    SoftBounced,

    /// <summary>Their mailbox does not exist.</summary>
    Bounced,

    /// <summary>They called a mail of ours spam.</summary>
    Complained,

    /// <summary>They asked for no more.</summary>
    Unsubscribed,
}

public enum SubscriberState
{
    Unconfirmed,
    Confirmed,
    Paused,
    Unsubscribed,
    Suppressed,
}
