using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Digests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace FundingAlerts.Tests.Hosting;

public sealed class WorkLoopTests : IDisposable
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
        var loop = _world.Get<WorkLoop>();
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
    public async Task A_turn_of_the_schedule_does_what_is_due_and_no_more()
    {
        await _world.SubscribeAsync("ann");
        await _world.SubscribeAsync("wim", cadence: Cadence.WeeklyOn(IsoDayOfWeek.Friday, 8));
        var host = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var schedule = ScheduleOf(host);
        await schedule.TakeTurnAsync(default);
        await _world.ReadAsync(DigestWorld.Call("a"));
        await schedule.TakeTurnAsync(default);
        _world.Mails.Letters.ShouldBeEmpty();
        _world.Clock.Reset(Instant.FromUtc(2026, 8, 25, 6, 59));
        await schedule.TakeTurnAsync(default);
        _world.Mails.Letters.ShouldBeEmpty();
        _world.Clock.Reset(Instant.FromUtc(2026, 8, 25, 7, 0));
        await schedule.TakeTurnAsync(default);
        await schedule.TakeTurnAsync(default);
        _world.Mails.Letters.Select(l => l.DeliveryId).ShouldBe(["ann-2026-08-25"]);
        _world.Clock.Reset(Instant.FromUtc(2026, 8, 28, 7, 0));
        await schedule.TakeTurnAsync(default);
        _world.Mails.Letters.Select(l => l.DeliveryId).ShouldBe(["ann-2026-08-25", "wim-2026-08-28"]);
    }

    [Fact]
    public async Task The_schedule_does_nothing_before_the_host_has_started()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        var host = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var never = ScheduleOf(host);
        await never.StartAsync(default);
        await never.StopAsync(default);
        never.ExecuteTask!.IsFaulted.ShouldBeFalse();
        _world.Mails.Letters.ShouldBeEmpty();

        using var schedule = ScheduleOf(host);
        var mailed = new TaskCompletionSource();
        _world.Mails.Before = _ => mailed.TrySetResult();
        await schedule.StartAsync(default);
        host.NotifyStarted();
        await mailed.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await schedule.StopAsync(default);
    }

    private Schedule ScheduleOf(IHostApplicationLifetime host) => new(
        _world.Get<PlanScrapes>(), _world.Get<WatchSources>(), _world.Get<PlanDigests>(), _world.Get<WorkLoop>(), new CuratedCatalogue([], _world.Get<DefinitionStore>()), _world.Clock, new FakeTimeProvider(), host, NullLogger<Schedule>.Instance);
}
