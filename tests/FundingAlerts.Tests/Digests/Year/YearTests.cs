using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Tests.Digests.Year;

/// <summary>A year of a fake clock over the real history, with 200 different subscribers.</summary>
public sealed class YearTests(ITestOutputHelper output) : IDisposable
{
    private static readonly LocalDate First = new(2025, 11, 3);
    private readonly DigestWorld _world = new(maxOpportunities: 60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Everybody_is_told_everything_once_and_nothing_else()
    {
        var events = YearHistory.Read().ToLookup(e => e.At.InUtc().Date);
        var subscribers = YearSubscribers.All(At(First, 0)).ToList();
        var recount = new YearRecount(subscribers);
        _world.Clock.Reset(At(First, 0));
        await _world.Get<SubscriberStore>().AddManyAsync(subscribers, Stop);

        for (var day = First; day < First.PlusDays(365); day = day.PlusDays(1))
        {
            await LookAsync(day, 8, recount, subscribers.Where(s => IsDue(s, At(day, 8))).Select(s => s.Subscriber.SubscriberId), isBetween: false);
            if (!events[day].Any())
                continue;
            _world.Clock.Reset(At(day, 12));
            foreach (var happened in events[day])
                await HappenAsync(happened, recount);
            (await _world.DrainAsync()).Failures.ShouldBe(0);
            await LookAsync(day, 14, recount, subscribers.Where(s => s.Interests.Any(i => i.Frequency == Frequency.Instant)).Select(s => s.Subscriber.SubscriberId), isBetween: true);
        }

        Judge(recount, await MergedAsync(events), [.. subscribers.Select(s => s.Subscriber)]);
    }

    private async Task HappenAsync(YearEvent happened, YearRecount recount)
    {
        var store = _world.Get<OpportunityStore>();
        var known = await store.FindAsync(happened.Id, Stop);
        if (happened.Call is null && known is null)
            return;
        var now = _world.Clock.GetCurrentInstant();
        var difference = happened.Call is { } read ? OpportunityDifference.Between(known, read, now) : OpportunityDifference.Withdraw(known!, now);
        if (difference.Changes.Count == 0)
            return;
        await store.SaveAsync(difference, Stop);
        foreach (var change in difference.Changes.DistinctBy(c => c.Version))
            await _world.SendAsync(new ChangeMessage(1, "year", change.Opportunity.Source, change.Opportunity.Reference, change.Version));
        recount.Change(difference.Next, difference.Changes, now);
    }

    private async Task LookAsync(LocalDate day, int hour, YearRecount recount, IEnumerable<string> due, bool isBetween)
    {
        _world.Clock.Reset(At(day, hour));
        foreach (var id in due)
            recount.Look(id, _world.Clock.GetCurrentInstant(), isBetween);
        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
        if (!isBetween)
            await _world.Get<PlanReminders>().RunAsync("year", _world.Clock.GetCurrentInstant(), Stop);
        (await _world.DrainAsync()).Failures.ShouldBe(0);
    }

    // Whether a digest of theirs is due at this look and was not at yesterday's.
    private static bool IsDue((Subscriber Subscriber, IReadOnlyList<Interest> Interests) one, Instant now)
    {
        var zone = Zones.Find(one.Subscriber.Zone)!;
        var isDaily = one.Interests.Any(i => (i.Frequency ?? one.Subscriber.Cadence.Frequency) == Frequency.Daily);
        var beat = isDaily ? Cadence.DailyAt(one.Subscriber.Cadence.Hour) : one.Subscriber.WeeklyBeat;
        return now < At(First, 9) || beat.PeriodAt(now, zone) != beat.PeriodAt(now - Duration.FromDays(1), zone);
    }

    /// <summary>Calls that two sites show as one are told as one; the recount knows of pages only.</summary>
    private async Task<HashSet<string>> MergedAsync(ILookup<LocalDate, YearEvent> events)
    {
        var merged = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in events.SelectMany(e => e).Select(e => e.Id).Distinct())
        {
            if ((await _world.Get<TwinStore>().GroupAsync(id, Stop)).Count > 1)
                merged.Add(id.ToString());
        }
        return merged;
    }

    private void Judge(YearRecount recount, HashSet<string> merged, IReadOnlyList<Subscriber> subscribers)
    {
        var digests = _world.Written.Values.ToList();
        bool IsPlain(string told) => !merged.Contains(told.Split(' ')[3]);
        var told = digests.SelectMany(YearRecount.Of).Where(IsPlain).ToList();
        var expected = recount.Told.Where(IsPlain).ToList();
        output.WriteLine(FormattableString.Invariant($"{digests.Count} digests, {digests.Count(d => d.Heartbeat is not null)} of them say that all is quiet; {told.Count(t => t.Contains(" new ", StringComparison.Ordinal))} calls told as new, {told.Count(t => t.Contains(" moved ", StringComparison.Ordinal))} deadlines moved, {digests.Sum(d => d.In(DigestGroup.Opened).Count())} openings, {digests.Sum(d => d.In(DigestGroup.Withdrawn).Count())} withdrawn; {_world.Mails.Letters.Count(l => DigestWorld.Say(l).StartsWith("remind", StringComparison.Ordinal))} reminders; {merged.Count} pages merged with others and not recounted."));
        digests.ShouldAllBe(d => d.Waiting == 0);

        told.Except(expected).ShouldBeEmpty();
        expected.Except(told).ShouldBeEmpty();
        told.Count.ShouldBe(expected.Count);
        told.Count.ShouldBeGreaterThan(2_000);
        told.Count(t => t.Contains(" moved ", StringComparison.Ordinal)).ShouldBeGreaterThan(30);
        digests.ShouldAllBe(d => d.Entries.Count > 0 || d.Notices.Count > 0 || d.Heartbeat != null);
        digests.SelectMany(d => d.In(DigestGroup.Opened).Select(e => $"{d.Reader.SubscriberId} {e.Opportunity.Id} {e.Opportunity.Version}")).ShouldBeUnique();
        digests.SelectMany(d => d.In(DigestGroup.Withdrawn).Select(e => $"{d.Reader.SubscriberId} {e.Opportunity.Id}")).ShouldBeUnique();
        _world.Mails.Letters.Select(l => l.DeliveryId).ShouldBeUnique();
        // Who asked for a sign of life each month never waited longer than that and a week for any mail.
        foreach (var reader in subscribers.Where(s => s.Heartbeat == HeartbeatRhythm.Monthly))
        {
            var times = digests.Where(d => d.Reader.SubscriberId == reader.SubscriberId).Select(d => d.ComposedAt).Order().Prepend(At(First, 0)).ToList();
            times.Zip(times.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First <= Duration.FromDays(36));
        }
    }

    private static Instant At(LocalDate day, int hour) => day.At(new LocalTime(hour, 10)).InUtc().ToInstant();
}
