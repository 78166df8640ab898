using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>How long a run takes, and what it was found in.</summary>
public sealed class RunTimeTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_run_says_how_long_it_took_and_how_often_each_field_was_found()
    {
        world.Pages.Put(List, $"[{Call("a")},{Call("b", closes: "")}]").Before = _ => world.Time.Advance(TimeSpan.FromSeconds(7));

        await world.RunAsync(world.Fund);

        var run = (await world.Sources.RunsAsync("fund", 1, Stop)).ShouldHaveSingleItem();
        run.Took.ShouldBe(Duration.FromSeconds(7));
        run.Coverage!.Rows.ShouldBe(2);
        run.Coverage.Found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value}")
            .ShouldBe(["address 2", "closes 1", "reference 2", "status 2", "title 2", "total 2"]);
    }

    [Fact]
    public async Task A_listing_that_takes_too_long_is_cut_off_between_two_requests()
    {
        world.MendFund("request: { url: https://fund.example/calls }", "request: { url: 'https://fund.example/p${page}' }\npaging: { max: 9 }");
        world.MendFund("minRows: 1", "minRows: 1\n  maxTime: 5m", keep: true);
        for (var page = 1; page < 9; page++)
            world.Pages.Put($"https://fund.example/p{page}", $"[{Call($"c{page}")}]");
        world.Pages.Before = _ => world.Time.Advance(TimeSpan.FromMinutes(2));

        var run = await world.RunAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Failed);
        run.Problem!.Kind.ShouldBe(SourceProblemKind.TooSlow);
        run.Problem.Message.ShouldBe("Reading took longer than the contract's 5 minutes and was cut off after 3 requests. If the site is always so slow, raise contract.maxTime. Nothing was published or closed.");
        run.Took.ShouldBe(Duration.FromMinutes(6));
        world.Pages.Asked.Count.ShouldBe(3);
        (await world.Calls.AllAsync("fund", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Detail_pages_that_take_too_long_are_gone_on_with_by_the_next_run()
    {
        string[] all = [.. Enumerable.Range(1, 9).Select(n => $"r{n}")];
        world.PutFeed(all);
        foreach (var reference in all)
            world.PutDetail(reference, "1 September 2026");
        world.MendFeed("follow:", "contract: { maxTime: 9m }\nfollow:");
        world.Pages.Before = _ => world.Time.Advance(TimeSpan.FromMinutes(2));

        var first = await world.RunAsync(world.FeedSource);
        first.Problem!.Message.ShouldEndWith("4 detail pages were read and are kept; the next reading goes on from there.");
        (await world.Calls.AllAsync("feed", Stop)).ShouldBeEmpty();
        world.Now += Duration.FromHours(6);
        (await world.RunAsync(world.FeedSource)).Problem!.Kind.ShouldBe(SourceProblemKind.TooSlow);
        world.Now += Duration.FromHours(1);
        var last = await world.RunAsync(world.FeedSource);

        last.Verdict.ShouldBe(ScrapeVerdict.Changed);
        last.Opportunities.ShouldBe(9);
        world.Pages.Asked.Distinct().Count().ShouldBe(10);
        world.Pages.Asked.Count.ShouldBe(12); // each page once, the feed three times
    }

    [Fact]
    public async Task What_a_run_that_was_cut_off_has_kept_is_not_taken_for_listed()
    {
        const string start = "<rss><channel><item><guid>a</guid><title>Call a</title><link>https://feed.example/a</link></item>";
        world.MendFeed("follow:", "contract: { maxTime: 9m }\nfollow:");
        world.PutDetail("a", "1 September 2026");
        world.Pages.PutTagged(Feed, $"{start}</channel></rss>", "old", "application/rss+xml");
        await world.RunAsync(world.FeedSource);
        foreach (var reference in new[] { "x", "y", "z" })
            world.PutDetail(reference, "1 September 2026");
        string Item(string r) => $"<item><guid>{r}</guid><title>Call {r}</title><link>https://feed.example/{r}</link></item>";
        world.Pages.PutTagged(Feed, $"{start}{Item("x")}{Item("y")}{Item("z")}</channel></rss>", "new", "application/rss+xml");
        world.Pages.Before = _ => world.Time.Advance(TimeSpan.FromMinutes(4));
        (await world.NextDayAsync(world.FeedSource)).Problem!.Kind.ShouldBe(SourceProblemKind.TooSlow);

        world.Pages.Before = _ => { };
        world.Pages.PutTagged(Feed, $"{start}</channel></rss>", "old", "application/rss+xml"); // they took it back

        (await world.NextDayAsync(world.FeedSource)).Listings.ShouldBe(1);
        (await world.Calls.AllAsync("feed", Stop)).Select(c => c.Reference).ShouldBe(["a"]);
    }
}
