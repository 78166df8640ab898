using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping.Health;

/// <summary>How sources fare, and what is told of it.</summary>
public sealed class SourceHealthTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_source_is_unread_then_healthy_since_its_first_run()
    {
        (await HealthAsync()).ShouldBe(new SourceHealth(HealthState.Unread, null, "It has not been read yet."));

        await world.FundSaysAsync(Call("a"));
        var first = world.Now;
        await world.FundSaysAsync(Call("a"));

        var health = await HealthAsync();
        (health.State, health.Since, health.LastGoodAt, health.Why).ShouldBe((HealthState.Healthy, first, world.Now, null));
        (await EventsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SourceProblemKind.Unavailable)]
    [InlineData(SourceProblemKind.TimedOut)]
    [InlineData(SourceProblemKind.RateLimited)]
    [InlineData(SourceProblemKind.Unreachable)]
    [InlineData(SourceProblemKind.BackingOff)]
    public async Task A_failure_that_may_pass_is_an_event_when_the_next_run_fails_too(SourceProblemKind kind)
    {
        await world.FundSaysAsync(Call("a"));
        world.Pages.Fail(List, kind);
        await world.NextDayAsync(world.Fund);
        var failed = world.Now;
        (await EventsAsync()).ShouldBeEmpty();
        (await HealthAsync()).ShouldSatisfyAllConditions(h => h.State.ShouldBe(HealthState.Healthy), h => h.Why!.ShouldStartWith("The reading of 3 March 2026 09:00 UTC failed, which may pass: "));

        world.Pages.Fail(List, SourceProblemKind.TimedOut); // it is down all the same
        await world.NextDayAsync(world.Fund);
        await world.NextDayAsync(world.Fund);

        (await EventsAsync()).ShouldBe(["Broke Failing"]);
        (await HealthAsync()).ShouldSatisfyAllConditions(h => h.State.ShouldBe(HealthState.Failing), h => h.Since.ShouldBe(failed), h => h.LastGoodAt.ShouldBe(failed - Duration.FromDays(1)));

        await world.FundSaysAsync(Call("a"));
        (await EventsAsync()).ShouldBe(["Recovered Failing", "Broke Failing"]);
        (await HealthAsync()).ShouldSatisfyAllConditions(h => h.State.ShouldBe(HealthState.Healthy), h => h.Since.ShouldBe(world.Now));
    }

    [Fact]
    public async Task A_failure_between_two_good_runs_is_told_to_nobody()
    {
        for (var day = 0; day < 4; day++)
        {
            await world.FundSaysAsync(Call("a"));
            world.Pages.Fail(List, SourceProblemKind.Unavailable);
            await world.NextDayAsync(world.Fund);
        }

        (await EventsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SourceProblemKind.NotFound)]
    [InlineData(SourceProblemKind.JavaScriptShell)]
    [InlineData(SourceProblemKind.BotWall)]
    public async Task Other_troubles_are_events_at_once_and_only_once(SourceProblemKind kind)
    {
        await world.FundSaysAsync(Call("a"));
        world.Pages.Fail(List, kind);
        await world.NextDayAsync(world.Fund);
        var broke = world.Now;
        await world.NextDayAsync(world.Fund);

        (await EventsAsync()).ShouldBe(["Broke Failing"]);
        (await HealthAsync()).Since.ShouldBe(broke);
    }

    [Fact]
    public async Task Going_to_and_fro_between_two_troubles_is_no_news()
    {
        await world.FundSaysAsync(Many(10));
        for (var day = 0; day < 3; day++)
        {
            world.Pages.Fail(List, SourceProblemKind.BotWall);
            await world.NextDayAsync(world.Fund);
            await world.FundSaysAsync(Many(1));
        }

        (await EventsAsync()).ShouldBe(["Broke Suspect", "Broke Failing"]);
        (await HealthAsync()).State.ShouldBe(HealthState.Suspect);
    }

    [Theory]
    [InlineData(0, HealthState.Healthy)]
    [InlineData(1, HealthState.Late)]
    public async Task A_source_that_is_not_read_is_late_after_two_turns_and_an_hour(int seconds, HealthState state)
    {
        world.MendFund("request:", "cadence: 6h\nrequest:");
        await world.FundSaysAsync(Call("a"));
        var due = world.Now + Duration.FromHours(13);
        world.Now = due + Duration.FromSeconds(seconds);

        (await HealthAsync()).State.ShouldBe(state); // whether or not somebody looked
        await WatchAsync();
        await WatchAsync();

        (await EventsAsync()).ShouldBe(state == HealthState.Late ? ["Broke Late"] : []);
        if (state == HealthState.Late)
        {
            (await HealthAsync()).ShouldSatisfyAllConditions(h => h.Since.ShouldBe(due), h => h.Why.ShouldBe("It was not read since 2 March 2026 09:00 UTC, and should be every 6 hours. Check that the schedule runs."));
            await world.RunAsync(world.Fund);
            (await EventsAsync()).ShouldBe(["Recovered Late", "Broke Late"]);
        }
    }

    [Fact]
    public async Task A_source_that_was_never_read_is_late_too_and_a_disabled_one_is_not()
    {
        (await WatchAsync()).ShouldBe(0);
        world.Now += Duration.FromHours(14);
        world.MendFund("request:", "enabled: false\nrequest:");
        (await WatchAsync()).ShouldBe(0);
        (await HealthAsync()).State.ShouldBe(HealthState.Unread);
        world.MendFund("no such line", "");

        (await WatchAsync()).ShouldBe(1);

        (await HealthAsync()).State.ShouldBe(HealthState.Late);
    }

    [Fact]
    public async Task A_source_that_has_gone_quiet_is_late_until_something_changes()
    {
        world.MendFund("request:", "cadence: 1d\nquiet: 10d\nrequest:");
        await world.FundSaysAsync(Call("a"));
        var changed = world.Now;
        for (var day = 0; day < 12; day++)
        {
            await world.NextDayAsync(world.Fund);
            await WatchAsync();
        }
        (await EventsAsync()).ShouldBe(["Broke Late"]);
        (await HealthAsync()).ShouldSatisfyAllConditions(
            h => h.Since.ShouldBe(changed + Duration.FromDays(10)),
            h => h.Why.ShouldBe("Nothing has changed there since 2 March 2026 09:00 UTC, where 10 days would be long. Look at the page: the calls may have moved."));

        await world.FundSaysAsync(Call("a"), Call("b"));

        (await EventsAsync()).ShouldBe(["Recovered Late", "Broke Late"]);
    }

    [Fact]
    public async Task A_trouble_that_is_known_stays_known_until_another_takes_its_place()
    {
        (await AcknowledgeAsync()).ShouldBeFalse();
        await world.FundSaysAsync(Many(10));
        (await AcknowledgeAsync()).ShouldBeFalse();
        world.Pages.Fail(List, SourceProblemKind.NotFound);
        await world.NextDayAsync(world.Fund);
        (await AcknowledgeAsync()).ShouldBeTrue();
        var known = new Acknowledgement("ann@example.org", world.Now, "They are moving house.");
        await world.NextDayAsync(world.Fund);
        (await HealthAsync()).Acknowledged.ShouldBe(known);

        await world.FundSaysAsync(Many(2));

        (await HealthAsync()).Acknowledged.ShouldBeNull();
        (await EventsAsync()).ShouldBe(["Broke Suspect", "Acknowledged Failing", "Broke Failing"]);
    }

    [Fact]
    public async Task A_late_source_can_be_acknowledged_before_the_timer_found_it()
    {
        await world.FundSaysAsync(Call("a"));
        world.Now += Duration.FromDays(2);

        (await AcknowledgeAsync()).ShouldBeTrue();

        (await HealthAsync()).Acknowledged!.Note.ShouldBe("They are moving house.");
    }

    private Task<bool> AcknowledgeAsync() => world.Health.AcknowledgeAsync(world.Fund, "ann@example.org", "They are moving house.", world.Now, Stop);

    private Task<int> WatchAsync() => new WatchSources(world.Health, NullLogger<WatchSources>.Instance).RunAsync([world.Fund], world.Now, Stop);

    private Task<SourceHealth> HealthAsync() => world.Health.HealthAsync(world.Fund, world.Now, Stop);

    private async Task<IReadOnlyList<string>> EventsAsync() =>
        [.. (await world.Health.EventsAsync("fund", 100, Stop)).Select(e => $"{e.Kind} {e.Trouble?.State}")];
}
