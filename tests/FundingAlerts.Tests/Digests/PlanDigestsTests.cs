using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

public sealed class PlanDigestsTests : IDisposable
{
    private static readonly Duration Hour = Duration.FromHours(1);
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Who_is_not_due_is_not_looked_at()
    {
        await _world.SubscribeAsync("ann", cadence: Cadence.WeeklyOn(IsoDayOfWeek.Monday, 8));
        await _world.RunDigestsAsync();
        _world.Clock.Advance(Hour);
        (await PlanAsync()).ShouldBe(0);
        var entry = (await EntriesAsync()).ShouldHaveSingleItem();

        entry.DueAt.ShouldBe(Instant.FromUtc(2026, 8, 31, 7, 0));
        // An interest of hers cannot even be read; nobody looks before Monday.
        await _world.Get<StorageAccount>().Table("subscribers").DeleteAsync("ann", "profile", null, default);
        _world.Clock.Advance(Duration.FromDays(6));
        (await PlanAsync()).ShouldBe(0);
        (await EntriesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_digest_whose_message_was_lost_is_asked_for_again_after_an_hour()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        (await PlanAsync()).ShouldBe(1);
        await LoseAsync(DigestMessage.Queue);

        (await PlanAsync()).ShouldBe(0);
        _world.Clock.Advance(Hour);
        await _world.RunDigestsAsync();

        _world.Mails.Letters.Select(DigestWorld.Say).ShouldBe(["new a"]);
    }

    [Fact]
    public async Task A_mail_whose_message_was_lost_is_asked_for_again_when_its_digest_is_looked_at_again()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.DrainAsync();
        await PlanAsync();
        var message = (await _world.Get<StorageAccount>().Queue(DigestMessage.Queue).PeekAsync(1, poison: false, default))[0].Read<DigestMessage>();
        await _world.Get<ComposeDigest>().RunAsync(message, _world.Clock.GetCurrentInstant(), default);
        await LoseAsync(EmailMessage.Queue);

        _world.Clock.Advance(Hour);
        await _world.RunDigestsAsync();

        _world.Mails.Letters.Select(DigestWorld.Say).ShouldBe(["new a"]);
        (await _world.OutboxAsync("ann")).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task A_mail_whose_transport_is_down_is_asked_for_ever_less_often_until_it_is_sent()
    {
        await _world.SubscribeAsync("ann", cadence: Cadence.WeeklyOn(IsoDayOfWeek.Monday, 8));
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.DrainAsync();
        await PlanAsync();
        var message = (await _world.Get<StorageAccount>().Queue(DigestMessage.Queue).PeekAsync(1, poison: false, default))[0].Read<DigestMessage>();
        await LoseAsync(DigestMessage.Queue);
        await _world.Get<ComposeDigest>().RunAsync(message, _world.Clock.GetCurrentInstant(), default);
        await LoseAsync(EmailMessage.Queue);
        var asked = new List<int>();
        for (var hour = 1; hour <= 40; hour++)
        {
            _world.Clock.Advance(Hour);
            await PlanAsync();
            if ((await _world.Get<StorageAccount>().Queue(EmailMessage.Queue).DepthAsync(default)).Waiting == 0)
                continue;
            asked.Add(hour);
            if (hour < 32)
                await LoseAsync(EmailMessage.Queue);
        }
        asked[..6].ShouldBe([1, 2, 4, 8, 16, 32]);

        await _world.DrainAsync();

        _world.Mails.Letters.Select(DigestWorld.Say).ShouldBe(["new a"]);
    }

    [Fact]
    public async Task A_planner_that_comes_weeks_late_asks_for_one_digest_and_misses_no_call()
    {
        await _world.SubscribeAsync("ann");
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.DrainAsync();
        _world.Clock.Advance(Duration.FromDays(20));

        await _world.RunDigestsAsync();
        await _world.RunDigestsAsync();

        _world.Mails.Letters.Select(DigestWorld.Say).ShouldBe(["new a"]);
    }

    [Fact]
    public async Task Who_changes_the_hour_is_due_by_the_new_one()
    {
        await _world.SubscribeAsync("ann", cadence: Cadence.WeeklyOn(IsoDayOfWeek.Monday, 8));
        await _world.RunDigestsAsync();
        await _world.SubscribeAsync("ann", cadence: Cadence.DailyAt(12));
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.DrainAsync();

        _world.Clock.Advance(Duration.FromDays(1));
        await _world.RunDigestsAsync();

        _world.Mails.Letters.Count.ShouldBe(0);
        _world.Clock.Advance(Duration.FromHours(4));
        await _world.RunDigestsAsync();
        _world.Mails.Letters.Select(DigestWorld.Say).ShouldBe(["new a"]);
    }

    [Theory]
    [InlineData(SubscriberState.Unsubscribed)]
    [InlineData(SubscriberState.Suppressed)]
    [InlineData(SubscriberState.Paused)]
    public async Task Who_gets_no_digests_is_struck_off_and_comes_back_when_confirmed(SubscriberState state)
    {
        await _world.SubscribeAsync("ann");
        await _world.SubscribeAsync("ann", state: state);
        await PlanAsync();
        (await EntriesAsync()).ShouldBeEmpty();

        await _world.SubscribeAsync("ann");

        (await PlanAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Hundreds_who_are_due_at_once_are_each_asked_for_once()
    {
        for (var i = 0; i < 300; i++)
            await _world.SubscribeAsync($"s{i}");

        (await PlanAsync()).ShouldBe(300);
        (await PlanAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_of_another_period_is_dropped_and_turns_nothing_back()
    {
        await _world.SubscribeAsync("ann");
        await _world.RunDigestsAsync();
        var last = (await _world.Get<SubscriberStore>().FindAsync("ann", default))!.LastPeriod;
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.DrainAsync();

        foreach (var days in new[] { -30, -9, -1, 1, 30 })
            (await _world.Get<ComposeDigest>().RunAsync(new(1, "replayed", "ann", last!.Value.PlusDays(days)), _world.Clock.GetCurrentInstant(), default)).ShouldBeFalse();

        (await _world.Get<SubscriberStore>().FindAsync("ann", default))!.LastPeriod.ShouldBe(last);
        (await _world.PendingAsync("ann")).ShouldBe(["a/1"]);
    }

    [Fact]
    public async Task Somebody_with_several_entries_is_asked_for_once()
    {
        await _world.SubscribeAsync("ann");
        var now = _world.Clock.GetCurrentInstant();
        for (var i = 1; i <= 5; i++)
            await _world.Get<Agenda>().PutAsync(new(AgendaKinds.Digest, now - Duration.FromDays(i), "ann"), default);

        (await PlanAsync()).ShouldBe(1);
        (await EntriesAsync()).Count.ShouldBe(1);
    }

    private Task<int> PlanAsync() => _world.Get<PlanDigests>().RunAsync("t", _world.Clock.GetCurrentInstant(), default);

    private async Task<IReadOnlyList<AgendaEntry>> EntriesAsync()
    {
        var entries = new List<AgendaEntry>();
        await foreach (var entry in _world.Get<Agenda>().AllAsync(AgendaKinds.Digest, default))
            entries.Add(entry);
        return entries;
    }

    private async Task LoseAsync(string name)
    {
        var queue = _world.Get<StorageAccount>().Queue(name);
        var lost = await queue.ReceiveAsync(32, Hour, default);
        lost.ShouldNotBeEmpty();
        foreach (var message in lost)
            await queue.CompleteAsync(message, default);
    }
}
