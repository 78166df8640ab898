using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>Calls close on 1 December at four unless another day is said; the clock stands at 24 August.</summary>
public sealed class ReminderFlowTests : IDisposable
{
    private readonly ReminderWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_reminder_comes_so_many_days_before_the_deadline_at_the_subscribers_hour()
    {
        await _world.HearAsync([14, 3], DigestWorld.Call("a"));
        (await _world.RemindAtAsync(11, 17, 7, 59)).ShouldBe(0);
        (await _world.RemindAtAsync(11, 17, 8)).ShouldBe(1);
        (await _world.RemindAtAsync(11, 28, 8)).ShouldBe(1);
        (await _world.RemindAtAsync(12, 1, 9)).ShouldBe(0);

        _world.Told.ShouldBe(["new a", "remind a/2026-12-01/14", "remind a/2026-12-01/3"]);
        (await _world.EntriesAsync()).ShouldBeEmpty();
        (await _world.OutboxAsync()).Select(m => m.DeliveryId.Split("-r")[0]).ShouldBe(["ann-2026-11-17", "ann-2026-11-28"]);
    }

    [Fact]
    public async Task Who_wants_no_reminders_gets_none_and_stands_in_no_agenda()
    {
        await _world.HearAsync([], DigestWorld.Call("a"));

        (await _world.EntriesAsync()).ShouldBeEmpty();
        (await _world.RemindAtAsync(11, 30, 8)).ShouldBe(0);
    }

    [Fact]
    public async Task All_of_one_morning_come_in_one_mail_by_nearest_deadline()
    {
        await _world.HearAsync([14, 3], DigestWorld.Call("a"), DigestWorld.Call("b", closes: new(2026, 11, 20)));
        await _world.RemindAtAsync(11, 17, 8);

        _world.Reminded.ShouldBe(["remind b/2026-11-20/3 a/2026-12-01/14"]);
    }

    [Fact]
    public async Task A_moment_that_was_past_when_the_call_was_told_is_passed_over()
    {
        await _world.HearAsync([14, 3], DigestWorld.Call("a", closes: new(2026, 9, 1)));
        await _world.RemindAtAsync(8, 28, 8);
        await _world.RemindAtAsync(8, 29, 8);

        _world.Reminded.ShouldBe(["remind a/2026-09-01/3"]);
    }

    [Fact]
    public async Task A_planner_that_comes_late_reminds_once_while_the_deadline_lies_ahead()
    {
        await _world.HearAsync([14, 7, 3], DigestWorld.Call("a"), DigestWorld.Call("b", closes: new(2026, 11, 20)));
        await _world.RemindAtAsync(11, 26, 15);
        await _world.RemindAtAsync(11, 26, 23);
        await _world.RemindAtAsync(11, 28, 8);

        // Of those missed only the nearest; b is closed.
        _world.Reminded.ShouldBe(["remind a/2026-12-01/7", "remind a/2026-12-01/3"]);
    }

