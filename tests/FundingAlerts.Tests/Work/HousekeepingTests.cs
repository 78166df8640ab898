using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Tests.Scraping;
using FundingAlerts.Work;
using NodaTime;

namespace FundingAlerts.Tests.Work;

public sealed class HousekeepingTests : IDisposable
{
    private const string Yaml = """
        version: 1
        id: ID
        name: Made-up
        home: https://ID.example/
        country: GB
        language: en
        zone: Europe/London
        evidence: { level: recorded, date: 2026-08-20 }
        request: { url: https://ID.example/calls }
        response: json
        rows: { path: '$[*]' }
        fields:
          reference: { path: $.url }
          title: { path: $.title }
          address: { path: $.url }
        contract: { minRows: 0 }
        """;

    private readonly DigestWorld _world = new(50, ScrapingWorld.Define(Yaml, "ukri"));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Changes_whose_messages_were_lost_are_told_again()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        var queue = Account.Queue(ChangeMessage.Queue);
        await queue.CompleteAsync((await queue.ReceiveAsync(1, Duration.FromHours(1), default)).ShouldHaveSingleItem(), default);
        (await RunAsync())["changes"].ShouldBe(0);

        _world.Clock.Advance(Duration.FromHours(2));
        (await RunAsync())["changes"].ShouldBe(1);
        await _world.RunDigestsAsync();
        _world.Mails.Letters.Select(DigestWorld.Say).ShouldBe(["new a"]);
        (await RunAsync())["changes"].ShouldBe(0);
    }

    [Fact]
    public async Task Letters_go_after_ninety_days_and_mails_that_waited_so_long_are_given_up()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Mails.Before = _ => throw new IOException("The transport is down.");
        await _world.RunDigestsAsync();
        _world.Mails.Before = _ => { };
        _world.Clock.Advance(Duration.FromDays(60));
        await _world.ReadAsync(DigestWorld.Call("b"));
        _world.Clock.Advance(Duration.FromDays(30));
        (await RunAsync())["letters"].ShouldBe(0);
        await Account.Blobs("letters").PutAsync("of-another-kind.json", new byte[1], BlobCondition.None, default);

        _world.Clock.Advance(Duration.FromDays(1));
        (await _world.RunDigestsAsync()).Emails.ShouldBe(1);
        var counts = await RunAsync();

        counts["letters"].ShouldBe(1);
        (await NamesAsync()).ShouldBe(["2026-11-23", "of-another-kind.json"]);
        _world.Mails.Letters.Select(DigestWorld.Say).ShouldBe(["new b"]);
        (await _world.OutboxAsync("ann")).Select(m => m.State).ShouldBe([DeliveryState.GaveUp, DeliveryState.Sent]);
    }

    [Fact]
    public async Task A_mail_that_nobody_asks_for_any_more_is_given_up_too()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Mails.Before = _ => throw new IOException("The transport is down.");
        await _world.RunDigestsAsync();
        await _world.SubscribeAsync("ann", state: SubscriberState.Paused);
        _world.Clock.Advance(Duration.FromDays(90));
        await RunAsync();
        (await _world.OutboxAsync("ann")).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Queued);

        _world.Clock.Advance(Duration.FromMinutes(1));
        (await RunAsync())["mails"].ShouldBe(1);
        (await _world.OutboxAsync("ann")).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.GaveUp);
    }

    [Fact]
    public async Task A_run_removes_so_many_letters_and_the_next_goes_on()
    {
        foreach (var i in Enumerable.Range(0, 5))
            await Account.Blobs("letters").PutAsync($"2026-01-0{i + 1}/x.json", new byte[1], BlobCondition.None, default);
        (await _world.Get<Outbox>().ForgetLettersAsync(Now, 3, default)).ShouldBe(3);
        (await NamesAsync()).ShouldBe(["2026-01-04", "2026-01-05"]);

        (await _world.Get<Outbox>().ForgetLettersAsync(Now, 3, default)).ShouldBe(2);
        (await _world.Get<Outbox>().ForgetLettersAsync(Now, 3, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Runs_go_after_ninety_days_some_days_at_a_time()
    {
        var ledger = _world.Get<RunLedger>();
        foreach (var days in new[] { 0, 90, 91, 200, 420 })
            await ledger.RecordAsync(new(WorkNames.SendEmail, $"c{days}", Now - Duration.FromDays(days), Now, WorkOutcome.Done, new Dictionary<string, int>(), null), default);
        var removed = new List<int>();
        for (var i = 0; i < 14; i++)
            removed.Add((await RunAsync())["runs"]);

        removed.Sum().ShouldBe(3);
        (await ledger.ForgetAsync(Now.InUtc().Date.PlusDays(-90), default)).ShouldBe(1);
        _world.Clock.Advance(Duration.FromDays(91));
        for (var i = 0; i < 4; i++)
            removed.Add((await RunAsync())["runs"]);
        removed.Sum().ShouldBe(4);
    }

    [Fact]
    public async Task Reminders_that_the_agenda_lacks_are_entered()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.RunDigestsAsync();
        var store = _world.Get<SubscriberStore>();
        await store.SaveAsync((await store.FindAsync("ann", default))! with { LeadDays = [7, 14] }, [new("ann-1", "ann", "Interest", "neuromorph*")], default);
        await RunAsync();

        (await _world.Get<Agenda>().AllAsync(AgendaKinds.Reminder, default).Select(e => $"{e.DueAt} {e.What}").ToListAsync())
            .ShouldBe(["2026-11-17T08:00:00Z 2026-12-01:ukri:a", "2026-11-24T08:00:00Z 2026-12-01:ukri:a"]);
    }

    [Fact]
    public async Task What_the_agenda_lacks_is_entered_once()
    {
        await _world.SubscribeAsync("ann");
        await _world.RunDigestsAsync();
        _world.Clock.Advance(Duration.FromHours(1));
        await _world.RunDigestsAsync();
        var entry = (await EntriesAsync()).ShouldHaveSingleItem();
        await RunAsync();
        (await EntriesAsync()).ShouldBe([entry]);

        await _world.Get<Agenda>().StrikeAsync("ann", [entry], default);
        await RunAsync();
        (await EntriesAsync()).ShouldBe([entry]);
    }

    [Fact]
    public async Task Mails_and_matches_go_when_nobody_can_need_them()
    {
        await _world.SubscribeAsync("ann", leadDays: [7]);
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 9, 1)));
        await _world.ReadAsync(DigestWorld.Call("b", closes: new(2028, 12, 1)));
        await _world.RunDigestsAsync();
        _world.Clock.Advance(Duration.FromDays(399));
        (await RunAsync())["mails"].ShouldBe(0);
        _world.Clock.Advance(Duration.FromDays(2));
        (await RunAsync())["mails"].ShouldBe(1);
        (await _world.OutboxAsync("ann")).ShouldBeEmpty();

        _world.Clock.Reset(Instant.FromUtc(2028, 8, 31, 0, 0));
        (await RunAsync())["calls"].ShouldBe(0);
        _world.Clock.Reset(Instant.FromUtc(2028, 9, 3, 0, 0));
        (await RunAsync())["calls"].ShouldBe(1);
        (await _world.Get<MatchStore>().VersionsAsync("ann", new("ukri", "a"), default)).ShouldBeEmpty();
        (await _world.Get<MatchStore>().VersionsAsync("ann", new("ukri", "b"), default)).ShouldBe([1]);
        (await _world.Get<MatchStore>().MatchedAsync([new("ukri", "a"), new("ukri", "b")], default)).ShouldBe(["ann"]);
    }

    [Fact]
    public async Task The_walk_goes_on_where_it_stopped_and_begins_anew()
    {
        const int All = 150;
        for (var i = 0; i < All; i++)
            await _world.SubscribeAsync($"s{i}");
        var seen = 0;
        var walks = 0;
        do
        {
            var done = await _world.Get<WalkSubscribers>().RunAsync(Now, 40, default);
            done.Subscribers.ShouldBeLessThan(80);
            seen += done.Subscribers;
            walks++;
        }
        while (seen < All);

        seen.ShouldBe(All);
        walks.ShouldBeGreaterThan(1);
        (await _world.Get<WalkSubscribers>().RunAsync(Now, All, default)).Subscribers.ShouldBe(All);
    }

    [Fact]
    public async Task The_roster_is_read_in_pages_whoever_is_on_it()
    {
        string[] ids = ["s", "s!", "s x", "s-", "s-1", "s.", "s0", "s00", "S", "sé", .. Enumerable.Range(0, 60).Select(i => $"s{i}")];
        foreach (var id in ids.Distinct())
            await _world.Get<SubscriberStore>().SaveAsync(new(id, "x@example.org", "X", "en", Zones.London, Cadence.DailyAt(8)), [], default);
        var read = new List<string>();
        for (var bucket = 0; bucket < SubscriberStore.RosterBuckets; bucket++)
        {
            string? after = null;
            while (await _world.Get<SubscriberStore>().RosterAsync(bucket, after, 2, default) is { Count: > 0 } page)
            {
                read.AddRange(page);
                after = page[^1];
            }
        }

        read.ShouldBe(ids.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task A_step_that_fails_and_a_row_that_cannot_be_read_keep_nobody_else()
    {
        await _world.SubscribeAsync("ann");
        await ForgetSubscriberTests.LeaveAsync(_world, SubscriberState.Unconfirmed, Duration.FromDays(90));
        var broken = new Dictionary<string, object> { ["json0"] = "{" };
        await Account.Table("opportunities").UpsertAsync(new("ukri", "pending!x!000001", broken), default);
        await Account.Table("subscribers").UpsertAsync(new("ann", "profile", broken), default);
        var counts = await RunAsync();

        counts[Housekeeping.Failed].ShouldBe(1);
        counts["subscribers"].ShouldBe(2);
        (await _world.Get<SubscriberStore>().FindAsync("bob", default)).ShouldBeNull();
    }

    private StorageAccount Account => _world.Get<StorageAccount>();

    private Instant Now => _world.Clock.GetCurrentInstant();

    private Task<IReadOnlyDictionary<string, int>> RunAsync() => _world.Get<Housekeeping>().RunAsync("t", Now, default);

    private async Task<IReadOnlyList<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var name in Account.Blobs("letters").ListAsync("", default))
            names.Add(name.Split('/')[0]);
        return names;
    }

    private ValueTask<List<AgendaEntry>> EntriesAsync() => _world.Get<Agenda>().AllAsync(AgendaKinds.Digest, default).ToListAsync();
}
