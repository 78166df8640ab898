using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>What is known of a subscriber, their calls and the sources when a digest is composed.</summary>
/// <param name="Pending">What waits to be told, by call.</param>
public sealed record DigestSituation(Subscriber Reader, IReadOnlyList<PendingCall> Pending, Instant Now)
{
    public Occasion Occasion { get; init; }

    /// <summary>The period that is due; of a digest between two, its day.</summary>
    public required LocalDate Period { get; init; }

    /// <summary>Their interests as they are now, by id.</summary>
    public required IReadOnlyDictionary<string, Interest> Interests { get; init; }

    /// <summary>The calls that they do not want to hear of.</summary>
    public IReadOnlySet<OpportunityId> Hidden { get; init; } = new HashSet<OpportunityId>();

    /// <summary>The told calls whose opening or deadline is near, or whose opening has come.</summary>
    public IReadOnlyList<UpcomingCall> Upcoming { get; init; } = [];

    /// <summary>How all sources fare; null where nobody looked.</summary>
    public SourceStandings? Sources { get; init; }

    /// <summary>Of a team, what its members said of calls since the last digest.</summary>
    public IReadOnlyList<TeamNews> TeamNews { get; init; } = [];

    /// <summary>What the desk says in these days.</summary>
    public IReadOnlyList<DeskNote> Notes { get; init; } = [];

    /// <summary>To whom it goes: the reader, or the members of a team.</summary>
    public IReadOnlyList<Subscriber> Copies { get; init; } = [Reader];

    /// <summary>Whether the weekly interests are due: their week has begun and was not told.</summary>
    public bool IsWeeklyDue => Occasion == Occasion.Period && (Reader.Beat.Frequency == Frequency.Weekly || Reader.LastWeekly != WeeklyPeriod);

    /// <summary>The week that we are in.</summary>
    public LocalDate WeeklyPeriod => Reader.WeeklyBeat.PeriodAt(Now, ReminderTimes.ZoneOf(Reader));

    /// <summary>Whether the digest is to tell what met an interest.</summary>
    public bool IsDue(Interest interest) => (Occasion, interest.Frequency ?? Reader.Cadence.Frequency) switch
    {
        (Occasion.Welcome, _) => true,
        (Occasion.AtOnce, var frequency) => frequency == Frequency.Instant,
        (_, Frequency.Weekly) => IsWeeklyDue,
        _ => true,
    };

    /// <summary>On how many days before a deadline they are reminded of a call that met these.</summary>
    public IReadOnlyList<int> LeadDaysFor(IEnumerable<InterestMatch> why) => ReminderTimes.LeadDaysFor(Reader, Interests, why);

    /// <summary>The interests that a pending call met and that are there still, named as they are named now.</summary>
    public IReadOnlyList<InterestMatch> Why(PendingCall call) =>
        [.. call.Interests.Where(i => Interests.ContainsKey(i.InterestId)).Select(i => i with { InterestName = Interests[i.InterestId].Name })];
}
