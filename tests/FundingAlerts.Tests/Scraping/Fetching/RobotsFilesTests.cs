using FundingAlerts.Scraping;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class RobotsFilesTests
{
    [Fact]
    public async Task A_page_that_robots_txt_forbids_is_not_asked_for()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/robots.txt", "User-agent: *\nDisallow: /search");

        var problem = await world.ProblemAsync("https://a.example/search?q=x");

        problem.Kind.ShouldBe(SourceProblemKind.RobotsDisallowed);
        problem.Message.ShouldBe(
            "a.example asks programs not to read /search (\"Disallow: /search\" in its robots.txt). "
            + "Use another page or a feed of this site, or ask its owner for leave.");
        world.Site.Pages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(401, null)]
    [InlineData(403, null)]
    [InlineData(404, null)]
    [InlineData(410, null)]
    [InlineData(429, SourceProblemKind.RateLimited)]
    [InlineData(500, SourceProblemKind.Unavailable)]
    [InlineData(503, SourceProblemKind.Unavailable)]
    public async Task A_site_without_robots_txt_is_open_and_one_in_trouble_is_left_alone(int status, SourceProblemKind? kind)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnStatus("/robots.txt", status);
        world.Site.On("/calls", "<p>Calls");

        var outcome = await world.GetAsync("https://a.example/calls");

        ((outcome as FetchOutcome.Failed)?.Problem.Kind).ShouldBe(kind);
        world.Site.Pages.Count().ShouldBe(kind is null ? 1 : 0);
    }

    [Fact]
    public async Task A_robots_txt_that_could_not_be_read_is_asked_for_again_soon()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnStatus("/robots.txt", 500, 500, 500, 500, 404);
        world.Site.On("/calls", "<p>Calls");

        var problem = await world.ProblemAsync("https://a.example/calls");
        await world.ProblemAsync("https://a.example/calls");
        var asked = world.Site.Seen.Count;
        world.Clock.Advance(TimeSpan.FromMinutes(10));

        (await world.TextAsync("https://a.example/calls")).ShouldBe("<p>Calls");
        asked.ShouldBe(4);
        problem.Message.ShouldStartWith("The robots.txt of a.example could not be read, so we may not read its pages. a.example has trouble of its own (HTTP 500).");
    }

    [Fact]
    public async Task Rules_are_kept_for_a_day_and_longer_while_they_cannot_be_read_again()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/robots.txt", "User-agent: *\nDisallow: /search");
        world.Site.On("/calls", "<p>Calls");
        await world.TextAsync("https://a.example/calls");
        world.Clock.Advance(TimeSpan.FromHours(23));
        await world.TextAsync("https://a.example/calls");
        world.Site.Seen.Count(r => r.Path == "/robots.txt").ShouldBe(1);

        world.Site.OnStatus("/robots.txt", 500);
        world.Clock.Advance(TimeSpan.FromHours(2));

        (await world.TextAsync("https://a.example/calls")).ShouldBe("<p>Calls");
        (await world.ProblemAsync("https://a.example/search")).Kind.ShouldBe(SourceProblemKind.RobotsDisallowed);
        world.Site.Seen.Count(r => r.Path == "/robots.txt").ShouldBe(1 + 4);
    }

    [Fact]
    public async Task Redirects_of_robots_txt_are_followed()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnRedirect("a.example/robots.txt", "https://b.example/robots.txt", 301);
        world.Site.On("b.example/robots.txt", "User-agent: *\nDisallow: /search");

        (await world.ProblemAsync("https://a.example/search")).Kind.ShouldBe(SourceProblemKind.RobotsDisallowed);
    }

    [Fact]
    public async Task A_robots_txt_that_only_redirects_forbids_nothing()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnRedirect("/robots.txt", "/robots.txt");
        world.Site.On("/calls", "<p>Calls");

        (await world.TextAsync("https://a.example/calls")).ShouldBe("<p>Calls");
    }

    [Fact]
    public async Task A_robots_txt_without_end_is_read_up_to_its_cap()
    {
        await using var world = await FetchingWorld.StartAsync();
        var comment = new string('#', 1_000_000);
        world.Site.On("/robots.txt", $"User-agent: *\nDisallow: /search\n{comment}\nDisallow: /calls");
        world.Site.On("/calls", "<p>Calls");

        (await world.TextAsync("https://a.example/calls")).ShouldBe("<p>Calls");
        (await world.ProblemAsync("https://a.example/search")).Kind.ShouldBe(SourceProblemKind.RobotsDisallowed);
    }
}
