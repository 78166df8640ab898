using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Work;
using NodaTime;

namespace FundingAlerts.Tests.Hosting;

public sealed class QueueDrainTests : IDisposable
{
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    private IQueue Queue(string name) => _world.Get<StorageAccount>().Queue(name);

    [Fact]
    public async Task A_message_whose_work_fails_comes_back_and_is_poison_after_five_tries_and_blocks_nobody()
    {
        await _world.SubscribeAsync("ann");
        await _world.SubscribeAsync("bob");
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Mails.Before = l =>
        {
            if (l.To.Name == "ann")
                throw new IOException("Down.");
        };
        (await _world.RunDigestsAsync()).Failures.ShouldBe(1);
        _world.Mails.Letters.Count.ShouldBe(1);
        for (var attempt = 2; attempt <= IQueue.MaxDequeues; attempt++)
        {
            (await _world.DrainAsync()).Failures.ShouldBe(0); // hidden
            _world.Clock.Advance(Duration.FromMinutes(31));
            (await _world.DrainAsync()).Failures.ShouldBe(1);
        }
        _world.Clock.Advance(Duration.FromMinutes(31));
        (await _world.DrainAsync()).Failures.ShouldBe(0);
        (await Queue(EmailMessage.Queue).DepthAsync(default)).ShouldBe(new(0, 1));

        // The promise stands: the next digest's turn asks for it again.
        _world.Mails.Before = _ => { };
        _world.Clock.Advance(Duration.FromDays(1));
        await _world.RunDigestsAsync();
        _world.Mails.Letters.Select(l => l.DeliveryId).ShouldBe(["bob-2026-08-24", "ann-2026-08-24"]);
    }

    [Fact]
    public async Task What_fails_in_a_command_is_there_for_the_next_command()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Mails.Before = _ => throw new TaskCanceledException("A time-out, not a stop.");
        await _world.Get<PlanDigests>().RunAsync("t", _world.Clock.GetCurrentInstant(), default);
        var loop = _world.Get<QueueDrain>();
        (await loop.DrainAsync(null, handBack: true, default)).Failures.ShouldBe(1);
        _world.Mails.Before = _ => { };
        (await loop.DrainAsync(null, handBack: true, default)).Emails.ShouldBe(1);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task A_message_that_cannot_be_read_does_not_stop_the_others(string body)
    {
        await _world.SubscribeAsync("ann");
        foreach (var name in new[] { ChangeMessage.Queue, DigestMessage.Queue, EmailMessage.Queue, ScrapeMessage.Queue })
            await Queue(name).SendAsync(body, Duration.Zero, default);
        await _world.ReadAsync(DigestWorld.Call("a"));
        (await _world.RunDigestsAsync()).Emails.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_for_an_unknown_source_is_dropped()
    {
        await Queue(ScrapeMessage.Queue).SendAsync(new ScrapeMessage(1, "t", "nowhere"), default);
        var done = await _world.DrainAsync();
        (done.Failures, done.Runs.Count).ShouldBe((0, 0));
        (await Queue(ScrapeMessage.Queue).DepthAsync(default)).ShouldBe(new(0, 0));
    }

    [Fact]
    public async Task What_was_done_stands_in_the_run_ledger()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Mails.Before = _ => throw new IOException("bob@example.org is not there.");
        await _world.RunDigestsAsync();
        await _world.DrainAsync(); // nothing is left, and nothing is kept
        var runs = await _world.Get<RunLedger>().RecentAsync(null, 10, _world.Clock.GetCurrentInstant(), default);
        runs.Select(r => (r.Work, r.Outcome, r.Correlation, r.Counts["messages"], r.Problem)).ShouldBe(
            [
                (WorkNames.MatchChange, WorkOutcome.Done, "t", 1, null),
                (WorkNames.ComposeDigest, WorkOutcome.Done, "t", 1, null),
                (WorkNames.SendEmail, WorkOutcome.Failed, "t", 1, "1 of 1 failed: MailFaultException."),
            ],
            ignoreOrder: true);
        runs.Single(r => r.Work == WorkNames.MatchChange).Counts["matches"].ShouldBe(1);
    }

    [Fact]
    public async Task What_was_not_begun_when_a_command_is_stopped_is_there_for_the_next()
    {
        using var stop = new CancellationTokenSource();
        foreach (var name in new[] { "ann", "bob", "cat" })
            await _world.SubscribeAsync(name);
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.Get<PlanDigests>().RunAsync("t", _world.Clock.GetCurrentInstant(), default);
        _world.Mails.Before = _ =>
        {
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        };
        var drain = _world.Get<QueueDrain>();
        await Should.ThrowAsync<OperationCanceledException>(() => drain.DrainAsync(null, handBack: true, stop.Token));
        _world.Mails.Before = _ => { };
        (await drain.DrainAsync(null, handBack: true, default)).Emails.ShouldBe(3);
    }
}
