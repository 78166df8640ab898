using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

public sealed class DetailReadingTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_row_and_its_page_make_one_call()
    {
        await PublishAsync("a", "b");

        var call = await world.CallAsync("a", "feed");
        call.Title.ShouldBe("Call a");
        call.Description.ShouldStartWith("All about a,");
        call.Deadlines.Single().Text.ShouldBe("1 September 2026");
        world.Pages.Asked.ShouldBe([Feed, "https://feed.example/a", "https://feed.example/b"]);
    }

    [Fact]
    public async Task A_page_is_read_again_when_its_time_has_come_and_not_before()
    {
        await PublishAsync("a", "b");
        world.Pages.Asked.Clear();

        world.Now += Duration.FromHours(6);
        await world.RunAsync(world.FeedSource);
        world.Pages.Asked.ShouldBe([Feed]);

        world.PutDetail("a", "1 October 2026");
        world.Now += Duration.FromHours(6);
        (await world.RunAsync(world.FeedSource)).Changes.ShouldBe(1);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "DeadlineMoved"]);
    }

    [Fact]
    public async Task A_call_that_only_left_the_feed_is_followed_until_it_closes()
    {
        await PublishAsync("a", "b");
        world.PutFeed("b");
        world.PutDetail("a", "2 March 2026");
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "DeadlineMoved"]);

        world.Now += Duration.FromDays(3);
        world.Pages.Asked.Clear();
        await world.NextDayAsync(world.FeedSource);

        world.Pages.Asked.ShouldBe([Feed, "https://feed.example/b"]);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "DeadlineMoved"]);
    }

    [Fact]
    public async Task A_call_whose_page_is_gone_is_withdrawn_and_reopens_with_it()
    {
        await PublishAsync("a", "b");
        world.Pages.Fail("https://feed.example/a", SourceProblemKind.NotFound);
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published"]); // once may be chance
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn"]);

        world.PutFeed("b"); // it leaves the feed, and comes back while its page is still gone
        await world.NextDayAsync(world.FeedSource);
        world.PutFeed("a", "b");
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn"]);

        world.PutDetail("a", "1 September 2026");
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn", "Reopened"]);
    }

    [Fact]
    public async Task A_site_whose_pages_are_all_gone_at_once_is_suspect()
    {
        string[] all = ["a", "b", "c", "d", "e", "f"];
        await PublishAsync(all);
        foreach (var reference in all)
            world.Pages.Fail($"https://feed.example/{reference}", SourceProblemKind.NotFound);

        var run = await world.NextDayAsync(world.FeedSource);

        run.Verdict.ShouldBe(ScrapeVerdict.Suspect);
        run.Problem!.Message.ShouldStartWith("Of 6 detail pages 6 answered that they are gone, 0 lack");
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published"]);

        await world.Health.AcceptAsync(world.FeedSource, "ann@example.org", "All are cancelled.", world.Now, Stop);
        (await world.NextDayAsync(world.FeedSource)).Accepted.ShouldBeTrue();
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn"]);
        (await world.NextDayAsync(world.FeedSource)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_new_row_whose_page_fails_waits_and_the_others_are_stored()
    {
        world.PutFeed("a", "b", "c");
        world.PutDetail("a", "1 September 2026");
        world.PutDetail("c", "1 September 2026");
        world.Pages.Fail("https://feed.example/b", SourceProblemKind.Unavailable);

        var run = await world.RunAsync(world.FeedSource);

        run.Verdict.ShouldBe(ScrapeVerdict.Changed);
        run.Opportunities.ShouldBe(2);
        run.Notes.ShouldHaveSingleItem().ShouldStartWith("b: https://feed.example/b: Unavailable.");
        (await world.Calls.AllAsync("feed", Stop)).Select(c => c.Reference).ShouldBe(["a", "c"]);

        world.PutDetail("b", "1 September 2026");
        world.Now += Duration.FromHours(1); // not a whole refresh
        (await world.RunAsync(world.FeedSource)).Changes.ShouldBe(1);
        (await world.HistoryAsync("b", "feed")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task A_known_call_whose_page_fails_is_kept_as_it_was()
    {
        await PublishAsync("a", "b", "c");
        world.Pages.Fail("https://feed.example/b", SourceProblemKind.TimedOut);

        var run = await world.NextDayAsync(world.FeedSource);

        run.Verdict.ShouldBe(ScrapeVerdict.Unchanged);
        run.Opportunities.ShouldBe(3);
        (await world.CallAsync("b", "feed")).Deadlines.Single().Text.ShouldBe("1 September 2026");
    }

    [Theory]
    [InlineData(2, 2, "2 of 2 detail pages could not be read. The last: ")]
    [InlineData(20, 5, "5 of 5 detail pages could not be read. The last: ")] // and then it gives up
    public async Task A_site_whose_pages_all_fail_fails(int pages, int asked, string says)
    {
        string[] all = [.. Enumerable.Range(10, pages).Select(n => $"r{n}")];
        world.PutFeed(all);
        foreach (var reference in all)
            world.Pages.Fail($"https://feed.example/{reference}", SourceProblemKind.BotWall);

        var run = await world.RunAsync(world.FeedSource);

        run.Verdict.ShouldBe(ScrapeVerdict.Failed);
        run.Problem!.Kind.ShouldBe(SourceProblemKind.BotWall);
        run.Problem.Message.ShouldStartWith(says);
        world.Pages.Asked.Count.ShouldBe(asked + 1);
        (await world.Calls.AllAsync("feed", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mended_definition_reads_the_pages_anew_until_it_succeeds()
    {
        await PublishAsync("a", "b", "c");
        world.MendFeed("select: article", "select: article, filters: [{ limit: 12 }]");
        world.Pages.Fail("https://feed.example/b", SourceProblemKind.TimedOut);
        world.Now += Duration.FromMinutes(10);

        await world.RunAsync(world.FeedSource);
        (await world.CallAsync("a", "feed")).Description.ShouldBe("All about…");
        (await world.CallAsync("b", "feed")).Description.Length.ShouldBeGreaterThan(12);

        world.PutDetail("b", "1 September 2026");
        world.Now += Duration.FromMinutes(10);
        await world.RunAsync(world.FeedSource);
        (await world.CallAsync("b", "feed")).Description.ShouldBe("All about…");
    }

    [Fact]
    public async Task An_unchanged_page_is_not_sent_again()
    {
        world.PutFeed("a");
        world.Pages.PutTagged("https://feed.example/a", "<dl><dt>Closes</dt><dd>1 September 2026</dd></dl>", "x", "text/html");
        await world.RunAsync(world.FeedSource);

        (await world.NextDayAsync(world.FeedSource)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);

        (await world.CallAsync("a", "feed")).Deadlines.Single().Text.ShouldBe("1 September 2026");
        (await world.Sources.KnownRowsAsync("feed", Stop))["a"].After((await world.Sources.StateAsync("feed", Stop)).DetailsSeen).DetailReadAt.ShouldBe(world.Now);
    }

    private async Task PublishAsync(params string[] references)
    {
        world.PutFeed(references);
        foreach (var reference in references)
            world.PutDetail(reference, "1 September 2026");
        (await world.RunAsync(world.FeedSource)).Changes.ShouldBe(references.Length);
    }
}
