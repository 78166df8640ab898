using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using Microsoft.AspNetCore.Http;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class FailureTests
{
    [Theory]
#pragma warning disable format // a table
    //          statuses in turn            outcome                              requests
    [InlineData(new[] { 404 },              SourceProblemKind.NotFound,          1)]
    [InlineData(new[] { 410 },              SourceProblemKind.NotFound,          1)]
    [InlineData(new[] { 401 },              SourceProblemKind.Refused,           1)]
    [InlineData(new[] { 403 },              SourceProblemKind.Refused,           1)]
    [InlineData(new[] { 429 },              SourceProblemKind.RateLimited,       4)]
    [InlineData(new[] { 500 },              SourceProblemKind.Unavailable,       4)]
    [InlineData(new[] { 501 },              SourceProblemKind.Unavailable,       1)]
    [InlineData(new[] { 503, 503, 404 },    SourceProblemKind.NotFound,          3)]
    [InlineData(new[] { 503, 200 },         null,                                2)]
    [InlineData(new[] { 429, 429, 429, 200 }, null,                              4)]
    [InlineData(new[] { 400 },              SourceProblemKind.UnexpectedStatus,  1)]
    [InlineData(new[] { 202 },              SourceProblemKind.UnexpectedStatus,  1)]
    [InlineData(new[] { 204 },              SourceProblemKind.UnexpectedStatus,  1)]
    [InlineData(new[] { 304 },              SourceProblemKind.UnexpectedStatus,  1)]
    [InlineData(new[] { 302 },              SourceProblemKind.UnexpectedStatus,  1)] // a redirect to nowhere
#pragma warning restore format
    public async Task A_status_has_its_name_and_what_may_pass_is_tried_again(int[] statuses, SourceProblemKind? kind, int requests)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnStatus("/calls", statuses);

        var outcome = await world.GetAsync("https://a.example/calls");

        ((outcome as FetchOutcome.Failed)?.Problem.Kind).ShouldBe(kind);
        (outcome is FetchOutcome.Fetched).ShouldBe(kind is null);
        world.Site.Pages.Count().ShouldBe(requests);
        world.Site.Seen.ShouldAllBe(r => r.Host == "a.example");
    }

    [Fact]
    public async Task Each_retry_waits_twice_as_long()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnStatus("/calls", 500);

        await world.GetAsync("https://a.example/calls");

        world.Clock.Waits.ShouldBe(Seconds(2, 2, 4, 8)); // the first is the pause after robots.txt
    }

    [Fact]
    public async Task A_retry_comes_no_sooner_than_the_sources_own_delay()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnStatus("/calls", 500, 500, 500, 200);

        await world.GetAsync("https://a.example/calls", TimeSpan.FromSeconds(5));

        world.Clock.Waits.ShouldBe(Seconds(5, 5, 5, 8));
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(429, true)]
    [InlineData(503, false)]
    [InlineData(503, true)]
    public async Task A_wait_that_the_site_asks_for_is_kept(int status, bool asDate)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", context =>
        {
            var again = world.Site.Pages.Count() > 1;
            context.Response.StatusCode = again ? 200 : status;
            context.Response.Headers.RetryAfter = asDate
                ? (world.Clock.GetUtcNow() + TimeSpan.FromSeconds(90)).ToString("R", CultureInfo.InvariantCulture)
                : "90";
            return Task.CompletedTask;
        });

        (await world.GetAsync("https://a.example/calls")).ShouldBeOfType<FetchOutcome.Fetched>();

        world.Clock.Waits.ShouldBe(Seconds(2, 90));
    }

    [Fact]
    public async Task A_site_that_asks_for_more_time_than_we_wait_is_left_alone_until_then()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        world.Site.On("/other", "<p>Other");

        var first = await world.ProblemAsync("https://a.example/calls");
        var second = await world.ProblemAsync("https://a.example/other");
        world.Clock.Advance(TimeSpan.FromHours(1));

        first.Kind.ShouldBe(SourceProblemKind.RateLimited);
        first.Message.ShouldContain("come back after 22 November 2026 13:00 UTC");
        second.Kind.ShouldBe(SourceProblemKind.RateLimited);
        second.Message.ShouldContain("stay away until 22 November 2026 13:00 UTC");
        world.Site.Pages.Count().ShouldBe(1);
        (await world.TextAsync("https://a.example/other")).ShouldBe("<p>Other");
    }

    [Fact]
    public async Task A_site_that_keeps_failing_is_left_alone_and_tried_again_later()
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.OnStatus("/calls", [.. Enumerable.Repeat(500, 12), 200]);

        for (var n = 0; n < 3; n++)
            (await world.ProblemAsync("https://a.example/calls")).Kind.ShouldBe(SourceProblemKind.Unavailable);

        var problem = await world.ProblemAsync("https://a.example/calls");
        var requests = world.Site.Pages.Count();
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        problem.Kind.ShouldBe(SourceProblemKind.BackingOff);
        problem.Message.ShouldContain("left alone for about 5 minutes");
        requests.ShouldBe(12);
        (await world.GetAsync("https://b.example/calls")).ShouldBeOfType<FetchOutcome.Fetched>();
        (await world.GetAsync("https://a.example/calls")).ShouldBeOfType<FetchOutcome.Fetched>();
        (await world.GetAsync("https://a.example/calls")).ShouldBeOfType<FetchOutcome.Fetched>();
    }

    [Fact]
    public async Task Pages_that_are_gone_do_not_close_a_site()
    {
        await using var world = await FetchingWorld.StartAsync();

        for (var n = 0; n < 10; n++)
            (await world.ProblemAsync($"https://a.example/{n}")).Kind.ShouldBe(SourceProblemKind.NotFound);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_hangs_is_given_up(bool inTheBody)
    {
        await using var world = await FetchingWorld.StartAsync(options => options.Retries = 1);
        world.Site.On("/calls", async context =>
        {
            if (inTheBody)
                await context.Response.WriteAsync("<p>Ca");

            world.Clock.Advance(FetchingWorld.AttemptTimeout);
            await ScriptedSite.HangAsync(context);
        });

        (await world.ProblemAsync("https://a.example/calls")).Kind.ShouldBe(SourceProblemKind.TimedOut);
        world.Site.Pages.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_asked_can_stop_waiting()
    {
        await using var world = await FetchingWorld.StartAsync();
        using var stop = new CancellationTokenSource();
        world.Site.On("/calls", async context =>
        {
            await stop.CancelAsync();
            await ScriptedSite.HangAsync(context);
        });

        await Should.ThrowAsync<OperationCanceledException>(
            () => world.Fetcher.FetchAsync(new PageRequest(new Uri("https://a.example/calls")), stop.Token));

        world.Site.On("/calls", "<p>Calls");
        (await world.TextAsync("https://a.example/calls")).ShouldBe("<p>Calls");
    }

    [Fact]
    public async Task A_site_that_nobody_answers_for_is_unreachable()
    {
        await using var world = await FetchingWorld.StartAsync(options => options.AllowLoopback = true);
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // and does not listen
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var problem = await world.ProblemAsync($"http://127.0.0.1:{port}/calls");

        problem.Kind.ShouldBe(SourceProblemKind.Unreachable);
        problem.Message.ShouldContain("No connection to 127.0.0.1.");
    }

    [Fact]
    public async Task A_site_without_a_proper_certificate_is_unreachable_at_once()
    {
        await using var world = await FetchingWorld.StartAsync(options => options.AllowLoopback = true);

        var problem = await world.ProblemAsync($"https://127.0.0.1:{world.Site.Address.Port}/calls");

        problem.Kind.ShouldBe(SourceProblemKind.Unreachable);
        problem.Message.ShouldContain("certificate");
        world.Clock.Waits.ShouldBeEmpty();
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData(403, "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", null)]
    [InlineData(503, "<title>x</title>",                                                      "cf-mitigated")]
    [InlineData(202, "",                                                                      "x-amzn-waf-action")]
#pragma warning restore format
    public async Task A_wall_is_called_a_wall_whatever_its_status(int status, string body, string? header)
    {
        await using var world = await FetchingWorld.StartAsync();
        world.Site.On("/calls", context =>
        {
            context.Response.StatusCode = status;
            if (header is not null)
                context.Response.Headers[header] = "challenge";

            return context.Response.WriteAsync(body);
        });

        (await world.ProblemAsync("https://a.example/calls")).Kind.ShouldBe(SourceProblemKind.BotWall);
    }

    private static IEnumerable<TimeSpan> Seconds(params int[] seconds) => seconds.Select(s => TimeSpan.FromSeconds(s));
}
