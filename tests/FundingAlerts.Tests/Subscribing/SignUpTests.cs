using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Subscribing;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Work;
using NodaTime;

namespace FundingAlerts.Tests.Subscribing;

public sealed class SignUpTests : IDisposable
{
    private readonly SignUpWorld _world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Who_confirms_is_mailed_what_is_open_now_and_then_what_is_new()
    {
        await _world.Digests.ReadAsync(DigestWorld.Call("open"));
        await _world.Digests.ReadAsync(DigestWorld.Call("closed", closes: new(2026, 8, 1)));
        await _world.Digests.ReadAsync(DigestWorld.Call("other", "tulips"));
        await _world.Digests.DrainAsync();

        (await _world.AskAsync()).ShouldBe(Reception.Accepted);
        (await _world.FindAsync())!.State.ShouldBe(SubscriberState.Unconfirmed);
        _world.Letters.Count.ShouldBe(1);

        var subscriber = await _world.ConfirmAsync();

        subscriber!.State.ShouldBe(SubscriberState.Confirmed);
        _world.Letters.Skip(1).Select(DigestWorld.Say).ShouldBe(["new open"]);
        await _world.Digests.ReadAsync(DigestWorld.Call("later"));
        _world.Digests.Clock.Advance(Duration.FromDays(1));
        await _world.Digests.DrainAsync();
        await _world.Digests.RunDigestsAsync();
        _world.Letters.Skip(2).Select(DigestWorld.Say).ShouldBe(["new later"]);
        var consent = (await _world.Digests.Get<Consents>().OfAsync(subscriber.SubscriberId, Stop)).ShouldHaveSingleItem();
        consent.Text.ShouldBe("Yes, mail me.");
    }