    [Fact]
    public async Task A_deadline_that_moved_is_reminded_of_at_its_new_times_only()
    {
        await _world.HearAsync([7], DigestWorld.Call("a"));
        await _world.Digests.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 24)));
        _world.Digests.Clock.Advance(Duration.FromDays(1));
        await _world.Digests.RunDigestsAsync();
        await _world.RemindAtAsync(11, 24, 8);
        await _world.RemindAtAsync(12, 17, 8);

        _world.Told.ShouldBe(["new a", "changed a", "remind a/2026-12-24/7"]);
        (await _world.EntriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deadline_that_moves_after_the_reminder_is_reminded_of_again()
    {
        await _world.HearAsync([7], DigestWorld.Call("a"));
        await _world.RemindAtAsync(11, 24, 8);
        await _world.Digests.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 24)));
        await _world.Digests.RunDigestsAsync();
        await _world.RemindAtAsync(12, 17, 8);

        _world.Reminded.ShouldBe(["remind a/2026-12-01/7", "remind a/2026-12-24/7"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_is_gone_or_closed_early_is_not_reminded_of(bool isWithdrawn)
    {
        await _world.HearAsync([7], DigestWorld.Call("a") with { StatusWord = new(OpportunityStatus.Open, "Open") });
        if (isWithdrawn)
            await _world.Digests.WithdrawAsync("a");
        else
            await _world.Digests.ReadAsync(DigestWorld.Call("a") with { StatusWord = new(OpportunityStatus.Closed, "Closed") });
        await _world.RemindAtAsync(11, 24, 8);

        _world.Reminded.ShouldBeEmpty();
        (await _world.EntriesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SubscriberState.Paused)]
    [InlineData(SubscriberState.Unsubscribed)]
    [InlineData(SubscriberState.Suppressed)]
    public async Task Who_is_away_is_not_reminded_and_whoever_returns_is_reminded_of_what_is_still_ahead(SubscriberState state)
    {
        await _world.HearAsync([14, 3], DigestWorld.Call("a"));
        await _world.Digests.SubscribeAsync("ann", state: state, leadDays: [14, 3]);
        await _world.RemindAtAsync(11, 17, 8);
        _world.Reminded.ShouldBeEmpty();

        await _world.Digests.SubscribeAsync("ann", leadDays: [14, 3]);
        await _world.RemindAtAsync(11, 28, 8);
        _world.Reminded.ShouldBe(["remind a/2026-12-01/3"]);
    }

    [Fact]
    public async Task Who_changes_the_hour_is_reminded_at_the_new_one()
    {
        await _world.HearAsync([7], DigestWorld.Call("a"));
        await _world.Digests.SubscribeAsync("ann", cadence: Cadence.DailyAt(12), leadDays: [7]);
        await _world.RemindAtAsync(11, 24, 8);
        _world.Reminded.ShouldBeEmpty();

        await _world.RemindAtAsync(11, 24, 12);
        _world.Reminded.ShouldBe(["remind a/2026-12-01/7"]);
    }

    [Fact]
    public async Task Pages_of_one_call_are_reminded_of_once_also_when_the_other_leads_later()
    {
        await _world.HearAsync([14, 3], DigestWorld.Call("a"), DigestWorld.Call("b") with { Title = "Something neuromorphic else" });
        await _world.Digests.Get<TwinStore>().MergeAsync(new("ukri", "a"), new("ukri", "b"), "curator", ["the same"], Instant.FromUtc(2026, 9, 1, 0, 0), default);
        await _world.RemindAtAsync(11, 17, 8);
        await _world.Digests.WithdrawAsync("a");
        await _world.RemindAtAsync(11, 18, 8);
        await _world.RemindAtAsync(11, 28, 8);

        _world.Reminded.ShouldBe(["remind a/2026-12-01/14", "remind b/2026-12-01/3"]);
    }

    [Fact]
    public async Task Where_sites_disagree_the_leading_date_is_reminded_of_also_to_whoever_heard_another()
    {
        await _world.HearAsync([14], DigestWorld.Call("a"));
        await _world.Digests.ReadAsync(DigestWorld.Call("b", "medieval", new(2026, 12, 8)));
        await _world.Digests.Get<TwinStore>().MergeAsync(new("ukri", "a"), new("ukri", "b"), "curator", ["the same"], Instant.FromUtc(2026, 9, 1, 0, 0), default);
        await _world.Digests.WithdrawAsync("a");
        await _world.RemindAtAsync(11, 17, 8);
        await _world.RemindAtAsync(11, 24, 8);

        _world.Reminded.ShouldBe(["remind b/2026-12-08/14"]);
    }

    [Fact]
    public async Task A_message_that_comes_twice_reminds_once()
    {
        await _world.HearAsync([7], DigestWorld.Call("a"));
        _world.Digests.Clock.Reset(Instant.FromUtc(2026, 11, 24, 8, 0));
        await _world.PlanAsync();
        var queue = _world.Digests.Get<StorageAccount>().Queue(ReminderMessage.Queue);
        await queue.SendAsync((await queue.PeekAsync(1, poison: false, default))[0].Read<ReminderMessage>(), default);
        await _world.RemindAsync();
        _world.Digests.Clock.Advance(Duration.FromHours(2));
        await _world.RemindAsync();

        _world.Reminded.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_was_lost_is_sent_again_after_an_hour()
    {
        await _world.HearAsync([7], DigestWorld.Call("a"));
        _world.Digests.Clock.Reset(Instant.FromUtc(2026, 11, 24, 8, 0));
        (await _world.PlanAsync()).ShouldBe(1);
        var queue = _world.Digests.Get<StorageAccount>().Queue(ReminderMessage.Queue);
        await queue.CompleteAsync((await queue.ReceiveAsync(1, Duration.FromHours(1), default)).ShouldHaveSingleItem(), default);

        (await _world.RemindAsync()).ShouldBe(0);
        _world.Digests.Clock.Advance(Duration.FromHours(1));
        (await _world.RemindAsync()).ShouldBe(1);
        _world.Reminded.ShouldBe(["remind a/2026-12-01/7"]);
    }

    [Fact]
    public async Task What_does_not_fit_one_mail_comes_an_hour_later()
    {
        using var world = new ReminderWorld(maxOpportunities: 2);
        await world.HearAsync([7], DigestWorld.Call("a"), DigestWorld.Call("b"));
        world.Digests.Clock.Advance(Duration.FromDays(1));
        await world.HearAsync([7], DigestWorld.Call("c"));
        await world.RemindAtAsync(11, 24, 8);
        await world.RemindAtAsync(11, 24, 9);
        await world.RemindAtAsync(11, 24, 10);

        world.Reminded.ShouldBe(["remind a/2026-12-01/7 b/2026-12-01/7", "remind c/2026-12-01/7"]);
    }

    [Fact]
    public async Task A_subscriber_with_more_entries_than_a_page_gets_one_mail()
    {
        await _world.HearAsync([8, 7, 6, 5, 4, 3, 2, 1], [.. Enumerable.Range(0, 20).Select(i => DigestWorld.Call($"c{i:D2}"))]);
        (await _world.RemindAtAsync(11, 30, 9)).ShouldBe(1);

        _world.Reminded.ShouldHaveSingleItem().Split(' ').Length.ShouldBe(21);
        (await _world.OutboxAsync()).Count.ShouldBe(1);
    }
}
