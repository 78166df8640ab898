using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

public sealed class DigestFlowTests : IDisposable
{
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    private IEnumerable<string> Told => _world.Mails.Letters.Select(DigestWorld.Say);

    private void NextDay() => _world.Clock.Advance(Duration.FromDays(1));

    [Fact]
    public async Task A_subscriber_gets_one_digest_per_period()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.ReadAsync(DigestWorld.Call("b", "medieval"));
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("c"));
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a"]);
        NextDay();
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a", "new c"]);
        _world.Mails.Letters.Select(l => l.DeliveryId).ShouldBe(["ann-2026-08-24", "ann-2026-08-25"]);
    }

    [Fact]
    public async Task A_message_delivered_twice_mails_once()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        var change = new ChangeMessage(1, "t", "ukri", "a", 1);
        await _world.SendAsync(change);
        await _world.RunDigestsAsync();
        var digests = _world.Get<StorageAccount>().Queue(DigestMessage.Queue);
        await digests.SendAsync(new DigestMessage(1, "t", "ann", new(2026, 8, 24)), default);
        await _world.Get<StorageAccount>().Queue(EmailMessage.Queue).SendAsync(new EmailMessage(1, "t", "ann", "ann-2026-08-24"), default);
        await _world.SendAsync(change);
        await _world.DrainAsync();
        NextDay();
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a"]);
        (await _world.DepthAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_late_run_loses_nothing_and_an_empty_one_mails_nobody_but_ends_the_period()
    {
        await _world.SubscribeAsync("ann");
        (await _world.RunDigestsAsync()).Digests.ShouldBe(0);
        (await _world.Get<SubscriberStore>().FindAsync("ann", default))!.LastPeriod.ShouldBe(new(2026, 8, 24));
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Clock.Advance(Duration.FromDays(9));
        await _world.ReadAsync(DigestWorld.Call("b"));
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a b"]);
        (await _world.Get<PlanDigests>().RunAsync("t", _world.Clock.GetCurrentInstant(), default)).ShouldBe(0);
    }

    [Fact]
    public async Task What_changed_is_told_with_old_and_new_and_what_was_withdrawn_only_to_those_who_were_told()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.ReadAsync(DigestWorld.Call("b"));
        await _world.RunDigestsAsync();
        await _world.SubscribeAsync("bob");
        NextDay();
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 8)));
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 15)));
        await _world.WithdrawAsync("b");
        await _world.ReadAsync(DigestWorld.Call("c"));
        await _world.WithdrawAsync("c");
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a b", "changed a; withdrawn b", "new a"], ignoreOrder: true); // bob never heard of a before
        var entry = _world.Written.Values.Single(d => d.Reader.SubscriberId == "ann" && d.Entries.Count == 2 && d.Id.Period.Day == 25).In(DigestGroup.Changed).Single();
        var moved = entry.Changes.ShouldHaveSingleItem().ShouldBeOfType<OpportunityChange.DeadlineMoved>();
        moved.Old.ShouldBe([DigestWorld.Closing(new(2026, 12, 1))]);
        moved.New.ShouldBe([DigestWorld.Closing(new(2026, 12, 15))]);
        entry.Why.ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Term.ShouldBe("neuromorph*");
        (await _world.PendingAsync("ann")).ShouldBeEmpty();
        (await _world.PendingAsync("bob")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_over_before_it_could_be_told_is_not_told_and_neither_is_what_follows()
    {
        await _world.SubscribeAsync("wim", cadence: Cadence.WeeklyOn(IsoDayOfWeek.Monday, 8));
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 8, 26)));
        await _world.DrainAsync();
        _world.Clock.Advance(Duration.FromDays(7));
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 8, 26)) with { StatusWord = new(OpportunityStatus.Closed, "Closed") });
        _world.Clock.Advance(Duration.FromDays(7));
        await _world.RunDigestsAsync();
        Told.ShouldBeEmpty();

        // Open again, it is new to whoever never heard of it.
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 1)) with { StatusWord = new(OpportunityStatus.Open, "Open") });
        _world.Clock.Advance(Duration.FromDays(7));
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a"]);
        (await _world.PendingAsync("wim")).ShouldBeEmpty();
    }

    [Fact]
    public async Task That_the_date_came_is_no_news_but_an_early_end_is()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 8, 25)) with { StatusWord = new(OpportunityStatus.Open, "Open") });
        await _world.ReadAsync(DigestWorld.Call("b") with { StatusWord = new(OpportunityStatus.Open, "Open") });
        await _world.RunDigestsAsync();
        _world.Clock.Advance(Duration.FromDays(3));
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 8, 25)) with { StatusWord = new(OpportunityStatus.Closed, "Closed") });
        await _world.ReadAsync(DigestWorld.Call("b") with { StatusWord = new(OpportunityStatus.Closed, "Closed") });
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a b", "changed b"]);
    }

    [Fact]
    public async Task What_went_and_came_back_in_between_is_no_news()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.RunDigestsAsync();
        NextDay();
        await _world.WithdrawAsync("a");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 24)));
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a"]);
    }

    [Fact]
    public async Task An_interest_that_cannot_be_read_silences_only_itself()
    {
        await _world.SubscribeAsync("ann", "neuro* AND (");
        await _world.SubscribeAsync("bob");
        await _world.ReadAsync(DigestWorld.Call("a"));
        var done = await _world.RunDigestsAsync();
        done.Failures.ShouldBe(0);
        _world.Mails.Letters.Select(l => l.To.Name).ShouldBe(["bob"]);
    }

    [Theory]
    [InlineData(SubscriberState.Unconfirmed, 0)]
    [InlineData(SubscriberState.Paused, 1)]
    [InlineData(SubscriberState.Unsubscribed, 0)]
    [InlineData(SubscriberState.Suppressed, 0)]
    public async Task Only_the_confirmed_are_mailed_and_only_for_the_paused_news_is_kept(SubscriberState state, int kept)
    {
        await _world.SubscribeAsync("ann", state: state);
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.RunDigestsAsync();
        Told.ShouldBeEmpty();
        (await _world.PendingAsync("ann")).Count.ShouldBe(kept);
    }

    [Fact]
    public async Task Who_leaves_after_the_promise_gets_no_last_mail()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Mails.Before = _ => throw new IOException("The transport is down.");
        (await _world.RunDigestsAsync()).Failures.ShouldBe(1);
        _world.Mails.Before = _ => { };
        await _world.SubscribeAsync("ann", state: SubscriberState.Unsubscribed);
        _world.Clock.Advance(Duration.FromMinutes(31));
        await _world.DrainAsync();
        Told.ShouldBeEmpty();
        (await _world.OutboxAsync("ann")).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.GaveUp);
    }

    [Fact]
    public async Task A_refused_mail_is_given_up_and_blocks_nobody()
    {
        await _world.SubscribeAsync("ann");
        await _world.SubscribeAsync("bob");
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Mails.Answer = l => l.To.Name == "ann" ? new MailOutcome.Refused("No such mailbox.") : null;
        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
        var given = (await _world.OutboxAsync("ann")).ShouldHaveSingleItem();
        (given.State, given.Failure).ShouldBe((DeliveryState.GaveUp, "No such mailbox."));
        Told.Count().ShouldBe(1);
    }
}
