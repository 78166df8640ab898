using CsCheck;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

public sealed class PlanScrapesTests : IDisposable
{
    private static readonly Duration Hour = Duration.FromHours(1);
    private readonly ScrapingWorld world = new();

    public PlanScrapesTests()
    {
        world.Pages.Put(List, $"[{Call("a")}]");
        world.PutFeed();
        Folder.Clock.Reset(world.Now);
    }

    private FundingAlerts.Tests.Storage.SqliteFolder Folder => world.Folder;

    private IQueue Scrapes => world.Storage.Account.Queue(ScrapeMessage.Queue);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Each_source_that_is_due_is_asked_for_once()
    {
        (await world.PlanAsync()).ShouldBe(new(2, 2, 0, 0));
        (await world.PlanAsync()).ShouldBe(new(2, 0, 2, 0));
        (await WorkAsync()).ShouldBe(2);
        (await world.PlanAsync()).ShouldBe(new(0, 0, 0, 0));
        Pass(Duration.FromDays(1));
        (await world.PlanAsync()).ShouldBe(new(2, 2, 0, 0));
    }

    [Fact]
    public async Task A_machine_that_slept_for_a_week_reads_each_source_once()
    {
        await world.PlanAsync();
        await WorkAsync();
        Pass(Duration.FromDays(7));

        for (var late = 0; late < 5; late++)
        {
            await world.PlanAsync();
            Pass(Duration.FromMinutes(1));
        }

        (await WorkAsync()).ShouldBe(2);
        (await world.PlanAsync()).Due.ShouldBe(0);
        (await world.Sources.RunsAsync("fund", 10, Stop)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_was_lost_is_sent_again_after_two_hours()
    {
        await world.PlanAsync();
        foreach (var message in await Scrapes.ReceiveAsync(32, Hour, Stop))
            await Scrapes.CompleteAsync(message, Stop);

        Pass(Hour * 2 - Duration.FromMinutes(1));
        (await world.PlanAsync()).Planned.ShouldBe(0);
        Pass(Duration.FromMinutes(1));
        (await world.PlanAsync()).Planned.ShouldBe(2);
    }

    [Fact]
    public async Task A_source_that_a_killed_run_left_is_planned_when_its_lease_is_over()
    {
        await world.PlanAsync(definitions: world.Fund);
        world.Storage.Before = write =>
        {
            if (!write.StartsWith("sources lease", StringComparison.Ordinal))
                throw new IOException("The machine is gone.");
        };
        await Should.ThrowAsync<IOException>(() => world.RunAsync(world.Fund));
        world.Storage.Before = _ => { };

        (await WorkAsync()).ShouldBe(0); // the message came back, and the dead run's lease still held
        (await world.PlanAsync(definitions: world.Fund)).ShouldBe(new(1, 0, 1, 0));
        Pass(SourceLease.Length);
        (await world.PlanAsync(definitions: world.Fund)).ShouldBe(new(1, 1, 0, 0));
        (await WorkAsync()).ShouldBe(1);
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData(5, 3, 0, 3, 2, "3 sources wait to be read, and the limit is 3.")]
    [InlineData(2, 3, 0, 2, 0, null)]
    [InlineData(2, 3, 4, 2, 0, null)]
    [InlineData(2, 3, 5, 0, 2, "5 changes wait to be matched, and the limit is 5.")]
#pragma warning restore format
    public async Task Nothing_more_is_planned_while_too_much_waits(int due, int mostScrapes, int changes, int planned, int heldBack, string? says)
    {
        world.Options = new() { MaxWaitingScrapes = mostScrapes, MaxWaitingChanges = 5 };
        for (var i = 0; i < changes; i++)
            await world.Storage.Account.Queue(ChangeMessage.Queue).SendAsync("x", Duration.Zero, Stop);
        var sources = Enumerable.Range(1, due).Select(n => world.Fund with { Id = $"s{n}" }).ToList();

        var plan = await world.PlanAsync(definitions: sources);

        (plan.Due, plan.Planned, plan.Waiting, plan.HeldBack).ShouldBe((due, planned, 0, heldBack));
        (plan.Backlog is null).ShouldBe(says is null);
        if (heldBack > 0)
        {
            plan = await world.PlanAsync(definitions: sources);
            (plan.Planned, plan.Waiting, plan.HeldBack, plan.Backlog).ShouldBe((0, planned, heldBack, says));
        }
    }

    [Fact]
    public async Task Those_that_wait_longest_come_first()
    {
        var fresh = world.Fund with { Id = "fresh" };
        await world.PlanAsync(definitions: world.FeedSource);
        await WorkAsync();
        Pass(Hour);
        await world.PlanAsync(definitions: world.Fund);
        await WorkAsync();
        Pass(Duration.FromDays(2));

        await world.PlanAsync(definitions: [world.Fund, world.FeedSource, fresh]);

        (await Scrapes.ReceiveAsync(32, Hour, Stop)).Select(m => m.Read<ScrapeMessage>().Source).ShouldBe(["fresh", "feed", "fund"]);
    }

    [Fact]
    public async Task A_timer_spreads_what_it_plans_and_a_command_does_not()
    {
        var many = Enumerable.Range(1, 10).Select(n => world.Fund with { Id = $"s{n}" }).ToList();
        await world.PlanAsync(Duration.FromMinutes(5), many);
        (await Scrapes.ReceiveAsync(32, Hour, Stop)).Count.ShouldBe(1);
        Pass(Duration.FromSeconds(150));
        (await Scrapes.ReceiveAsync(32, Hour, Stop)).Count.ShouldBe(5);
        Pass(Duration.FromSeconds(150));
        (await Scrapes.ReceiveAsync(32, Hour, Stop)).Count.ShouldBe(4);

        await world.PlanAsync(Duration.Zero, many.Select(m => m with { Id = $"{m.Id}b" }).ToList());
        (await Scrapes.ReceiveAsync(32, Hour, Stop)).Count.ShouldBe(10);
    }

    [Fact]
    public void Sources_drift_apart_by_up_to_a_tenth_of_their_cadence_and_never_by_more_than_an_hour() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 1, 9], Gen.Int[0, 10_000_000], Gen.Int[1, 24 * 60]).Sample((id, minutes, cadence) =>
        {
            var source = world.Fund with { Id = id, Cadence = Duration.FromMinutes(cadence) };
            var last = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(minutes);
            var early = last + source.Cadence - PlanScrapes.DueAt(source, last) - Duration.FromMinutes(5);
            return early >= Duration.Zero && early <= Hour && early <= source.Cadence / 10 && PlanScrapes.DueAt(source, last) == last + source.Cadence - Duration.FromMinutes(5) - early;
        });

    [Fact]
    public void Forty_sources_that_were_read_together_are_due_at_forty_times()
    {
        var due = Enumerable.Range(1, 40).Select(n => PlanScrapes.DueAt(world.Fund with { Id = $"s{n}", Cadence = Hour * 24 }, world.Now)).ToList();

        due.Distinct().Count().ShouldBe(40);
        (due.Max() - due.Min()).ShouldBeGreaterThan(Duration.FromMinutes(45));
    }

    private void Pass(Duration time)
    {
        world.Now += time;
        Folder.Clock.Advance(time);
    }

    // Works off what waits, as the work loop does.
    private async Task<int> WorkAsync()
    {
        var runs = 0;
        foreach (var message in await Scrapes.ReceiveAsync(32, Hour, Stop))
        {
            var source = message.Read<ScrapeMessage>().Source == "fund" ? world.Fund : world.FeedSource;
            runs += await world.TryRunAsync(source) is null ? 0 : 1;
            await Scrapes.CompleteAsync(message, Stop);
        }
        return runs;
    }
}
