using System.Text.Json.Serialization;
using NodaTime;

namespace FundingAlerts.Interests;

/// <summary>Someone (a person, a desk, a team's list) who is mailed what meets their interests.</summary>
/// <param name="SubscriberId">Ours, says nothing about the person; it may stand in logs, the address may not.</param>
/// <param name="Language">BCP 47: en, nl.</param>
/// <param name="Zone">IANA zone in which deadlines are shown and digests are due.</param>
/// <param name="Cadence">Of all interests that ask for nothing else; its day is that of every weekly interest, its hour that of all.</param>
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

    /// <summary>So many days before a deadline they are reminded of it: 1 to 365, ascending, at most <see cref="Interests.LeadDays.Most"/>; empty for no reminders.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is none of these, or there are too many.</exception>
    public IReadOnlyList<int> LeadDays { get; init => field = Interests.LeadDays.Checked(value); } = [];

    /// <summary>So many days before a forthcoming call opens they are reminded of it; null for not at all.</summary>
    public int? OpeningLead { get; init; }

    /// <summary>The changes of told calls that they want to hear of; that a call is new, or was withdrawn, is always told.</summary>
    public ChangeKinds Tells { get; init; } = ChangeKinds.Usual;

    /// <summary>How often a mail comes that says that all is quiet, where there is nothing else to say.</summary>
    public HeartbeatRhythm Heartbeat { get; init; } = HeartbeatRhythm.Monthly;

    /// <summary>When a pause ends by itself; null for one that they end.</summary>
    public Instant? PausedUntil { get; init; }

    /// <summary>How often something of theirs can be due: as the quickest of their interests. Noted by the store; null where all are as the digest.</summary>
    public Frequency? Quickest { get; init; }

    /// <summary>Their interests that are told at once. Noted by the store.</summary>
    public IReadOnlyList<string> AtOnce { get; init; } = [];

    /// <summary>The weekly period that was last told, where the digest comes daily and some interests weekly.</summary>
    public LocalDate? LastWeekly { get; init; }

    /// <summary>When they were last mailed a digest; null before the first.</summary>
    public Instant? LastMailAt { get; init; }

    /// <summary>The sources whose calls they were told, which they therefore rely on.</summary>
    public IReadOnlyList<string> ReliesOn { get; init; } = [];

    /// <summary>Of these they were told that they are down, and not yet that they are back.</summary>
    public IReadOnlyList<string> KnownDown { get; init; } = [];

    /// <summary>Several people who decide together: each gets the digest, with links of their own.</summary>
    public bool IsTeam { get; init; }

    /// <summary>Of a team's digest, which member reads this copy; never stored.</summary>
    [JsonIgnore]
    public string? MemberId { get; init; }

    /// <summary>Part of what their links are signed with: one more makes all earlier links void.</summary>
    public int LinkEpoch { get; init; }

    /// <summary>When their digests are looked at: as <see cref="Cadence"/>, or daily where an interest is.</summary>
    [JsonIgnore]
    public Cadence Beat => Quickest is { } quickest && quickest != Cadence.Frequency ? Cadence with { Frequency = quickest, Day = WeekDay } : Cadence;

    /// <summary>When their weekly interests are told.</summary>
    [JsonIgnore]
    public Cadence WeeklyBeat => Cadence.WeeklyOn(WeekDay, Cadence.Hour);

    /// <summary>What they are at an instant: a pause ends by itself.</summary>
    public SubscriberState StateAt(Instant now) =>
        State == SubscriberState.Paused && PausedUntil <= now ? SubscriberState.Confirmed : State;

    private IsoDayOfWeek WeekDay => Cadence.Day == IsoDayOfWeek.None ? IsoDayOfWeek.Monday : Cadence.Day;

    /// <summary>When the state became what it is; null where nobody noted it.</summary>
    public Instant? StateSince { get; init; }

    /// <summary>Why they are mailed no more, where a mail provider said so.</summary>
    public Departure? Departure { get; init; }
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
