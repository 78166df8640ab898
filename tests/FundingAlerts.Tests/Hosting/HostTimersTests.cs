using FundingAlerts.Local.Hosting;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Work;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace FundingAlerts.Tests.Hosting;

public sealed class HostTimersTests : IDisposable
{
    private static readonly TimerExpressions Usual = TimerExpressions.Read(_ => null).Expressions!;
    private readonly DigestWorld _world = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ApplicationLifetime _host = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly List<(string Timer, Instant At)> _turns = [];
    private string? _broken;

    private Instant Now => _world.Clock.GetCurrentInstant();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task What_was_missed_is_made_good_by_one_turn_and_remembered_over_a_restart()
    {
        _world.Clock.Reset(Instant.FromUtc(2026, 8, 24, 7, 10));
        var first = Fresh();
        await TickAsync(first);
        Taken().ShouldBe(["PlanScrapes", "Housekeeping"]); // they never had one
        await TickAsync(first);
        Taken().ShouldBeEmpty();

        _world.Clock.Reset(Instant.FromUtc(2026, 8, 24, 7, 15));
        await TickAsync(first);
        Taken().ShouldBe(["PlanScrapes"]);
        await TickAsync(Fresh()); // a restart at once
        Taken().ShouldBeEmpty();

        _world.Clock.Reset(Instant.FromUtc(2026, 8, 27, 7, 21)); // down for three days
        var late = Fresh();
        await TickAsync(late);
        await TickAsync(late);
        Taken().ShouldBe(["PlanScrapes", "Housekeeping"]);
        _world.Clock.Reset(Instant.FromUtc(2026, 8, 27, 7, 29));
        await TickAsync(late);
        Taken().ShouldBeEmpty();
        _world.Clock.Reset(Instant.FromUtc(2026, 8, 27, 7, 30));
        await TickAsync(late);
        Taken().ShouldBe(["PlanScrapes"]);
    }

    [Fact]
    public async Task It_rests_until_the_next_turn_but_never_long()
    {
        var timers = Fresh();
        await TickAsync(timers);
        _world.Clock.Reset(Instant.FromUtc(2026, 8, 24, 7, 14, 30));
        (await TickAsync(timers)).ShouldBe(TimeSpan.FromSeconds(30));
        _world.Clock.Reset(Instant.FromUtc(2026, 8, 24, 7, 11));
        (await TickAsync(timers)).ShouldBe(TimeSpan.FromMinutes(1));
    }

