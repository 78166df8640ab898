using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Tests.Digests.Year;

/// <summary>
/// What everybody must have been told, counted anew from the events alone: with the plain evaluator instead of the index, and
/// with one note for each person and call instead of matches, marks and folding.
/// </summary>
internal sealed class YearRecount
{
    private readonly List<Person> _people;
    private readonly Dictionary<OpportunityId, Opportunity> _calls = [];

    public YearRecount(IEnumerable<(Subscriber Subscriber, IReadOnlyList<Interest> Interests)> subscribers) =>
        _people = [.. subscribers.Select(s => new Person(s.Subscriber, [.. s.Interests.Select(i => (i, QueryParser.Parse(i.Query)))]))];

    /// <summary>"s001 2026-03-14 new HORIZON-…", "s001 2026-04-02 moved HORIZON-… 2026-04-21 → 2026-05-05".</summary>
    public List<string> Told { get; } = [];

    /// <summary>A call changed in a way that matters.</summary>
    public void Change(Opportunity call, IReadOnlyList<OpportunityChange> changes, Instant now)
    {
        _calls[call.Id] = call;
        if (!changes.Any(c => c.IsMaterial))
            return;
        var document = TopicScorer.Shipped.Read(call, now);
        foreach (var person in _people)
        {
            foreach (var (interest, query) in person.Interests)
            {
                if (query.Match(document) is null)
                    continue;
                if (!person.Waiting.TryGetValue(call.Id, out var waiting))
                    person.Waiting[call.Id] = waiting = [];
                waiting.Add(interest);
            }
        }
    }

    /// <summary>A digest of this person is composed now; between two periods only what is told at once counts.</summary>
    public void Look(string subscriberId, Instant now, bool isBetween)
    {
        var person = _people.Single(p => p.Subscriber.SubscriberId == subscriberId);
        var zone = Zones.Find(person.Subscriber.Zone)!;
        var week = person.Subscriber.WeeklyBeat.PeriodAt(now, zone);
        bool IsDue(Interest interest) => (interest.Frequency ?? person.Subscriber.Cadence.Frequency) switch
        {
            Frequency.Instant => true,
            _ when isBetween => false,
            Frequency.Weekly => person.LastWeek != week,
            _ => true,
        };
        foreach (var (id, _) in person.Waiting.Where(w => w.Value.Exists(IsDue)).ToList())
        {
            person.Waiting.Remove(id);
            var call = _calls[id];
            var days = Days(call.Deadlines);
            if (!person.Days.TryGetValue(id, out var known))
            {
                if (call.StatusAt(now) == OpportunityStatus.Closed)
                    continue;
                Told.Add($"{subscriberId} {DayOf(now)} new {id}");
            }
            else if (known != days && person.Subscriber.Tells.HasFlag(ChangeKinds.Deadline) && call.WithdrawnAt is null)
            {
                Told.Add($"{subscriberId} {DayOf(now)} moved {id} {known} → {days}");
            }
            person.Days[id] = days;
        }
        if (!isBetween)
            person.LastWeek = week;
    }

    /// <summary>The same of what was really written.</summary>
    public static IEnumerable<string> Of(Digest digest)
    {
        foreach (var entry in digest.Entries)
        {
            var start = $"{digest.Reader.SubscriberId} {DayOf(digest.ComposedAt)}";
            if (entry.Group == DigestGroup.New)
                yield return $"{start} new {entry.Opportunity.Id}";
            foreach (var moved in entry.Changes.OfType<OpportunityChange.DeadlineMoved>())
                yield return $"{start} moved {entry.Opportunity.Id} {Days(moved.Old)} → {Days(moved.New)}";
        }
    }

    private static string Days(IEnumerable<Understood<Deadline>> deadlines) =>
        string.Join('+', deadlines.Select(d => d.Value is Deadline.On on ? FormattableString.Invariant($"{on.Date:uuuu-MM-dd}T{on.Time:HH:mm}") : d.Value?.GetType().Name ?? "?"));

    private static string DayOf(Instant now) => FormattableString.Invariant($"{now.InUtc():uuuu-MM-dd'T'HH}");

    private sealed class Person(Subscriber subscriber, IReadOnlyList<(Interest, Query)> interests)
    {
        public Subscriber Subscriber { get; } = subscriber;

        public IReadOnlyList<(Interest Interest, Query Query)> Interests { get; } = interests;

        public Dictionary<OpportunityId, List<Interest>> Waiting { get; } = [];

        /// <summary>Of each told call, the deadlines as told.</summary>
        public Dictionary<OpportunityId, string> Days { get; } = [];

        public LocalDate? LastWeek { get; set; }
    }
}
