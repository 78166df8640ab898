using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>All that a subscriber can set for themselves.</summary>
/// <param name="Interests">All of them; those that are not named any more go.</param>
public sealed record Settings(string Name, string Language, string Zone, Cadence Cadence, IReadOnlyList<WantedInterest> Interests)
{
    public IReadOnlyList<int> LeadDays { get; init; } = [];

    public int? OpeningLead { get; init; }

    public ChangeKinds Tells { get; init; } = ChangeKinds.Usual;

    public HeartbeatRhythm Heartbeat { get; init; } = HeartbeatRhythm.Monthly;
}

/// <summary>What a subscriber does with the links in their mails. Who asks was let in by a signed link; each may be done twice.</summary>
public sealed class Preferences(SubscriberStore subscribers, CallMarks marks, MatchStore matches, OpportunityStore opportunities, Agenda agenda, TopicsInForce topics, WelcomeSubscriber welcome)
{
    private const int LongestPauseDays = 366;

    /// <summary>Changes the settings. New and changed interests bring a digest of what is open now.</summary>
    /// <returns>What is to be put right first; empty when all is saved.</returns>
    public async Task<IReadOnlyList<WishProblem>> SaveAsync(string subscriberId, Settings settings, string correlation, Instant now, CancellationToken cancellationToken)
    {
        if (await subscribers.FindAsync(subscriberId, cancellationToken) is not { } known)
            return [];
        var problems = Wishes.Check(new SignUpRequest(known.Address, settings.Language, settings.Zone, settings.Cadence, settings.Interests, "", "") { Name = settings.Name }, await topics.CurrentAsync(cancellationToken));
        // A team has no address of its own.
        if (known.IsTeam)
            problems = [.. problems.Where(p => p.Field != "address")];
        if (problems.Count > 0)
            return problems;
        var before = (await subscribers.InterestsOfAsync(subscriberId, cancellationToken)).ToDictionary(i => i.InterestId, StringComparer.Ordinal);
        var after = new List<Interest>();
        foreach (var wanted in settings.Interests)
            after.Add(SignUps.ToInterest(wanted, subscriberId, wanted.InterestId is { } id && before.ContainsKey(id) ? id : NewId(subscriberId, before.Keys.Concat(after.Select(a => a.InterestId)))));
        await subscribers.SaveAsync(
            known with
            {
                Name = settings.Name.Trim(),
                Language = settings.Language,
                Zone = settings.Zone,
                Cadence = settings.Cadence,
                LeadDays = settings.LeadDays,
                OpeningLead = settings.OpeningLead,
                Tells = settings.Tells,
                Heartbeat = settings.Heartbeat,
            },
            after,
            cancellationToken);
        if (after.Exists(a => before.GetValueOrDefault(a.InterestId)?.Query != a.Query))
            await welcome.AskAsync(subscriberId, correlation, now, cancellationToken);
        return [];
    }

    /// <summary>No mails until a day; what is news by then comes after it.</summary>
    /// <param name="until">Null for a pause that they end themselves.</param>
    public Task<Subscriber?> PauseAsync(string subscriberId, LocalDate? until, Instant now, CancellationToken cancellationToken) =>
        subscribers.ChangeAsync(
            subscriberId,
            s => s.State is SubscriberState.Confirmed or SubscriberState.Paused
                ? s with { State = SubscriberState.Paused, StateSince = now, PausedUntil = until is { } day ? Earliest(day.AtStartOfDayInZone(ReminderTimes.ZoneOf(s)).ToInstant(), now + Duration.FromDays(LongestPauseDays)) : null }
                : null,
            cancellationToken);

    public Task<Subscriber?> ResumeAsync(string subscriberId, Instant now, CancellationToken cancellationToken) =>
        subscribers.ChangeAsync(
            subscriberId,
            s => s.State == SubscriberState.Paused ? s with { State = SubscriberState.Confirmed, StateSince = now, PausedUntil = null } : null,
            cancellationToken);

    /// <summary>Stops all mails. What is known of them goes after thirty days, or at once when they ask for that.</summary>
    public Task<Subscriber?> StopAsync(string subscriberId, Instant now, CancellationToken cancellationToken) =>
        subscribers.ChangeAsync(
            subscriberId,
            s => s.State is SubscriberState.Unsubscribed or SubscriberState.Suppressed
                ? null
                : s with { State = SubscriberState.Unsubscribed, StateSince = now, PausedUntil = null, Departure = new(DepartureCause.Unsubscribed, now, Reason: null) },
            cancellationToken);

