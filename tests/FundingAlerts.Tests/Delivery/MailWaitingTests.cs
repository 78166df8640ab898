using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Digests;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace FundingAlerts.Tests.Delivery;

/// <summary>Mails that cannot go now: over the real outbox and queue, with a clock that is moved.</summary>
public sealed class MailWaitingTests : IDisposable
{
    private readonly DigestWorld _world = new();
    private readonly FakeTimeProvider _time = new();

    public MailWaitingTests() => _time.SetUtcNow(_world.Clock.GetCurrentInstant().ToDateTimeOffset());

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_passing_refusal_is_tried_again_after_growing_waits_and_given_up_after_five_days()
    {
        await PromiseAsync("ann");
        _world.Mails.Answer = _ => new MailOutcome.Passing("The mailbox is full (452 4.2.2).");
        var began = Now;
        var tries = new List<Duration>();
        _world.Mails.Before = _ => tries.Add(Now - began);
        await LiveAsync(Duration.FromDays(8), Duration.FromMinutes(5));

        tries.Count.ShouldBe(15);
        tries.Take(7).ShouldBe([Duration.Zero, M(5), M(20), M(65), M(185), M(545), M(1_265)]);
        tries[^1].ShouldBeInRange(Duration.FromDays(4), Duration.FromDays(6));
        var mail = (await _world.OutboxAsync("ann")).ShouldHaveSingleItem();
        (mail.State, mail.Failure, mail.Waiting).ShouldBe((DeliveryState.GaveUp, "It was put off too often. The mailbox is full (452 4.2.2).", null));
        (await QueueAsync()).ShouldBe(new(0, 0));
    }

    [Fact]
    public async Task A_mail_that_went_after_a_passing_refusal_waits_no_more()
    {
        await PromiseAsync("ann");
        _world.Mails.Answer = _ => new MailOutcome.Passing("Greylisted (451).");
        await RunAsync();
        (await _world.OutboxAsync("ann")).Single().ShouldSatisfyAllConditions(
            m => m.State.ShouldBe(DeliveryState.Queued), m => m.NotBefore.ShouldBe(Now + M(5)), m => m.Waiting.ShouldBe("Greylisted (451)."), m => m.SendingUntil.ShouldBeNull());
        _world.Mails.Answer = _ => null;
        await LiveAsync(M(10), M(5));
        (await _world.OutboxAsync("ann")).Single().ShouldSatisfyAllConditions(m => m.State.ShouldBe(DeliveryState.Sent), m => m.NotBefore.ShouldBeNull(), m => m.Waiting.ShouldBeNull());
    }

