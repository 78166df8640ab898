using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>A listing of which only a part was read withdraws nothing; one that is honestly empty stays so.</summary>
public sealed class PartlyReadListingTests : IDisposable
{
    private const string Plain = "request: { url: https://fund.example/calls }";
    private const string Linked = "request: { url: https://fund.example/calls }\npaging: { next: { path: $.next } }";
    private const string Counted = "request: { url: 'https://fund.example/p${page}' }\npaging: { max: 9 }";
    private const string Each = "request: { url: 'https://fund.example/p${page}' }\npaging: { each: ['1', '2', '3'] }";
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("not found")]
    [InlineData("an error page")]
    public async Task A_next_page_that_the_site_names_and_does_not_have_withdraws_nothing(string how)
    {
        ReadLinked();
        world.Pages.Put(List, Page("https://fund.example/2", "a")).Put("https://fund.example/2", Page(null, "b"));
        await world.RunAsync(world.Fund);

        if (how == "not found")
            world.Pages.Fail("https://fund.example/2", SourceProblemKind.NotFound);
        else
            world.Pages.Put("https://fund.example/2", "{\"message\":\"Sorry\",\"calls\":[]}");
        world.Pages.Put(List, Page("https://fund.example/2", "a", "new"));
        var run = await world.NextDayAsync(world.Fund);

        run.Notes.ShouldContain(n => n.Contains("nothing counts as withdrawn", StringComparison.Ordinal));
        (await world.HistoryAsync("b")).ShouldBe(["Published"]);
        (await world.HistoryAsync("new")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task Behind_a_page_without_any_call_the_next_one_is_read()
    {
        ReadLinked();
        world.MendFund("closes: { path: $.closes }", "closes: { path: $.closes, required: true }", keep: true);
        world.Pages.Put(List, Page("https://fund.example/2", "a")).Put("https://fund.example/2", Page("https://fund.example/3", "!news")).Put("https://fund.example/3", Page(null, "c"));

        (await world.RunAsync(world.Fund)).Listings.ShouldBe(2);
    }

    [Fact]
    public async Task Behind_a_counted_page_without_any_call_the_next_one_is_read()
    {
        world.MendFund(Plain, Counted);
        world.MendFund("closes: { path: $.closes }", "closes: { path: $.closes, required: true }", keep: true);
        world.Pages
            .Put("https://fund.example/p1", $"[{Call("a")}]").Put("https://fund.example/p2", """[{"id":"n","title":"News"}]""")
            .Put("https://fund.example/p3", $"[{Call("c")}]").Put("https://fund.example/p4", "[]");

        (await world.RunAsync(world.Fund)).Listings.ShouldBe(2);
    }

    [Fact]
    public async Task A_site_that_names_a_page_as_its_own_next_is_read_to_its_end_once()
    {
        ReadLinked();
        world.Pages.Put(List, Page(List, "a", "b"));

        (await world.RunAsync(world.Fund)).Listings.ShouldBe(2);
        world.Pages.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_honestly_empty_page_is_so_however_often_it_is_read()
    {
        world.MendFund("rows:", "emptyWhen: { text: nothing at the moment }\nrows:");
        world.Pages.Put(List, """[{"id":"a","title":"A call","status":"open","closes":"1 September 2026","total":""}]""");
        await world.RunAsync(world.Fund);
        world.Pages.PutTagged(List, """{"message":"There is nothing at the moment"}""", "1", "application/json");

        for (var day = 0; day < 3; day++)
            (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Empty);
    }

    [Fact]
    public async Task Of_several_feeds_the_first_may_go_and_the_others_still_tell()
    {
        world.MendFund(Plain, Each);
        foreach (var feed in new[] { "1", "2", "3" })
            world.Pages.Put($"https://fund.example/p{feed}", $"[{Call(feed)}]");
        await world.RunAsync(world.Fund);
        world.Pages.Fail("https://fund.example/p1", SourceProblemKind.NotFound).Put("https://fund.example/p3", $"[{Call("3")},{Call("new")}]");

        var run = await world.NextDayAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Changed);
        (await world.HistoryAsync("1")).ShouldBe(["Published"]);
        (await world.HistoryAsync("new")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task Where_all_feeds_are_gone_the_run_fails()
    {
        world.MendFund(Plain, Each);
        foreach (var feed in new[] { "1", "2", "3" })
            world.Pages.Fail($"https://fund.example/p{feed}", SourceProblemKind.NotFound);

        (await world.RunAsync(world.Fund)).Problem!.Kind.ShouldBe(SourceProblemKind.NotFound);
    }

    [Fact]
    public async Task One_feed_that_says_it_is_empty_does_not_speak_for_the_others()
    {
        world.MendFund(Plain, Each);
        world.MendFund("rows:", "emptyWhen: { text: nothing at the moment }\nrows:", keep: true);
        world.Pages.Put("https://fund.example/p1", "[]").Put("https://fund.example/p2", "[]").Put("https://fund.example/p3", """{"message":"nothing at the moment"}""");

        (await world.RunAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Suspect);
    }

    private void ReadLinked()
    {
        world.MendFund(Plain, Linked);
        world.MendFund("rows: { path: '$[*]' }", "rows: { path: '$.calls[*]' }", keep: true);
    }

    // "!x" is a row that is no call.
    private static string Page(string? next, params string[] references) =>
        $$"""{"next":{{(next is null ? "null" : $"\"{next}\"")}},"calls":[{{string.Join(',', references.Select(r => r.StartsWith('!') ? $$"""{"id":"{{r}}","title":"News"}""" : Call(r)))}}]}""";
}
