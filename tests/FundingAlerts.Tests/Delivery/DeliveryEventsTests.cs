using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Work;
using NodaTime;

namespace FundingAlerts.Tests.Delivery;

public sealed class DeliveryEventsTests : IDisposable
{
    private const string Mail = "ann-2026-08-24";
    private static readonly Instant Sent = Instant.FromUtc(2026, 8, 24, 7, 10);
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [Table("""
        Delivered                 ¦ Delivered  ¦ Confirmed    ¦
        Deferred                  ¦ Sent       ¦ Confirmed    ¦
        SoftBounced               ¦ Sent       ¦ Confirmed    ¦
        Deferred Delivered        ¦ Delivered  ¦ Confirmed    ¦
        Bounced                   ¦ Bounced    ¦ Suppressed   ¦ Bounced
        Bounced Delivered         ¦ Bounced    ¦ Suppressed   ¦ Bounced
        Delivered Complained      ¦ Complained ¦ Suppressed   ¦ Complained
        Complained Bounced        ¦ Complained ¦ Suppressed   ¦ Complained
        Unsubscribed              ¦ Delivered  ¦ Unsubscribed ¦ Unsubscribed
        Unsubscribed Bounced      ¦ Bounced    ¦ Unsubscribed ¦ Unsubscribed
        Complained Unsubscribed   ¦ Complained ¦ Unsubscribed ¦ Unsubscribed
        """)]
    public async Task What_is_said_of_a_mail_changes_it_and_who_it_was_for(string kinds, string mail, string subscriber, string? cause)
    {
        await SendAsync();
        foreach (var (kind, i) in kinds.Split(' ').Select((k, i) => (Enum.Parse<DeliveryEventKind>(k), i)))
            (await SayAsync(Event($"e{i}", kind, i))).ShouldBe(1);

        (await MailAsync()).State.ToString().ShouldBe(mail);
        var reader = await AnnAsync();
        reader.State.ToString().ShouldBe(subscriber);
        (reader.Departure?.Cause.ToString()).ShouldBe(cause);
        (await EntriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_bounced_is_mailed_no_more_and_it_is_known_why()
    {
        await SendAsync();
        await SayAsync(Event("e1", DeliveryEventKind.Bounced, 1) with { Reason = "550 no such user" });
        await _world.ReadAsync(DigestWorld.Call("b"));
        _world.Clock.Advance(Duration.FromDays(1));
        await _world.RunDigestsAsync();

        _world.Mails.Letters.Count.ShouldBe(1);
        var reader = await AnnAsync();
        reader.Departure.ShouldBe(new(DepartureCause.Bounced, Sent + Duration.FromMinutes(1), "550 no such user"));
        reader.StateSince.ShouldBe(Sent);
    }

    [Fact]
    public async Task The_same_event_twice_is_one()
    {
        await SendAsync();
        var soft = Event("e1", DeliveryEventKind.SoftBounced, 1);
        (await _world.Get<DeliveryLog>().AcceptAsync([soft, soft], "t", Now, default)).ShouldBe(1);
        await WorkAsync();
        (await _world.Get<DeliveryLog>().AcceptAsync([soft], "t", Now, default)).ShouldBe(0);
        (await WorkAsync()).ShouldBe(0);

        (await MailAsync()).SoftBounces.ShouldBe(1);
    }

    [Fact]
    public async Task Events_of_mails_that_are_not_ours_are_dropped()
    {
        await SendAsync();
        var strange = Event("e1", DeliveryEventKind.Bounced, 1);
        (await _world.Get<DeliveryLog>().AcceptAsync([strange with { DeliveryId = "other" }, strange with { SubscriberId = "bob" }], "t", Now, default)).ShouldBe(0);

        (await WorkAsync()).ShouldBe(0);
        (await EntriesAsync()).ShouldBeEmpty();
        (await AnnAsync()).State.ShouldBe(SubscriberState.Confirmed);
    }

    [Fact]
    public async Task A_late_bounce_does_not_send_away_who_came_back_since()
    {
        await SendAsync();
        await _world.Get<SubscriberStore>().SaveAsync((await AnnAsync()) with { StateSince = Sent + Duration.FromHours(1) }, [], default);
        await SayAsync(Event("e1", DeliveryEventKind.Bounced, 1));

        (await MailAsync()).State.ShouldBe(DeliveryState.Bounced);
        (await AnnAsync()).State.ShouldBe(SubscriberState.Confirmed);
    }

    [Fact]
    public async Task A_mail_that_arrived_before_we_noted_that_it_was_sent_is_not_sent_again()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.DrainAsync();
        await _world.Get<ComposeDigest>().RunAsync(new(1, "t", "ann", new(2026, 8, 24)), Now, default);
        await SayAsync(Event("e1", DeliveryEventKind.Delivered, 1));
        await _world.DrainAsync();
        await _world.Get<Outbox>().TellQueuedAsync("ann", "t", default);
        await _world.DrainAsync();

        _world.Mails.Letters.ShouldBeEmpty();
        (await MailAsync()).State.ShouldBe(DeliveryState.Delivered);
    }

    [Fact]
    public async Task An_event_whose_message_was_lost_is_asked_for_by_housekeeping()
    {
        await SendAsync();
        await _world.Get<DeliveryLog>().AcceptAsync([Event("e1", DeliveryEventKind.Complained, 1)], "t", Now, default);
        var queue = _world.Get<StorageAccount>().Queue(DeliveryEventMessage.Queue);
        await queue.CompleteAsync((await queue.ReceiveAsync(1, Duration.FromHours(1), default)).ShouldHaveSingleItem(), default);
        (await _world.Get<Housekeeping>().RunAsync("t", Now, default))["events"].ShouldBe(0);

        _world.Clock.Advance(Duration.FromHours(1));
        (await _world.Get<Housekeeping>().RunAsync("t", Now, default))["events"].ShouldBe(1);
        (await WorkAsync()).ShouldBe(1);
        (await AnnAsync()).State.ShouldBe(SubscriberState.Suppressed);
        (await EntriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_step_dies_the_event_is_noted_once()
    {
        var steps = await SurviveAsync(new Crash { At = int.MaxValue });
        steps.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var after in new[] { false, true })
        {
            for (var step = 1; step <= steps; step++)
                await SurviveAsync(new Crash { At = step, After = after });
        }
    }

    [Fact]
    public async Task An_edit_of_the_subscriber_meanwhile_is_not_undone()
    {
        await SendAsync();
        await _world.Get<DeliveryLog>().AcceptAsync([Event("e1", DeliveryEventKind.Bounced, 1)], "t", Now, default);
        var crash = new Crash { Before = 2 };
        crash.Meanwhile = () => _world.SubscribeAsync("ann", cadence: Cadence.DailyAt(12));
        _world.Restart(crash);
        (await WorkAsync()).ShouldBe(1);

        crash.Meanwhile.ShouldBeNull();
        var reader = await AnnAsync();
        (reader.State, reader.Cadence.Hour).ShouldBe((SubscriberState.Suppressed, 12));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task Repeated_in_any_order_they_end_in_the_same_in_the_store_too(int seed)
    {
        await SendAsync();
        var random = new Random(seed);
        DeliveryEvent[] events = [Event("e1", DeliveryEventKind.Deferred, 1), Event("e2", DeliveryEventKind.SoftBounced, 2), Event("e3", DeliveryEventKind.Delivered, 3), Event("e4", DeliveryEventKind.Complained, 9), Event("e5", DeliveryEventKind.Complained, 4), Event("e6", DeliveryEventKind.Bounced, 5)];
        DeliveryEvent[] said = [.. events, .. events, .. events];
        random.Shuffle(said);
        foreach (var some in said.Chunk(4))
        {
            await _world.Get<DeliveryLog>().AcceptAsync(some, "t", Now, default);
            if (random.Next(2) == 0)
                await WorkAsync();
        }
        await WorkAsync();
        var mail = await MailAsync();
        (mail.State, mail.SoftBounces, mail.SentAt).ShouldBe((DeliveryState.Complained, 1, Sent));
        (await AnnAsync()).Departure.ShouldBe(new(DepartureCause.Complained, Sent + Duration.FromMinutes(4), null));
        (await EntriesAsync()).ShouldBeEmpty();
    }

    private static DeliveryEvent Event(string id, DeliveryEventKind kind, int minute) => new(id, "ann", Mail, kind, Sent + Duration.FromMinutes(minute));

    private async Task<int> SurviveAsync(Crash crash)
    {
        using var test = new DeliveryEventsTests();
        await test.SendAsync();
        test._world.Restart(crash);
        for (var start = 1; ; start++)
        {
            try
            {
                // A provider that got no answer says it again.
                await test._world.Get<DeliveryLog>().AcceptAsync([Event("e1", DeliveryEventKind.SoftBounced, 1), Event("e2", DeliveryEventKind.Bounced, 2)], "t", test.Now, test._world.Crash.Stopped);
                await test.WorkAsync();
                if (!test._world.Crash.Happened)
                    break;
            }
            catch (Exception) when (test._world.Crash.Happened)
            {
            }
            start.ShouldBeLessThan(4);
            test._world.Clock.Advance(Duration.FromMinutes(62));
            test._world.Restart();
        }
        test._world.Restart();
        // What was put off while another message was worked on is struck off by the next.
        test._world.Clock.Advance(Duration.FromHours(2));
        await test._world.Get<DeliveryLog>().TellAgainAsync("t", test.Now, 1_000, default);
        await test.WorkAsync();
        var (mail, context) = (await test.MailAsync(), $"step {crash.At} {(crash.After ? "after" : "before")}");
        (mail.State, mail.SoftBounces).ShouldBe((DeliveryState.Bounced, 1), context);
        (await test.AnnAsync()).State.ShouldBe(SubscriberState.Suppressed, context);
        (await test.EntriesAsync()).ShouldBeEmpty(context);
        return crash.Steps;
    }

    private Instant Now => _world.Clock.GetCurrentInstant();

    private async Task SendAsync()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        (await _world.RunDigestsAsync()).Emails.ShouldBe(1);
    }

    private async Task<int> SayAsync(DeliveryEvent said)
    {
        await _world.Get<DeliveryLog>().AcceptAsync([said], "t", Now, default);
        return await WorkAsync();
    }

    private async Task<int> WorkAsync()
    {
        var noted = 0;
        var queue = _world.Get<StorageAccount>().Queue(DeliveryEventMessage.Queue);
        while (await queue.ReceiveAsync(16, Duration.FromMinutes(30), _world.Crash.Stopped) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                noted += await _world.Get<DeliveryEvents>().RunAsync(message.Read<DeliveryEventMessage>(), Now, _world.Crash.Stopped);
                await queue.CompleteAsync(message, _world.Crash.Stopped);
            }
        }
        return noted;
    }

    private async Task<OutboxMessage> MailAsync() => (await _world.OutboxAsync("ann")).ShouldHaveSingleItem();

    private async Task<Subscriber> AnnAsync() => (await _world.Get<SubscriberStore>().FindAsync("ann", default))!;

    private ValueTask<List<AgendaEntry>> EntriesAsync() => _world.Get<Agenda>().AllAsync(AgendaKinds.Delivery, default).ToListAsync();
}