    // What the wall clock shows, minute by minute: DST taken for UTC, and set right again; a clock that is wrong by years.
    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(7)]
    [InlineData(-7)]
    [InlineData(60 * 24 * 365 * 20)]
    [InlineData(-60 * 24 * 365 * 20)]
    public async Task A_clock_that_is_set_forth_and_back_neither_repeats_nor_stalls(int minutes)
    {
        var start = Instant.FromUtc(2026, 10, 24, 0, 5);
        var timers = Fresh();
        _world.Clock.Reset(start);
        await TickAsync(timers);
        _turns.Clear();
        var taken = new List<(string Timer, int Minute)>();
        for (var minute = 1; minute <= 3 * 24 * 60; minute++)
        {
            var isWrong = minute is > 1_500 and < 2_900;
            _world.Clock.Reset(start + Duration.FromMinutes(minute + (isWrong ? minutes : 0)));
            await TickAsync(timers);
            taken.AddRange(_turns.Select(t => (t.Timer, minute)));
            _turns.Clear();
        }
        foreach (var (timer, period) in new[] { (WorkNames.PlanScrapes, 15), (WorkNames.Housekeeping, 60) })
        {
            var at = taken.Where(t => t.Timer == timer).Select(t => t.Minute).Prepend(0).Append(3 * 24 * 60).ToList();
            at.Zip(at.Skip(1), (one, next) => next - one).Max().ShouldBeLessThanOrEqualTo(2 * period, $"{timer} stalls");
            // Twice the clock was set, and each time one turn may come early.
            (at.Count - 2).ShouldBeLessThanOrEqualTo(3 * 24 * 60 / period + 2, $"{timer} repeats");
        }
    }

    [Fact]
    public async Task A_turn_that_fails_is_taken_again_in_five_minutes_and_kept_in_the_ledger()
    {
        var timers = Fresh();
        _broken = WorkNames.Housekeeping;
        await TickAsync(timers);
        Taken().ShouldBe(["PlanScrapes", "Housekeeping"]);
        await TickAsync(timers);
        Taken().ShouldBeEmpty();
        _broken = null;
        _time.Advance(TimeSpan.FromMinutes(5));
        await TickAsync(timers);
        await TickAsync(timers);
        Taken().ShouldBe(["Housekeeping"]);
        var runs = await _world.Get<RunLedger>().RecentAsync(WorkNames.Housekeeping, 10, Now, default);
        runs.Select(r => r.Outcome).ShouldBe([WorkOutcome.Failed, WorkOutcome.Done], ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_is_done_before_the_host_has_started()
    {
        using var never = Fresh();
        await never.StartAsync(default);
        await never.StopAsync(default);
        never.ExecuteTask!.IsFaulted.ShouldBeFalse();
        _turns.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_the_background_what_is_due_is_read_composed_and_mailed()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        var mailed = new TaskCompletionSource();
        _world.Mails.Before = _ => mailed.TrySetResult();
        using var workers = Workers();
        using var timers = new HostTimers(_world.Get<TimerWorks>().All, Usual, _world.Get<RunBook>(), _world.Get<TimerTurns>(), workers, _world.Clock, TimeProvider.System, _host, NullLogger<HostTimers>.Instance);
        await workers.StartAsync(default);
        await timers.StartAsync(default);
        _host.NotifyStarted();
        await mailed.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await timers.StopAsync(default);
        await workers.StopAsync(default);
        _world.Mails.Letters.Select(l => l.DeliveryId).ShouldBe(["ann-2026-08-24"]);
        (await _world.Get<RunLedger>().RecentAsync(null, 20, Now, default)).Select(r => r.Work).Distinct().ShouldBeSubsetOf(WorkNames.All);
        foreach (var work in new[] { WorkNames.PlanScrapes, WorkNames.WatchSources, WorkNames.PlanDigests, WorkNames.MatchChange, WorkNames.ComposeDigest, WorkNames.SendEmail })
            (await _world.Get<RunLedger>().RecentAsync(work, 1, Now, default)).ShouldNotBeEmpty(work);
    }

    private HostTimers Fresh()
    {
        TimerWork Of(TimerSchedule schedule) => new(schedule, (_, now, _) =>
        {
            _turns.Add((schedule.Work, now));
            if (_broken == schedule.Work)
                throw new IOException("Down.");
            return Task.FromResult<IReadOnlyDictionary<string, int>>(new Dictionary<string, int>());
        });
        return new([Of(Timers.PlanScrapes), Of(Timers.Housekeeping)], Usual, _world.Get<RunBook>(), _world.Get<TimerTurns>(), Workers(), _world.Clock, _time, _host, NullLogger<HostTimers>.Instance);
    }

    private QueueWorkers Workers() => new(
        _world.Get<FundingAlerts.Storage.StorageAccount>(), _world.Get<QueueWorks>(), _world.Get<MessageHandling>(), _world.Get<RunBook>(), Options.Create(new WorkerOptions()), TimeProvider.System, _host, NullLogger<QueueWorker>.Instance);

    private static async Task<TimeSpan> TickAsync(HostTimers timers)
    {
        var rest = await timers.TickAsync(default);
        await Task.WhenAll(timers.All.Select(t => t.Turn));
        return rest;
    }

    private List<string> Taken()
    {
        List<string> taken = [.. _turns.Select(t => t.Timer)];
        _turns.Clear();
        return taken;
    }
}
