using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>What a composed digest says and settles.</summary>
/// <param name="Digest">Null when there is nothing to say.</param>
/// <param name="Told">The matches that are told by it.</param>
/// <param name="PassedOver">The matches that are no news any more, or that nobody wants.</param>
/// <param name="Opened">The openings that it tells, whether a change or the calendar brought them.</param>
public sealed record Composition(Digest? Digest, IReadOnlyList<PendingMatch> Told, IReadOnlyList<PendingMatch> PassedOver, IReadOnlyList<UpcomingDay> Opened);

/// <summary>Decides what a subscriber is told. Pure.</summary>
public static class DigestComposer
{
    /// <summary>Deadlines within so many days are named beside the news.</summary>
    public const int NearDays = 14;

    private const int MostNear = 10;

    // A transaction takes 100 edits; the profile, and for each copy the outbox row and its mark are some of them.
    private const int MaxEdits = 99;

    public static Composition Compose(DigestSituation situation, DigestOptions options)
    {
        var now = situation.Now;
        var room = MaxEdits - (2 * situation.Copies.Count);
        var entries = new List<DigestEntry>();
        var (told, passedOver, opened) = (new List<PendingMatch>(), new List<PendingMatch>(), new List<UpcomingDay>());
        var waiting = 0;
        var judged = situation.Pending.Select(call => (Call: call, Verdict: Judge(call, situation))).ToList();

        // A match that can't be settled now stays whole, and is told next time.
        foreach (var (call, entry) in InOrder(judged.Where(j => j.Verdict.Entry is not null).Select(j => (j.Call, j.Verdict.Entry!)), situation))
        {
            if (entries.Count < options.MaxOpportunities && told.Count + opened.Count + call.Matches.Count < room)
            {
                entries.Add(entry);
                told.AddRange(call.Matches);
                if (entry.Group == DigestGroup.Opened && call.Opportunity.Opens?.Value is { } opens)
                    opened.Add(new(call.Opportunity.Id, UpcomingKind.Opening, opens.Date, WasTold: true));
            }
            else
            {
                waiting++;
            }
        }
        foreach (var (day, entry) in Openings(situation, judged.Select(j => j.Call)).Take(Math.Max(0, Math.Min(options.MaxOpportunities - entries.Count, room - told.Count - opened.Count))).ToList())
        {
            entries.Add(entry);
            opened.Add(day);
        }
        foreach (var match in judged.Where(j => j.Verdict is { Entry: null, Waits: false }).SelectMany(j => j.Call.Matches).Take((room - told.Count - opened.Count) / 2))
            passedOver.Add(match);

        var digest = new Digest(new(situation.Reader.SubscriberId, situation.Period), situation.Reader, now, [.. entries.OrderBy(e => e.Group)], waiting)
        {
            Occasion = situation.Occasion,
            Near = entries.Count == 0 ? [] : Near(situation, [.. entries.Select(e => e.Opportunity.Id)]),
            TeamNews = situation.TeamNews,
            Notes = [.. situation.Notes.Where(n => n.Opportunity is null || entries.Exists(e => e.Opportunity.Id == n.Opportunity || e.Twins?.Members.Any(m => m.Id == n.Opportunity) == true))],
            Notices = situation.Occasion == Occasion.Period ? [.. Notices(situation)] : [],
        };
        return new(Finish(digest, situation), told, passedOver, opened);
    }

    /// <summary>Null where there is nothing to say; a sign of life where that has been so for long enough.</summary>
    private static Digest? Finish(Digest digest, DigestSituation situation)
    {
        if (digest.Entries.Count > 0 || digest.Notices.Count > 0 || (digest.TeamNews.Count > 0 && digest.Occasion == Occasion.Period))
            return digest;
        var reader = situation.Reader;
        // Who has just subscribed hears that we watch, also where nothing is open now.
        if (situation is { Occasion: Occasion.Welcome, Sources: { } watched } && reader.LastMailAt is null)
            return digest with { Heartbeat = watched };
        return situation.Occasion == Occasion.Period
            && situation.Sources is { } sources
            && reader.Heartbeat.Longest() is { } longest
            && (reader.LastMailAt ?? reader.StateSince) is { } last
            && situation.Now - last >= longest
                ? digest with { Heartbeat = sources }
                : null;
    }

    private static IEnumerable<(PendingCall Call, DigestEntry Entry)> InOrder(IEnumerable<(PendingCall Call, DigestEntry Entry)> entries, DigestSituation situation) => entries
        .OrderBy(e => e.Entry.Group)
        .ThenByDescending(e => e.Call.Twins.Members.Any(m => situation.Notes.Any(n => n.Opportunity == m.Id)))
        .ThenBy(e => e.Call.Opportunity.NextDeadline(situation.Now)?.ClosedFrom ?? Instant.MaxValue)
        .ThenBy(e => e.Call.Opportunity.Title, StringComparer.Ordinal)
        .ThenBy(e => e.Call.Opportunity.Id.ToString(), StringComparer.Ordinal);

