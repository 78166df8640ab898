using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping.Health;

/// <summary>A source's health when machines stop and when several work on it.</summary>
public sealed class HealthCrashTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_run_that_did_not_live_to_be_written_is_told_by_the_next()
    {
        await world.FundSaysAsync(Many(10));
        world.Storage.Before = _ => throw new IOException("The machine is gone.");
        await Should.ThrowAsync<IOException>(() => world.FundSaysAsync(Many(2)));
        world.Storage.Before = _ => { };
        (await world.Health.EventsAsync("fund", 10, Stop)).ShouldBeEmpty();

        await world.NextDayAsync(world.Fund);

        (await world.Health.EventsAsync("fund", 10, Stop)).ShouldHaveSingleItem().Kind.ShouldBe(SourceEventKind.Broke);
        (await world.Health.RecordAsync("fund", Stop)).Quarantine!.Runs.ShouldBe(1);
    }

    [Theory]
    [InlineData("opportunities call!c15")] // some are withdrawn
    [InlineData("sources row!c15")]
    [InlineData("sources state")]
    public async Task An_accepted_run_that_was_cut_off_is_accepted_again(string where)
    {
        await world.FundSaysAsync(Many(20));
        await world.FundSaysAsync(Many(8));
        await world.Health.AcceptAsync(world.Fund, "ann", "They are gone.", world.Now, Stop);
        world.Storage.Before = write =>
        {
            if (write.StartsWith(where, StringComparison.Ordinal))
                throw new IOException("The machine is gone.");
        };
        await Should.ThrowAsync<IOException>(() => world.FundSaysAsync(Many(8)));
        world.Storage.Before = _ => { };

        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBeOneOf(ScrapeVerdict.Changed, ScrapeVerdict.Unchanged);

        (await world.HistoryAsync("c20")).ShouldBe(["Published", "Withdrawn"]);
        (await world.Health.RecordAsync("fund", Stop)).Quarantine.ShouldBeNull();
        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);
    }

    [Fact]
    public async Task Two_workers_tell_of_one_trouble_once()
    {
        await world.FundSaysAsync(Many(10));
        world.Pages.Put(List, $"[{Call("a")}]");
        world.Now += Duration.FromDays(1);
        Meanwhile("sources state", () => LaterAsync(SourceLease.Length, () => world.RunAsync(world.Fund)));

        (await world.TryRunAsync(world.Fund)).ShouldBeNull();

        (await world.Health.EventsAsync("fund", 10, Stop)).ShouldHaveSingleItem().Kind.ShouldBe(SourceEventKind.Broke);
        (await world.Health.RecordAsync("fund", Stop)).Quarantine!.Runs.ShouldBe(1);
        (await world.Sources.RunsAsync("fund", 10, Stop)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_acceptance_while_a_run_ends_is_not_lost()
    {
        await world.FundSaysAsync(Many(20));
        await world.FundSaysAsync(Many(8));
        world.Pages.Fail(List, SourceProblemKind.TimedOut);
        world.Now += Duration.FromDays(1);
        Meanwhile("sources state", () => world.Health.AcceptAsync(world.Fund, "ann", "Gone.", world.Now, Stop));

        await world.RunAsync(world.Fund);

        (await world.Health.RecordAsync("fund", Stop)).Quarantine!.Accepted!.By.ShouldBe("ann");
        (await world.FundSaysAsync(Many(8))).Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task The_slower_of_two_workers_does_not_overrule_a_later_reading()
    {
        await world.FundSaysAsync(Many(10));
        world.Pages.Put(List, $"[{Call("a")}]");
        world.Now += Duration.FromDays(1);
        Meanwhile("sources state", () => world.FundSaysAsync(Many(10)));

        (await world.TryRunAsync(world.Fund)).ShouldBeNull();

        (await world.Health.HealthAsync(world.Fund, world.Now, Stop)).State.ShouldBe(HealthState.Healthy);
        (await world.Health.EventsAsync("fund", 10, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_and_states_of_before_all_this_are_read()
    {
        var table = world.Storage.Account.Table("sources");
        const string run = """{"source":"fund","startedAt":"2026-02-28T09:00:00Z","verdict":"changed","listings":7,"opportunities":7,"changes":7,"notes":[]}""";
        await table.UpsertAsync(new("fund", "run!0", new Dictionary<string, object> { ["json0"] = run }), Stop);
        await table.UpsertAsync(new("fund", "state", new Dictionary<string, object> { ["json0"] = $$"""{"lastRunAt":"2026-02-28T09:00:00Z","lastSuccessAt":"2026-02-28T09:00:00Z","lastRun":{{run}},"failuresInARow":0}""" }), Stop);

        (await world.Sources.RunsAsync("fund", 10, Stop)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Took.ShouldBeNull(), r => r.Coverage.ShouldBeNull());
        (await world.Health.HealthAsync(world.Fund, Instant.FromUtc(2026, 2, 28, 10, 0), Stop)).ShouldSatisfyAllConditions(
            h => h.State.ShouldBe(HealthState.Healthy),
            h => h.LastGoodAt.ShouldBe(Instant.FromUtc(2026, 2, 28, 9, 0)));
        (await world.FundSaysAsync(Many(7))).Verdict.ShouldBe(ScrapeVerdict.Changed);
    }

    private Task LaterAsync(Duration later, Func<Task> happens)
    {
        world.Now += later;
        return happens();
    }

    // What happens just before the first such write.
    private void Meanwhile(string write, Func<Task> happens) => world.Storage.Before = about =>
    {
        if (!about.StartsWith(write, StringComparison.Ordinal))
            return;
        world.Storage.Before = _ => { };
        var (now, asked) = (world.Now, happens());
        asked.GetAwaiter().GetResult();
        world.Now = now;
    };
}
