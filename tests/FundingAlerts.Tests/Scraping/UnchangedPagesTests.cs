using FundingAlerts.Scraping;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>Pages that say what they said cost a request and nothing else: they are not read, and nothing is written of their calls.</summary>
public sealed class UnchangedPagesTests : IDisposable
{
    private const string Paged = "request: { url: 'https://fund.example/p${page}' }\npaging: { from: 0, max: 9 }";

    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_listing_of_one_page_is_not_read_again()
    {
        (await world.FundSaysAsync(Call("a"), Call("b"))).PagesRead.ShouldBe(1);

        await NothingIsReadOrWrittenAsync("fund", () => world.NextDayAsync(world.Fund));
    }

    [Fact]
    public async Task Nor_is_one_of_several_pages()
    {
        PutPages([Call("a")], [Call("b")], []);
        (await world.RunAsync(world.Fund)).PagesRead.ShouldBe(3);
        world.Pages.Asked.Clear();

        await NothingIsReadOrWrittenAsync("fund", () => world.NextDayAsync(world.Fund));

        world.Pages.Asked.Select(a => a[^2..]).ShouldBe(["p0", "p1", "p2"]);
    }

    [Fact]
    public async Task Nor_is_one_whose_pages_name_the_next()
    {
        world.MendFund("request: { url: https://fund.example/calls }\nresponse: json\nrows: { path: '$[*]' }", "request: { url: https://fund.example/calls }\nresponse: json\nrows: { path: '$.calls[*]' }\npaging: { next: { path: $.next } }");
        world.Pages
            .Put(List, $$"""{"calls":[{{Call("a")}}],"next":"https://fund.example/more"}""")
            .Put("https://fund.example/more", $$"""{"calls":[{{Call("b")}}]}""");
        (await world.RunAsync(world.Fund)).ShouldSatisfyAllConditions(r => r.Listings.ShouldBe(2), r => r.PagesRead.ShouldBe(2));

        await NothingIsReadOrWrittenAsync("fund", () => world.NextDayAsync(world.Fund));

        world.Pages.Asked.ShouldBe([List, "https://fund.example/more", List, "https://fund.example/more"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task One_changed_page_lets_all_be_read(int changed)
    {
        PutPages([Call("a")], [Call("b")], []);
        await world.RunAsync(world.Fund);
        world.Pages.Put($"https://fund.example/p{changed}", $"[{Call(changed == 0 ? "a" : "b", closes: "1 October 2026")}]");

        var run = await world.NextDayAsync(world.Fund);

        run.ShouldSatisfyAllConditions(r => r.Listings.ShouldBe(2), r => r.Changes.ShouldBe(1), r => r.PagesRead.ShouldBe(3));
    }

    [Fact]
    public async Task A_page_behind_the_old_ones_is_found()
    {
        PutPages([Call("a")], [Call("b")]);
        world.Pages.Fail("https://fund.example/p2", FundingAlerts.Sources.SourceProblemKind.NotFound);
        await world.RunAsync(world.Fund);
        await NothingIsReadOrWrittenAsync("fund", () => world.NextDayAsync(world.Fund));
        PutPages([Call("a")], [Call("b")], [Call("c")], []);

        (await world.NextDayAsync(world.Fund)).ShouldSatisfyAllConditions(r => r.Listings.ShouldBe(3), r => r.Changes.ShouldBe(1));
    }

    [Fact]
    public async Task A_page_that_is_gone_withdraws_its_calls()
    {
        PutPages([Call("a")], [Call("b")], []);
        await world.RunAsync(world.Fund);
        world.Pages.Fail("https://fund.example/p1", FundingAlerts.Sources.SourceProblemKind.NotFound);

        (await world.NextDayAsync(world.Fund)).Listings.ShouldBe(1);

        (await world.HistoryAsync("b")).ShouldBe(["Published", "Withdrawn"]);
    }

    [Fact]
    public async Task A_call_s_own_page_is_not_read_again_and_its_row_is_not_written()
    {
        world.PutFeed("a", "b");
        world.PutDetail("a", "1 September 2026");
        world.PutDetail("b", "1 October 2026");
        (await world.RunAsync(world.FeedSource)).PagesRead.ShouldBe(3);

        for (var day = 0; day < 3; day++)
        {
            world.Pages.Asked.Clear();
            await NothingIsReadOrWrittenAsync("feed", () => world.NextDayAsync(world.FeedSource));
            world.Pages.Asked.ShouldBe([Feed, "https://feed.example/a", "https://feed.example/b"]);
        }
        world.Now += Duration.FromHours(1);
        world.Pages.Asked.Clear();
        await world.RunAsync(world.FeedSource);
        world.Pages.Asked.ShouldBe([Feed]);
    }

    [Fact]
    public async Task It_is_read_when_it_says_something_else()
    {
        world.PutFeed("a", "b");
        world.PutDetail("a", "1 September 2026");
        world.PutDetail("b", "1 October 2026");
        await world.RunAsync(world.FeedSource);
        world.PutDetail("b", "2 October 2026");

        var run = await world.NextDayAsync(world.FeedSource);

        run.ShouldSatisfyAllConditions(r => r.PagesRead.ShouldBe(1), r => r.Changes.ShouldBe(1));
        (await world.HistoryAsync("b", "feed")).ShouldBe(["Published", "DeadlineMoved"]);
    }

    [Fact]
    public async Task One_that_could_not_be_read_stays_due_though_the_others_had_not_changed()
    {
        world.PutFeed("a", "b", "c");
        foreach (var reference in (string[])["a", "b", "c"])
            world.PutDetail(reference, "1 September 2026");
        await world.RunAsync(world.FeedSource);
        world.Pages.Fail("https://feed.example/b", FundingAlerts.Sources.SourceProblemKind.TimedOut);
        await world.NextDayAsync(world.FeedSource);
        world.PutDetail("b", "2 September 2026");
        world.Now += Duration.FromHours(1);
        world.Pages.Asked.Clear();

        (await world.RunAsync(world.FeedSource)).Changes.ShouldBe(1);

        world.Pages.Asked.ShouldBe([Feed, "https://feed.example/b"]);
    }

    [Fact]
    public async Task A_mended_definition_reads_all_anew()
    {
        world.PutFeed("a");
        world.PutDetail("a", "1 September 2026");
        await world.RunAsync(world.FeedSource);
        world.MendFeed("closes: { label: [Closes] }", "closes: { label: [Closes, Ends] }");

        (await world.NextDayAsync(world.FeedSource)).PagesRead.ShouldBe(2);
    }

    private void PutPages(params string[][] pages)
    {
        world.MendFund("request: { url: https://fund.example/calls }", Paged);
        foreach (var (number, calls) in pages.Index())
            world.Pages.Put($"https://fund.example/p{number}", $"[{string.Join(',', calls)}]");
    }

    private async Task NothingIsReadOrWrittenAsync(string source, Func<Task<ScrapeRun>> run)
    {
        await world.ToldAsync();
        world.Storage.Writes.Clear();
        world.Storage.BlobWrites.Clear();

        (await run()).ShouldSatisfyAllConditions(
            r => r.Source.ShouldBe(source),
            r => r.Verdict.ShouldBe(ScrapeVerdict.Unchanged),
            r => r.PagesRead.ShouldBe(0));

        // The state, the ledger and the health of the source, and the lease that is given back; nothing of calls, rows or pages.
        var written = world.Storage.Writes.ShouldHaveSingleItem();
        written.Split(' ')[0].ShouldBe("sources");
        written.Split(' ')[1].Split('+').Select(k => k.Split('!')[0]).ShouldBe(["state", "run", "-lease", "health"]);
        world.Storage.BlobWrites.ShouldBeEmpty();
        (await world.ToldAsync()).ShouldBeEmpty();
    }
}