    [Fact]
    public async Task A_transport_that_is_down_for_three_days_loses_nothing_poisons_nothing_and_mails_each_once()
    {
        string[] readers = [.. Enumerable.Range(0, 12).Select(i => $"p{i}")];
        foreach (var reader in readers)
            await PromiseAsync(reader);
        var tried = 0;
        _world.Mails.Answer = _ =>
        {
            tried++;
            return new MailOutcome.Trouble("The mail server cannot be reached.");
        };
        await LiveAsync(Duration.FromDays(3), Duration.FromMinutes(30));
        (await QueueAsync()).Poisoned.ShouldBe(0);
        // One mail tries for all, every half an hour.
        tried.ShouldBeLessThan(200);
        (await _world.Get<MailBook>().StateAsync("eml", Now.InUtc().Date, default)).Trouble.ShouldNotBeNull().Why.ShouldBe("The mail server cannot be reached.");

        _world.Mails.Answer = _ => null;
        await LiveAsync(Duration.FromHours(3), Duration.FromMinutes(5));
        _world.Mails.Letters.Where(l => l.DeliveryId.EndsWith("2026-08-24", StringComparison.Ordinal)).Select(l => l.SubscriberId).Order().ShouldBe(readers.Order());
        (await QueueAsync()).Poisoned.ShouldBe(0);
        (await _world.Get<MailBook>().StateAsync("eml", Now.InUtc().Date, default)).Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task Beyond_the_days_cap_mails_wait_for_tomorrow_and_say_so()
    {
        for (var i = 0; i < 7; i++)
            await PromiseAsync($"p{i}");
        using var purse = new MailPurse(new("eml") { PerDay = 3 }, _world.Get<MailBook>());
        await RunAsync(purse);
        _world.Mails.Letters.Count.ShouldBe(3);
        var waiting = new List<OutboxMessage>();
        for (var i = 0; i < 7; i++)
            waiting.AddRange((await _world.OutboxAsync($"p{i}")).Where(m => m.State == DeliveryState.Queued));
        waiting.Count.ShouldBe(4);
        waiting.ShouldAllBe(m => m.NotBefore == Instant.FromUtc(2026, 8, 25, 0, 0) && m.Waiting == SendEmail.DayIsFull);
        (await _world.Get<MailBook>().StateAsync("eml", new(2026, 8, 24), default)).Day.ShouldBe(new(3, 4, 3));

        // Who asks in the meantime gets nothing.
        for (var i = 0; i < 7; i++)
            await _world.Get<Outbox>().TellQueuedAsync($"p{i}", "t", default);
        await RunAsync(purse);
        _world.Mails.Letters.Count.ShouldBe(3);

        foreach (var (days, sent) in new[] { (1, 6), (1, 7), (1, 7) })
        {
            Advance(Duration.FromDays(days));
            await RunAsync(purse);
            _world.Mails.Letters.Count.ShouldBe(sent);
        }
        _world.Mails.Letters.Select(l => l.DeliveryId).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public async Task A_mail_that_was_not_taken_costs_nothing_of_the_day()
    {
        await PromiseAsync("ann");
        await PromiseAsync("bob");
        using var purse = new MailPurse(new("eml") { PerDay = 1 }, _world.Get<MailBook>());
        _world.Mails.Answer = l => l.SubscriberId == "ann" ? new MailOutcome.Refused("No.") : null;
        await RunAsync(purse);
        _world.Mails.Letters.ShouldHaveSingleItem().SubscriberId.ShouldBe("bob");
    }

    [Fact]
    public async Task Mails_that_are_told_together_are_handed_over_together_and_settled_one_by_one()
    {
        foreach (var reader in new[] { "ann", "bob", "cat", "dan" })
            await PromiseAsync(reader);
        await Drop();
        _world.Mails.MostAtOnce = 1_000;
        _world.Mails.Answer = l => l.SubscriberId switch
        {
            "bob" => new MailOutcome.Refused("No."),
            "cat" => new MailOutcome.Passing("Later."),
            _ => null,
        };
        await _world.Get<Outbox>().TellTogetherAsync([.. new[] { "ann", "bob", "cat", "dan", "ann" }.Select(r => new MailName(r, $"{r}-2026-08-24"))], "t", default);
        await RunAsync();
        _world.Mails.Calls.ShouldBe([4]);
        var states = new List<DeliveryState>();
        foreach (var reader in new[] { "ann", "bob", "cat", "dan" })
            states.Add((await _world.OutboxAsync(reader)).Single().State);
        states.ShouldBe([DeliveryState.Sent, DeliveryState.GaveUp, DeliveryState.Queued, DeliveryState.Sent]);
    }

    [Fact]
    public async Task A_thousand_told_together_fit_into_the_queue()
    {
        await _world.Get<Outbox>().TellTogetherAsync([.. Enumerable.Range(0, 1_000).Select(i => new MailName($"subscriber-{i:d40}", $"subscriber-{i:d40}-2026-08-24"))], "t", default);
        (await QueueAsync()).Waiting.ShouldBe(5);
    }

    [Fact]
    public async Task What_a_transport_throws_is_told_without_its_words()
    {
        await PromiseAsync("ann");
        _world.Mails.Before = _ => throw new InvalidOperationException("ann@example.org said no", new FormatException("<ann@example.org>"));
        var fault = await Should.ThrowAsync<MailFaultException>(() => Send().RunAsync(new(1, "t", "ann", "ann-2026-08-24"), Now, default));
        fault.Message.ShouldBe("The transport failed: InvalidOperationException by FormatException.");
        fault.ToString().ShouldNotContain("ann@");
        fault.ToString().ShouldContain(nameof(SentEmails)); // where it was
        fault.InnerException.ShouldBeNull();
    }

    private Instant Now => _world.Clock.GetCurrentInstant();

    private static Duration M(int minutes) => Duration.FromMinutes(minutes);

    private SendEmail Send(MailPurse? purse = null) => _send ??= new(
        _world.Get<Outbox>(), _world.Get<FundingAlerts.Interests.SubscriberStore>(), _world.Mails, new MailTraffic(new("eml"), _time),
        purse ?? _world.Get<MailPurse>(), new(new("eml"), _world.Get<MailBook>()), Microsoft.Extensions.Logging.Abstractions.NullLogger<SendEmail>.Instance);

    private SendEmail? _send;

    private void Advance(Duration duration)
    {
        _world.Clock.Advance(duration);
        _time.Advance(duration.ToTimeSpan());
    }

    // The planner's turn and the queue's, at each step.
    private async Task LiveAsync(Duration time, Duration step)
    {
        for (var end = Now + time; Now <= end; Advance(step))
        {
            await _world.Get<PlanDigests>().RunAsync("t", Now, default);
            await RunAsync();
        }
    }

    private async Task RunAsync(MailPurse? purse = null)
    {
        var queue = _world.Get<StorageAccount>().Queue(EmailMessage.Queue);
        while (await queue.ReceiveAsync(16, M(5), default) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                message.Dequeues.ShouldBe(1);
                await Send(purse).RunAsync(message.Read<EmailMessage>(), Now, default);
                await queue.CompleteAsync(message, default);
            }
        }
    }

    private async Task Drop()
    {
        var queue = _world.Get<StorageAccount>().Queue(EmailMessage.Queue);
        while (await queue.ReceiveAsync(16, M(5), default) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
                await queue.CompleteAsync(message, default);
        }
    }

    private Task<QueueDepth> QueueAsync() => _world.Get<StorageAccount>().Queue(EmailMessage.Queue).DepthAsync(default);

    private async Task PromiseAsync(string reader)
    {
        await _world.SubscribeAsync(reader);
        await _world.ReadAsync(DigestWorld.Call(reader));
        await _world.Get<FundingAlerts.Local.Hosting.QueueDrain>().DrainOneAsync(FundingAlerts.Opportunities.ChangeMessage.Queue, handBack: false, default);
        await _world.Get<ComposeDigest>().RunAsync(new(1, "t", reader, new(2026, 8, 24)), Now, default);
    }
}
