using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>How much one host is asked for in a day, whoever asks.</summary>
public sealed class HostBudgetTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    private HostBudget Budget => new(world.Storage.Account, world.Options.RequestsPerHostAndDay);

    [Fact]
    public async Task What_a_run_asked_for_is_counted_and_the_rest_of_its_block_given_back()
    {
        PutFeed(4);
        await world.RunAsync(world.FeedSource);

        (await UsedAsync("feed.example")).ShouldBe(5);
        await world.RunAsync(world.FeedSource);
        (await UsedAsync("FEED.example")).ShouldBe(6); // just the feed
        (await UsedAsync("fund.example")).ShouldBe(0);
    }

    [Fact]
    public async Task Pages_that_have_not_changed_or_cannot_be_read_count_too()
    {
        world.Pages.PutTagged(List, $"[{Call("a")}]", "e", "application/json");
        await world.RunAsync(world.Fund);
        await world.RunAsync(world.Fund);
        world.Pages.Fail(List, SourceProblemKind.TimedOut);
        await world.RunAsync(world.Fund);

        (await UsedAsync("fund.example")).ShouldBe(3);
    }

    [Fact]
    public async Task When_the_day_is_used_up_the_run_ends_and_keeps_what_it_read()
    {
        world.Options = new() { RequestsPerHostAndDay = 6 };
        PutFeed(9);

        var first = await world.RunAsync(world.FeedSource);

        first.Verdict.ShouldBe(ScrapeVerdict.Failed);
        first.Problem!.Kind.ShouldBe(SourceProblemKind.DailyCap);
        first.Problem.Message.ShouldBe("feed.example was asked for 6 pages today (UTC), the most that we ask of one host over all sources; this reading was cut off after 6 requests. It goes on tomorrow by itself. Nothing was published or closed. 5 detail pages were read and are kept; the next reading goes on from there.");
        (await world.RunAsync(world.FeedSource)).Problem!.Kind.ShouldBe(SourceProblemKind.DailyCap);
        world.Pages.Asked.Count.ShouldBe(6);

        var second = await world.NextDayAsync(world.FeedSource);

        second.Verdict.ShouldBe(ScrapeVerdict.Failed); // the feed again, five that are due again by now
        world.MendFeed("refresh: 12h", "refresh: 30d");
        world.Options = new() { RequestsPerHostAndDay = 12 };
        (await world.NextDayAsync(world.FeedSource)).Opportunities.ShouldBe(9);
    }

    [Fact]
    public async Task Our_own_limit_is_no_trouble_of_the_source()
    {
        world.Pages.Put(List, $"[{Call("a")}]");
        await world.RunAsync(world.Fund);
        world.Options = new() { RequestsPerHostAndDay = 1 };

        for (var again = 0; again < 3; again++)
        {
            world.Now += Duration.FromHours(2);
            (await world.RunAsync(world.Fund)).Problem!.Kind.ShouldBe(SourceProblemKind.DailyCap);
        }

        (await world.Sources.StateAsync("fund", Stop)).FailuresInARow.ShouldBe(0);
        (await world.Health.HealthAsync(world.Fund, world.Now, Stop)).State.ShouldBe(HealthState.Healthy);
        (await world.Health.EventsAsync("fund", 10, Stop)).ShouldBeEmpty();
        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);
    }

    [Fact]
    public async Task Several_that_reserve_at_once_never_have_more_than_the_day()
    {
        world.Options = new() { RequestsPerHostAndDay = 90 };
        var day = new LocalDate(2026, 3, 1);

        var reserved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Budget.ReserveAsync("one.example", day, Stop))));

        reserved.Order().ShouldBe([0, 0, 0, 0, 15, 25, 25, 25]);
        await Budget.ReturnAsync("one.example", day, 10, Stop);
        (await Budget.ReserveAsync("one.example", day, Stop)).ShouldBe(10);
        (await Budget.ReserveAsync("one.example", day.PlusDays(1), Stop)).ShouldBe(25);
    }

    [Theory]
    [InlineData(0)] // both begin the day
    [InlineData(25)]
    public async Task Of_two_that_write_at_once_both_count(int before)
    {
        var day = new LocalDate(2026, 3, 1);
        if (before > 0)
            (await Budget.ReserveAsync("one.example", day, Stop)).ShouldBe(before);
        world.Storage.Before = _ =>
        {
            world.Storage.Before = _ => { };
            Budget.ReserveAsync("one.example", day, Stop).GetAwaiter().GetResult().ShouldBe(25);
        };

        (await Budget.ReserveAsync("one.example", day, Stop)).ShouldBe(25);

        (await UsedAsync("one.example")).ShouldBe(before + 50);
    }

    [Fact]
    public async Task A_block_that_a_killed_run_had_reserved_stays_used()
    {
        world.Pages.Put(List, $"[{Call("a")}]").Before = _ => throw new IOException("The machine is gone.");
        await Should.ThrowAsync<IOException>(() => world.RunAsync(world.Fund));

        (await UsedAsync("fund.example")).ShouldBe(25);
    }

    [Fact]
    public async Task Days_of_more_than_a_month_ago_are_forgotten()
    {
        var first = new LocalDate(2026, 3, 1);
        for (var day = 0; day < 40; day++)
            await Budget.ReserveAsync("one.example", first.PlusDays(day), Stop);

        (await Budget.UsedAsync("one.example", first.PlusDays(7), Stop)).ShouldBe(0);
        (await Budget.UsedAsync("one.example", first.PlusDays(8), Stop)).ShouldBe(25);
    }

    private Task<int> UsedAsync(string host) => Budget.UsedAsync(host.ToLowerInvariant(), world.Now.InUtc().Date, Stop);

    private void PutFeed(int calls)
    {
        string[] all = [.. Enumerable.Range(1, calls).Select(n => $"r{n}")];
        world.PutFeed(all);
        foreach (var reference in all)
            world.PutDetail(reference, "1 September 2026");
    }
}
