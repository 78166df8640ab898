using System.Text;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Tests.Scraping.Fetching;
using Microsoft.AspNetCore.Http;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>A site goes bad between two runs, over a real wire: it is named, nothing of it changes, and the source after it goes on.</summary>
public sealed class BadInputTests
{
    private const string Json = "application/json; charset=utf-8";

    public static readonly TheoryData<string, SourceProblemKind, string> Troubles = new()
    {
        { "shell",       SourceProblemKind.JavaScriptShell,  "Look in the browser's network panel" },
        { "wall",        SourceProblemKind.BotWall,          "Look for a feed or an interface of the site" },
        { "bytes",       SourceProblemKind.InvalidBytes,     "Tell the site's owner" },
        { "large",       SourceProblemKind.TooLarge,         "larger than 20 MB and was not read. Look for a smaller page" },
        { "half",        SourceProblemKind.CutOff,           "It is tried again at the next reading" },
        { "404",         SourceProblemKind.NotFound,         "Look on the site for where it moved" },
        { "403",         SourceProblemKind.Refused,          "ask the site's owner to let us in" },
        { "429",         SourceProblemKind.RateLimited,      "It asks us to come back after 22 November 2026 13:00 UTC" },
        { "503",         SourceProblemKind.Unavailable,      "It asks us to come back after 22 November 2026 13:00 UTC" },
        { "hang",        SourceProblemKind.TimedOut,         "It is tried again at the next reading" },
        { "html",        SourceProblemKind.UnexpectedFormat, "is an HTML page, where an XML document was expected. Check the address" },
        { "empty",       SourceProblemKind.UnexpectedFormat, "is empty. Open it in a browser" },
        { "malformed",   SourceProblemKind.UnexpectedFormat, "is no well-formed XML" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_site_in_trouble_is_named_and_harms_nobody(string trouble, SourceProblemKind kind, string says)
    {
        using var world = new ScrapingWorld();
        await using var web = await FetchingWorld.StartAsync(o => o.Retries = 1);
        web.Site.On("feed.example/rss", "<rss><channel><item><guid>a</guid><title>Call a</title><link>https://feed.example/a</link></item></channel></rss>", "application/rss+xml");
        web.Site.On("feed.example/a", "<html><body><dl><dt>Closes</dt><dd>1 September 2027</dd></dl><p>All about this call for proposals.</p></body></html>");
        web.Site.On("fund.example/calls", $"[{Call("b", "1 September 2027")}]", Json);
        (await world.RunAsync(world.FeedSource, web.Fetcher)).Verdict.ShouldBe(ScrapeVerdict.Changed);
        (await world.RunAsync(world.Fund, web.Fetcher)).Verdict.ShouldBe(ScrapeVerdict.Changed);
        await world.ToldAsync();
        var before = await world.CallAsync("a", "feed");
        world.Now += Duration.FromDays(1);
        if (trouble is "shell")
            world.MendFeed("response: xml", "response: html"); // an HTML page where a feed should be is told as that
        web.Site.On("feed.example/rss", context => MisbehaveAsync(trouble, web, context));
        web.Site.On("fund.example/calls", $"[{Call("b", "1 October 2027")}]", Json);

        var bad = await world.RunAsync(world.FeedSource, web.Fetcher);
        var good = await world.RunAsync(world.Fund, web.Fetcher);

        bad.Verdict.ShouldBe(ScrapeVerdict.Failed);
        bad.Problem!.Kind.ShouldBe(kind, bad.Problem.Message);
        bad.Problem.Message.ShouldContain(says);
        bad.Problem.Message.ShouldContain("feed.example");
        good.Verdict.ShouldBe(ScrapeVerdict.Changed);
        var after = await world.CallAsync("a", "feed");
        after.Version.ShouldBe(before.Version);
        after.StatusAt(world.Now).ShouldBe(OpportunityStatus.Open);
        (await world.ToldAsync()).ShouldBe(["b 2"]);
        (await world.Sources.StateAsync("feed", Stop)).FailuresInARow.ShouldBe(1);
    }

    private static async Task MisbehaveAsync(string trouble, FetchingWorld web, HttpContext context)
    {
        var response = context.Response;
        response.ContentType = trouble is "shell" or "wall" or "html" ? "text/html; charset=utf-8" : "application/rss+xml; charset=utf-8";
        switch (trouble)
        {
            case "shell":
                await response.WriteAsync("<!doctype html><html><head><title>Portal</title></head><body><app-root></app-root><script src=main.js></script></body></html>");
                break;
            case "wall":
                await response.WriteAsync("<!doctype html><html><head><title>Just a moment...</title></head><body>Checking your browser<script>window._cf_chl_opt={}</script></body></html>");
                break;
            case "bytes":
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes("<rss><channel>").Concat(Enumerable.Repeat((byte)0xFF, 200)).Concat("</channel></rss>"u8.ToArray()).ToArray());
                break;
            case "large":
                var block = new byte[64 * 1024];
                Array.Fill(block, (byte)' ');
                for (var n = 0; n < 800 && !context.RequestAborted.IsCancellationRequested; n++) // 50 MB
                    await response.Body.WriteAsync(block);
                break;
            case "half":
                await response.WriteAsync("<?xml version=\"1.0\"?><rss><channel><item><guid>a</guid><title>Call a</title><li");
                break;
            case "malformed":
                await response.WriteAsync("<?xml version=\"1.0\"?><rss><channel><item><title>A <b>call</title></item></channel></rss>");
                break;
            case "hang":
                web.Clock.Advance(FetchingWorld.AttemptTimeout);
                await ScriptedSite.HangAsync(context);
                break;
            case "html":
                await response.WriteAsync($"<!doctype html><html><body><h1>News</h1><p>{string.Concat(Enumerable.Repeat("We moved our calls elsewhere. ", 20))}</p></body></html>");
                break;
            case "empty":
                break;
            default:
                response.StatusCode = int.Parse(trouble, System.Globalization.CultureInfo.InvariantCulture);
                response.Headers.RetryAfter = trouble is "429" or "503" ? "Sun, 22 Nov 2026 13:00:00 GMT" : default;
                break;
        }
    }
}