    [Fact]
    public async Task Who_is_welcomed_to_nothing_hears_that_we_watch()
    {
        await _world.AskAsync();
        await _world.ConfirmAsync();

        _world.Letters.Count.ShouldBe(2);
        _world.Digests.Written.Values.ShouldHaveSingleItem().Heartbeat.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_is_mailed_before_they_confirm()
    {
        await _world.AskAsync();
        await _world.Digests.ReadAsync(DigestWorld.Call("a"));
        _world.Digests.Clock.Advance(Duration.FromDays(1));
        await _world.Digests.DrainAsync();
        await _world.Digests.RunDigestsAsync();

        _world.Letters.Count.ShouldBe(1);
        _world.Digests.Clock.Advance(Duration.FromDays(8));
        await _world.Digests.Get<Housekeeping>().RunAsync("t", _world.Now, Stop);
        (await _world.FindAsync()).ShouldBeNull();
        (await _world.DumpAsync()).ShouldAllBe(row => !row.Contains("ann@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_works_once_and_for_a_week()
    {
        await _world.AskAsync();
        var token = SignUpWorld.Token(_world.Letters[0]);
        _world.Digests.Clock.Advance(SignUp.Kept);
        (await _world.SignUps.FindAsync(token, _world.Now, Stop)).ShouldBeNull();
        (await _world.SignUps.ConfirmAsync(token, "t", _world.Now, Stop)).ShouldBeNull();

        _world.Digests.Clock.Advance(-Duration.FromMinutes(1));
        (await _world.SignUps.FindAsync(token, _world.Now, Stop)).ShouldNotBeNull();
        (await _world.SignUps.ConfirmAsync(token, "t", _world.Now, Stop)).ShouldNotBeNull();
        (await _world.SignUps.ConfirmAsync(token, "t", _world.Now, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_is_not_ours_opens_nothing()
    {
        await _world.AskAsync();
        var token = SignUpWorld.Token(_world.Letters[0]);
        var id = token.Split('.')[0];
        var before = await _world.DumpAsync();
        foreach (var wrong in new[] { "", ".", id, $"{id}.", $"{id}.AAAAAAAAAAAAAAAAAAAAAA", token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), token.ToUpperInvariant(), $"{new string('0', 32)}.{token.Split('.')[1]}", token + token, new string('a', 100_000) })
        {
            (await _world.SignUps.FindAsync(wrong, _world.Now, Stop)).ShouldBeNull();
            (await _world.SignUps.ConfirmAsync(wrong, "t", _world.Now, Stop)).ShouldBeNull();
        }
        (await _world.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Who_is_known_adds_an_alert_by_the_link_and_a_stranger_who_types_their_address_changes_nothing()
    {
        await _world.AskAsync();
        var ann = (await _world.ConfirmAsync())!;
        var mails = _world.Letters.Count;

        await _world.AskAsync(SignUpWorld.Request("photon*") with { Name = "Mallory", Language = "nl", Cadence = Cadence.WeeklyOn(IsoDayOfWeek.Friday, 3) });
        _world.Letters.Count.ShouldBe(mails + 1);
        (await _world.FindAsync())!.ShouldBeEquivalentTo((await _world.Subscribers.FindAsync(ann.SubscriberId, Stop))!);
        (await _world.Subscribers.InterestsOfAsync(ann.SubscriberId, Stop)).Select(i => i.Query).ShouldBe(["neuromorph*"]);

        var after = (await _world.ConfirmAsync())!;

        (await _world.Subscribers.InterestsOfAsync(ann.SubscriberId, Stop)).Select(i => i.Query).Order().ShouldBe(["neuromorph*", "photon*"]);
        (after.Name, after.Language, after.Cadence).ShouldBe(("", "en", Cadence.DailyAt(8)));
    }

    [Theory]
    [InlineData(DepartureCause.Unsubscribed, true)]
    [InlineData(DepartureCause.Bounced, true)]
    [InlineData(DepartureCause.Complained, false)]
    public async Task Who_left_may_come_back_but_who_called_it_spam_is_not_mailed_again(DepartureCause cause, bool comesBack)
    {
        await _world.AskAsync();
        var ann = (await _world.ConfirmAsync())!;
        await _world.Subscribers.ChangeAsync(ann.SubscriberId, s => s with { State = cause == DepartureCause.Unsubscribed ? SubscriberState.Unsubscribed : SubscriberState.Suppressed, StateSince = _world.Now, Departure = new(cause, _world.Now, null) }, Stop);
        var mails = _world.Letters.Count;

        (await _world.AskAsync(SignUpWorld.Request("photon*"))).ShouldBe(Reception.Accepted);

        _world.Letters.Count.ShouldBe(mails + (comesBack ? 1 : 0));
        if (!comesBack)
            return;
        (await _world.ConfirmAsync())!.State.ShouldBe(SubscriberState.Confirmed);
        (await _world.Subscribers.InterestsOfAsync(ann.SubscriberId, Stop)).Select(i => i.Query).ShouldBe(["photon*"]);
    }

    [Fact]
    public async Task A_lost_link_is_mailed_to_who_is_known_and_nobody_learns_whether()
    {
        await _world.AskAsync();
        await _world.ConfirmAsync();
        var mails = _world.Letters.Count;
        foreach (var address in new[] { SignUpWorld.Address, "ANN@EXAMPLE.ORG", "stranger@example.org" })
            (await _world.SignUps.AskForLinkAsync(address, "en", "192.0.2.0/24", "t", _world.Now, Stop)).ShouldBe(Reception.Accepted);
        await _world.Digests.DrainAsync();

        _world.Letters.Count.ShouldBe(mails + 2);
        _world.Letters[^1].Text.ShouldContain("/preferences?k=");
        (await _world.FindAsync("stranger@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task A_mailbox_gets_three_such_mails_a_day_however_it_is_written()
    {
        foreach (var address in new[] { "an.n@gmail.com", "ann+1@gmail.com", "a.n.n+x@googlemail.com", "ANN@Gmail.com", "ann+5@gmail.com" })
            (await _world.AskAsync(SignUpWorld.Request(address: address))).ShouldBe(Reception.Accepted);

        _world.Letters.Count.ShouldBe(3);
        _world.Digests.Clock.Advance(Duration.FromDays(1));
        await _world.AskAsync(SignUpWorld.Request(address: "ann@gmail.com"));
        _world.Letters.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Ten_thousand_sign_ups_from_one_network_are_throttled()
    {
        var accepted = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var (reception, _) = await _world.SignUps.AskAsync(SignUpWorld.Request(address: $"a{i}@example.org"), "192.0.2.0/24", "t", _world.Now, Stop);
            accepted += reception == Reception.Accepted ? 1 : 0;
        }
        accepted.ShouldBe(Throttle.Network.PerDay);
        (await _world.AskAsync(network: "198.51.100.0/24")).ShouldBe(Reception.Accepted);
    }

    [Fact]
    public async Task Wherever_the_machine_dies_one_mail_comes_and_one_confirmation_counts()
    {
        for (var (step, steps) = (0, int.MaxValue); step <= steps; step++)
        {
            using var world = new SignUpWorld();
            await world.SignUps.AskAsync(SignUpWorld.Request(), "n", "t", world.Now, Stop);
            var crash = new Crash { At = step == 0 ? int.MaxValue : step };
            await world.Digests.SurviveAsync(crash);
            if (step == 0)
                steps = crash.Steps;
            steps.ShouldBeGreaterThan(10);
            // Handed over and not noted, a mail is handed over again under its own name.
            world.Letters.DistinctBy(l => l.DeliveryId).Count().ShouldBe(1, $"step {step}");
            world.Digests.Clock.Advance(Duration.FromHours(1));
            (await world.ConfirmAsync())!.State.ShouldBe(SubscriberState.Confirmed);
            (await world.Digests.OutboxAsync((await world.FindAsync())!.SubscriberId)).ShouldAllBe(m => m.State == DeliveryState.Sent);
        }
    }

    [Fact]
    public async Task Confirming_that_dies_half_way_can_be_done_again()
    {
        for (var (step, steps) = (0, int.MaxValue); step <= steps; step++)
        {
            using var world = new SignUpWorld();
            await world.AskAsync();
            var token = SignUpWorld.Token(world.Letters[0]);
            var crash = new Crash { At = step == 0 ? int.MaxValue : step };
            world.Digests.Restart(crash);
            await Record.ExceptionAsync(() => world.SignUps.ConfirmAsync(token, "t", world.Now, Stop));
            if (step == 0)
                steps = crash.Steps;
            world.Digests.Restart();
            if (await world.SignUps.FindAsync(token, world.Now, Stop) is not null)
                await world.SignUps.ConfirmAsync(token, "t", world.Now, Stop);
            await world.Digests.DrainAsync();
            world.Digests.Clock.Advance(Duration.FromHours(2));
            await world.Digests.RunDigestsAsync();

            var ann = (await world.FindAsync())!;
            ann.State.ShouldBe(SubscriberState.Confirmed, $"step {step}");
            (await world.Subscribers.InterestsOfAsync(ann.SubscriberId, Stop)).Count.ShouldBe(1);
            world.Letters.Count.ShouldBe(2, $"step {step}");
            steps.ShouldBeGreaterThan(5);
        }
    }

    [Theory]
    [Table("""
        address   ¦ nobody            ¦ neuromorph*
        address   ¦ a@b               ¦ neuromorph*
        address   ¦ a@example.org,b@x.org ¦ neuromorph*
        interests ¦ a@example.org     ¦ (neuro
        interests ¦ a@example.org     ¦ tilte:chips
        """)]
    public async Task What_cannot_be_done_is_said_and_nothing_is_kept(string field, string address, string query)
    {
        var (reception, problems) = await _world.SignUps.AskAsync(SignUpWorld.Request(query, address), "n", "t", _world.Now, Stop);

        reception.ShouldBe(Reception.Problems);
        problems.Select(p => p.Field).ShouldBe([field]);
        (await _world.DumpAsync()).ShouldNotContain(row => row.StartsWith("signups", StringComparison.Ordinal));
    }
}
