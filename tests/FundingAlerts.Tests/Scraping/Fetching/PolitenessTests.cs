using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using Microsoft.AspNetCore.Http;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class PolitenessTests
{
    [Fact]
    public async Task We_say_who_we_are_and_how_to_reach_us()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", "<p>Calls");

        (await world.TextAsync("https://a.example/calls")).ShouldBe("<p>Calls");

        world.Site.Seen.ShouldAllBe(r =>
            r.Headers["User-Agent"] == "FundingAlerts/0.1 (+https://alerts.example/about; mailto:curators@alerts.example)");
        world.Site.Pages.Single().Headers.ShouldNotContainKey("Cookie");
    }

    [Fact]
    public async Task A_host_is_asked_one_thing_at_a_time_with_a_pause_between()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", "<p>Calls");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => world.GetAsync($"https://a.example/calls?n={n}")));

        var seen = world.Site.Seen.ToList();
        seen.Count.ShouldBe(7);
        seen[0].Path.ShouldBe("/robots.txt");
        world.Site.MostAtOnce.ShouldBe(1);
        Pauses(seen).ShouldAllBe(p => p >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Hosts_do_not_wait_for_each_other()
    {
        await using var world = await FetchingWorld.StartAsync();
        var bothThere = new CountdownEvent(2);
        var go = new TaskCompletionSource();
        world.Site.On("/calls", async context =>
        {
            if (bothThere.Signal())
                go.SetResult();

            await go.Task;
        });

        await Task.WhenAll(world.GetAsync("https://a.example/calls"), world.GetAsync("https://b.example/calls"));

        world.Site.MostAtOnce.ShouldBe(2);
    }

    [Theory]
#pragma warning disable format // a table
    //          source's own   Crawl-delay   pause
    [InlineData(null,          null,         2)]
    [InlineData(7,             null,         7)]
    [InlineData(0,             null,         0)]
    [InlineData(null,          "10",         10)]
    [InlineData(20,            "10",         20)]
    [InlineData(null,          "1",          2)]
    [InlineData(null,          "3600",       60)] // no longer than we care to wait
#pragma warning restore format
    public async Task The_longest_of_our_own_and_the_sites_delay_is_kept(int? own, string? crawlDelay, int pause)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", "<p>Calls");
        if (crawlDelay is not null)
            world.Site.On("/robots.txt", $"User-agent: *\nCrawl-delay: {crawlDelay}");

        var delay = own is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        await world.GetAsync("https://a.example/calls", delay);
        await world.GetAsync("https://a.example/calls", delay);

        Pauses(world.Site.Seen).ShouldAllBe(p => p == TimeSpan.FromSeconds(pause));
    }

    [Fact]
    public async Task Jitter_only_makes_a_pause_longer()
    {
        await using var world = await FetchingWorld.StartAsync(options => options.Jitter = 0.5);
        world.Site.On("/calls", "<p>Calls");

        for (var n = 0; n < 10; n++)
            await world.GetAsync("https://a.example/calls");

        world.Clock.Waits.ShouldAllBe(w => w >= TimeSpan.FromSeconds(2) && w <= TimeSpan.FromSeconds(3));
        world.Clock.Waits.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var world = await FetchingWorld.StartAsync();
        var changed = new DateTimeOffset(2026, 11, 1, 8, 30, 0, TimeSpan.Zero);
        world.Site.On("/calls", async context =>
        {
            if (context.Request.Headers.IfNoneMatch == "W/\"7\"" && context.Request.GetTypedHeaders().IfModifiedSince == changed)
            {
                context.Response.StatusCode = 304;
                return;
            }

            context.Response.Headers.ETag = "W/\"7\"";
            context.Response.GetTypedHeaders().LastModified = changed;
            await context.Response.Body.WriteAsync("<p>Calls"u8.ToArray());
        });

        var first = (await world.GetAsync("https://a.example/calls")).ShouldBeOfType<FetchOutcome.Fetched>();
        var second = await world.GetAsync("https://a.example/calls", validators: first.Validators);

        first.Validators.ShouldBe(new Validators("W/\"7\"", changed));
        first.Page.MediaType.ShouldBe("");
        first.Page.Charset.ShouldBeNull();
        second.ShouldBeOfType<FetchOutcome.NotModified>();
    }

    [Fact]
    public async Task Another_site_can_answer_and_still_see_the_host_that_was_asked_for()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", "<p>Calls", "text/html; charset=\"ISO-8859-1\"");

        var page = (await world.GetAsync("https://www.a.example/calls?page=2")).ShouldBeOfType<FetchOutcome.Fetched>().Page;

        page.Address.ShouldBe(new Uri("https://www.a.example/calls?page=2"));
        page.MediaType.ShouldBe("text/html");
        PageText.Read(page).ShouldBeOfType<PageText.Decoded>().Text.ShouldBe("<p>Calls");
        world.Site.Seen.ShouldAllBe(r => r.Host == "www.a.example");
        world.Site.Pages.Single().Path.ShouldBe("/calls?page=2");
    }

    private static IEnumerable<TimeSpan> Pauses(IEnumerable<SeenRequest> seen) =>
        seen.Zip(seen.Skip(1), (before, after) => after.Start - before.End);
}