    private static Verdict Judge(PendingCall call, DigestSituation situation)
    {
        var why = situation.Why(call);
        if (why.Count == 0 || call.Twins.Members.Any(m => situation.Hidden.Contains(m.Id)))
            return Verdict.Gone;
        if (!why.Any(w => situation.IsDue(situation.Interests[w.InterestId])))
            return Verdict.Later;
        return new(EntryFor(call, why, situation), Waits: false);
    }

    /// <summary>Null when it is no news any more.</summary>
    private static DigestEntry? EntryFor(PendingCall pending, IReadOnlyList<InterestMatch> why, DigestSituation situation)
    {
        var (call, now) = (pending.Opportunity, situation.Now);
        if (!pending.WasTold)
            return pending.Twins.IsOver(now) ? null : new(DigestGroup.New, call, why, []) { Twins = pending.Twins };
        if (pending.IsAnew(now))
            return new(DigestGroup.New, call, why, []) { Twins = pending.Twins };

        var changes = pending.News(now).Where(c => situation.Reader.Tells.Include(c) && !WasTold(c, call, situation)).ToList();
        if (call.WithdrawnAt is not null)
            return changes.Exists(c => c is OpportunityChange.Withdrawn) ? new(DigestGroup.Withdrawn, call, why, changes) { Twins = pending.Twins } : null;
        if (changes.Count == 0)
            return null;
        return new(changes.TrueForAll(Opens) ? DigestGroup.Opened : DigestGroup.Changed, call, why, changes) { Twins = pending.Twins };
    }

    // That its day has come was told by the calendar; that the page says so too is no news. Nor is a page that says so before
    // the day that it prints: then the day will be told.
    private static bool WasTold(OpportunityChange change, Opportunity call, DigestSituation situation) =>
        Opens(change) && (call.StatusAt(situation.Now) == OpportunityStatus.Forthcoming || situation.Upcoming.Any(u => u.Day is { Kind: UpcomingKind.Opening, WasTold: true } && u.Day.Opportunity == change.Opportunity && u.Day.Day <= change.SeenAt.InUtc().Date.PlusDays(1)));

    private static bool Opens(OpportunityChange change) =>
        change is OpportunityChange.StatusChanged { Old: OpportunityStatus.Forthcoming, New: OpportunityStatus.Open };

    /// <summary>Forthcoming calls whose day has come, of which nothing else is to be told.</summary>
    private static IEnumerable<(UpcomingDay Day, DigestEntry Entry)> Openings(DigestSituation situation, IEnumerable<PendingCall> pending)
    {
        if (situation.Occasion != Occasion.Period || !situation.Reader.Tells.HasFlag(ChangeKinds.Status))
            yield break;
        var busy = pending.SelectMany(p => p.Twins.Members).Select(m => m.Id).ToHashSet();
        foreach (var (day, call, why) in situation.Upcoming)
        {
            if (day is { Kind: UpcomingKind.Opening, WasTold: false }
                && call.Opens?.Value is { } opens && opens.Date == day.Day && opens.From <= situation.Now
                && call.StatusAt(situation.Now) == OpportunityStatus.Open
                && !situation.Hidden.Contains(call.Id)
                && busy.Add(call.Id))
                yield return (day, new(DigestGroup.Opened, call, [.. why.Where(w => situation.Interests.ContainsKey(w.InterestId))], []));
        }
    }

    private static IReadOnlyList<NearDeadline> Near(DigestSituation situation, HashSet<OpportunityId> told)
    {
        var last = situation.Now + Duration.FromDays(NearDays);
        var near = from upcoming in situation.Upcoming
                   where upcoming.Day.Kind == UpcomingKind.Deadline && !told.Contains(upcoming.Call.Id) && !situation.Hidden.Contains(upcoming.Call.Id)
                   where upcoming.Call.StatusAt(situation.Now) != OpportunityStatus.Closed
                   let deadline = upcoming.Call.NextDeadline(situation.Now)
                   where deadline is not null && deadline.Date == upcoming.Day.Day && deadline.ClosedFrom > situation.Now && deadline.ClosedFrom <= last
                   orderby deadline.ClosedFrom, upcoming.Call.Title
                   select new NearDeadline(upcoming.Call, deadline);
        return [.. near.DistinctBy(n => n.Opportunity.Id).Take(MostNear)];
    }

    private static IEnumerable<SourceNotice> Notices(DigestSituation situation)
    {
        if (situation.Sources is not { } sources)
            return [];
        var reader = situation.Reader;
        var down = sources.Down(situation.Now).ToList();
        return down
            .Where(s => reader.ReliesOn.Contains(s.Source) && !reader.KnownDown.Contains(s.Source))
            .Select(s => new SourceNotice(s, IsBack: false))
            .Concat(sources.All.Where(s => s.DownSince is null && reader.KnownDown.Contains(s.Source)).Select(s => new SourceNotice(s, IsBack: true)));
    }

    private sealed record Verdict(DigestEntry? Entry, bool Waits)
    {
        public static readonly Verdict Gone = new(null, Waits: false);
        public static readonly Verdict Later = new(null, Waits: true);
    }
}
