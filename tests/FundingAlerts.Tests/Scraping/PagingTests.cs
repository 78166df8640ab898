using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>Listings of several pages, and pages that the server calls unchanged.</summary>
public sealed class PagingTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Pages_are_read_until_one_brings_nothing_new()
    {
        world.MendFund("request: { url: https://fund.example/calls }", "request: { url: 'https://fund.example/p${page}' }\npaging: { from: 0, max: 9 }");
        world.Pages
            .Put("https://fund.example/p0", $"[{Call("a")}]").Put("https://fund.example/p1", $"[{Call("b")}]")
            .Put("https://fund.example/p2", "[]");

        (await world.RunAsync(world.Fund)).Listings.ShouldBe(2);
        world.Pages.Put("https://fund.example/p1", $"[{Call("a")}]"); // the site ends by repeating itself
        (await world.NextDayAsync(world.Fund)).Listings.ShouldBe(1);
        world.Pages.Fail("https://fund.example/p1", SourceProblemKind.NotFound); // or by having no such page
        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);

        world.Pages.Asked.Select(a => a[^1]).ShouldBe("0120101");
    }

    [Fact]
    public async Task A_later_page_that_fails_fails_the_run()
    {
        world.MendFund("request: { url: https://fund.example/calls }", "request: { url: 'https://fund.example/p${page}' }\npaging: { max: 9 }");
        world.Pages.Put("https://fund.example/p1", $"[{Call("a")}]").Fail("https://fund.example/p2", SourceProblemKind.TimedOut);

        var run = await world.RunAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Failed);
        (await world.Calls.AllAsync("fund", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_longer_than_we_read_withdraws_nothing()
    {
        world.MendFund("request: { url: https://fund.example/calls }", "request: { url: 'https://fund.example/p${page}' }\npaging: { max: 2 }");
        world.Pages.Put("https://fund.example/p1", $"[{Call("a")}]").Put("https://fund.example/p2", $"[{Call("b")}]");
        await world.RunAsync(world.Fund);
        world.Pages.Put("https://fund.example/p1", $"[{Call("new")}]").Put("https://fund.example/p2", $"[{Call("a")}]"); // b is now on page 3

        var run = await world.NextDayAsync(world.Fund);

        run.Notes.ShouldContain("The listing goes on behind page 2; nothing counts as withdrawn. Raise paging.max.");
        (await world.HistoryAsync("b")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task A_withdrawn_call_stays_so_when_the_server_says_not_modified()
    {
        world.Pages.PutTagged(List, $"[{Call("a")},{Call("b")}]", "1", "application/json");
        await world.RunAsync(world.Fund);
        world.Pages.PutTagged(List, $"[{Call("b")}]", "2", "application/json");
        await world.NextDayAsync(world.Fund);

        var run = await world.NextDayAsync(world.Fund);

        run.Listings.ShouldBe(1);
        run.Changes.ShouldBe(0);
        (await world.HistoryAsync("a")).ShouldBe(["Published", "Withdrawn"]);
    }
}