    /// <summary>Takes back that they left by themselves; who was shut out, or is forgotten, has to subscribe again.</summary>
    public Task<Subscriber?> ReturnAsync(string subscriberId, Instant now, CancellationToken cancellationToken) =>
        subscribers.ChangeAsync(
            subscriberId,
            s => s is { State: SubscriberState.Unsubscribed, Departure: null or { Cause: DepartureCause.Unsubscribed }, Address.Length: > 0 }
                ? s with { State = SubscriberState.Confirmed, StateSince = now, PausedUntil = null, Departure = null }
                : null,
            cancellationToken);

    /// <summary>One digest a week over all interests instead of more.</summary>
    /// <returns>Null where nobody is there.</returns>
    public async Task<Subscriber?> SlowDownAsync(string subscriberId, CancellationToken cancellationToken)
    {
        if (await subscribers.FindAsync(subscriberId, cancellationToken) is not { } known)
            return null;
        var interests = await subscribers.InterestsOfAsync(subscriberId, cancellationToken);
        var slow = known with { Cadence = known.WeeklyBeat };
        await subscribers.SaveAsync(slow, [.. interests.Select(i => i with { Frequency = null })], cancellationToken);
        return slow;
    }

    /// <summary>Lets an interest learn from a call that was not for them.</summary>
    /// <returns>Whether the interest was there as the lesson knows it.</returns>
    public async Task<bool> LearnAsync(string subscriberId, Lesson lesson, CancellationToken cancellationToken)
    {
        if (await subscribers.FindAsync(subscriberId, cancellationToken) is not { } known)
            return false;
        var interests = await subscribers.InterestsOfAsync(subscriberId, cancellationToken);
        if (!interests.Any(i => Learns(i, lesson)))
            return false;
        await subscribers.SaveAsync(known, [.. interests.Select(i => Learns(i, lesson) ? Taught(i, lesson.Query) : i)], cancellationToken);
        return true;
    }

    /// <summary>Makes all links of earlier mails void.</summary>
    public Task<Subscriber?> RenewLinksAsync(string subscriberId, CancellationToken cancellationToken) =>
        subscribers.ChangeAsync(subscriberId, s => s with { LinkEpoch = s.LinkEpoch + 1 }, cancellationToken);

    /// <summary>Not for me: no more of this call.</summary>
    public Task HideAsync(string subscriberId, OpportunityId call, Instant now, CancellationToken cancellationToken) =>
        marks.HideAsync(subscriberId, call, now, cancellationToken);

    /// <summary>Takes that back; what was kept from them meanwhile is told.</summary>
    public async Task UnhideAsync(string subscriberId, OpportunityId call, CancellationToken cancellationToken)
    {
        await marks.UnhideAsync(subscriberId, call, cancellationToken);
        await matches.RecallAsync(subscriberId, call, cancellationToken);
    }

    /// <summary>Reminds of a call, whatever the interests say.</summary>
    public async Task RemindAsync(string subscriberId, OpportunityId call, IReadOnlyList<int> leadDays, Instant now, CancellationToken cancellationToken)
    {
        await marks.SaveAsync(subscriberId, call, leadDays, now, cancellationToken);
        if (await subscribers.FindAsync(subscriberId, cancellationToken) is { } reader && await opportunities.FindAsync(call, cancellationToken) is { } known)
            await agenda.PutAsync(subscriberId, ReminderTimes.Ahead(reader, known, leadDays, now), cancellationToken);
    }

    public Task ForgetReminderAsync(string subscriberId, OpportunityId call, CancellationToken cancellationToken) =>
        marks.UnsaveAsync(subscriberId, call, cancellationToken);

    private static bool Learns(Interest interest, Lesson lesson) => interest.InterestId == lesson.Interest.InterestId && interest.Query == lesson.Interest.Query;

    // One that is called by its query is called by the new one.
    private static Interest Taught(Interest interest, string query) =>
        interest with { Query = query, Name = interest.Name == Wishes.NameOf(new(null, "", interest.Query)) ? Wishes.NameOf(new(null, "", query)) : interest.Name };

    private static string NewId(string subscriberId, IEnumerable<string> taken)
    {
        var ids = taken.ToHashSet(StringComparer.Ordinal);
        for (var number = 1; ; number++)
        {
            var id = FormattableString.Invariant($"{subscriberId}-{number}");
            if (!ids.Contains(id))
                return id;
        }
    }

    private static Instant Earliest(Instant a, Instant b) => a < b ? a : b;
}
