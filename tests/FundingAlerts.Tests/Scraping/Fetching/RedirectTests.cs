using FundingAlerts.Scraping;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(301, "/calls")]
    [InlineData(302, "calls")]
    [InlineData(303, "//b.example/calls")]
    [InlineData(307, "http://b.example/calls")]
    [InlineData(308, "https://b.example/calls?x=1#top")]
    public async Task A_redirect_is_followed_to_where_the_page_is(int status, string location)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnRedirect("/old", location, status);
        world.Site.On("/calls", "<p>Calls");

        var page = (await world.GetAsync("https://a.example/old")).ShouldBeOfType<FetchOutcome.Fetched>().Page;

        page.Address.ShouldBe(new Uri(new Uri("https://a.example/old"), location));
    }

    [Fact]
    public async Task The_new_host_is_asked_for_its_own_leave()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnRedirect("a.example/calls", "https://b.example/calls");
        world.Site.On("b.example/robots.txt", "User-agent: *\nDisallow: /");

        var problem = await world.ProblemAsync("https://a.example/calls");

        problem.Kind.ShouldBe(SourceProblemKind.RobotsDisallowed);
        problem.Message.ShouldStartWith("b.example asks programs not to read /calls");
        world.Site.Seen.Select(r => r.Host + r.Path).ShouldBe(["a.example/robots.txt", "a.example/calls", "b.example/robots.txt"]);
    }

    [Fact]
    public async Task A_redirect_is_no_way_around_robots_txt()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/robots.txt", "User-agent: *\nDisallow: /search");
        world.Site.OnRedirect("/calls", "/search?q=calls");

        (await world.ProblemAsync("https://a.example/calls")).Kind.ShouldBe(SourceProblemKind.RobotsDisallowed);

        world.Site.Pages.Select(r => r.Path).ShouldBe(["/calls"]);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, SourceProblemKind.TooManyRedirects)]
    public async Task Five_redirects_are_followed_and_no_more(int hops, SourceProblemKind? kind)
    {
        await using var world = await FetchingWorld.StartAsync();
        for (var n = 0; n < hops; n++)
            world.Site.OnRedirect($"/{n}", $"/{n + 1}");

        world.Site.On($"/{hops}", "<p>Calls");

        var outcome = await world.GetAsync("https://a.example/0");

        ((outcome as FetchOutcome.Failed)?.Problem.Kind).ShouldBe(kind);
        (outcome is FetchOutcome.Fetched).ShouldBe(kind is null);
    }

    [Fact]
    public async Task A_circle_is_left_as_soon_as_it_closes()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnRedirect("/a", "/b");
        world.Site.OnRedirect("/b", "/a");

        var problem = await world.ProblemAsync("https://a.example/a");

        problem.Kind.ShouldBe(SourceProblemKind.TooManyRedirects);
        problem.Message.ShouldStartWith("a.example/a leads in a circle");
        world.Site.Pages.Count().ShouldBe(2);
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]:{port}/inside")]
    [InlineData("http://[::ffff:127.0.0.1]:{port}/inside")]
    [InlineData("http://127.0.0.1:{port}/inside")]
    [InlineData("http://2130706433:{port}/inside")] // 127.0.0.1 as one number
    [InlineData("http://0x7f.1:{port}/inside")]
    [InlineData("http://localhost:{port}/inside")] // a name that leads there
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://0.0.0.0:{port}/inside")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://b.example/calls")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://curator:secret@b.example/calls")]
#pragma warning restore format
    public async Task No_redirect_and_no_definition_leads_inside(string address)
    {
        await using var world = await FetchingWorld.StartAsync();
        var inside = address.Replace("{port}", $"{world.Site.Address.Port}", StringComparison.Ordinal);
        world.Site.OnRedirect("/calls", inside);
        world.Site.On("/inside", "<p>Secret");

        var redirected = await world.ProblemAsync("https://a.example/calls");
        var direct = await world.ProblemAsync(inside);

        redirected.Kind.ShouldBe(SourceProblemKind.ForbiddenAddress);
        direct.Kind.ShouldBe(SourceProblemKind.ForbiddenAddress);
        redirected.Message.ShouldNotContain("secret");
        world.Site.Seen.Select(r => r.Path).ShouldBe(["/robots.txt", "/calls"]);
        world.Clock.Waits.Count.ShouldBe(1); // nothing was tried again
    }

    [Fact]
    public async Task A_connection_opened_by_leave_does_not_let_others_through()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", "<p>Calls");
        await world.TextAsync("https://a.example/calls");

        (await world.ProblemAsync($"http://127.0.0.1:{world.Site.Address.Port}/calls")).Kind.ShouldBe(SourceProblemKind.ForbiddenAddress);
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData("http://127.0.0.1:{port}/calls", null)]
    [InlineData("http://localhost:{port}/calls", null)]
    [InlineData("http://10.0.0.1/calls",         SourceProblemKind.ForbiddenAddress)]
    [InlineData("http://169.254.169.254/calls",  SourceProblemKind.ForbiddenAddress)]
#pragma warning restore format
    public async Task Loopback_can_be_allowed_and_nothing_else_inside(string address, SourceProblemKind? kind)
    {
        await using var world = await FetchingWorld.StartAsync(options => options.AllowLoopback = true);
        world.Site.On("/calls", "<p>Calls");

        var outcome = await world.GetAsync(address.Replace("{port}", $"{world.Site.Address.Port}", StringComparison.Ordinal));

        ((outcome as FetchOutcome.Failed)?.Problem.Kind).ShouldBe(kind);
        (outcome is FetchOutcome.Fetched).ShouldBe(kind is null);
    }
}
