using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FundingAlerts.Tests.Web;

public sealed class SiteTests : IAsyncLifetime
{
    private readonly MadeUpSite _content = new();
    private IHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new HostBuilder()
            .ConfigureWebHost(web => web
                .UseTestServer()
                .ConfigureServices(services => services.AddFundingAlertsWeb().AddSingleton<SiteContent>(_content))
                .Configure(app => app.UseFundingAlerts()))
            .StartAsync(TestContext.Current.CancellationToken);
        _client = _host.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task Calls_are_listed_nearest_deadline_first_and_closed_ones_last()
    {
        var page = await PageAsync("/");
        page.QuerySelectorAll(".rows h2").Select(h => h.TextContent).ShouldBe(
        [
            "Call with Digital Partnership and TTC countries",
            "Future computing paradigms Network Plus",
            "Semiconductor design for low-power sensing",
            "Open Competition: hardware that learns from sparse events",
            "Spiking hardware for the edge",
            "Photonic neural networks: feasibility studies",
            "Brain-inspired robotics: pump priming",
        ]);
        page.QuerySelectorAll(".badge").Select(b => b.TextContent).ShouldBe(["Open", "Open", "Open", "Open", "Forthcoming", "Closed", "Closed"]);
        page.QuerySelector(".count")!.TextContent.Trim().ShouldBe("7 calls, 2 of them closed");
        page.QuerySelectorAll(".row")[1].TextContent.Replace('\u00A0', ' ').ShouldContain("In 49 days");
        page.QuerySelectorAll(".row")[6].TextContent.Replace('\u00A0', ' ').ShouldContain("Closed 3 days ago");
    }

    [Theory]
    [InlineData("?q=spiking", "spike-2027")]
    [InlineData("?q=network+NOT+robotics", "OPP-1042")]
    [InlineData("?status=forthcoming", "spike-2027")]
    [InlineData("?status=forthcoming&status=closed&source=ukri", "OPP-0977 OPP-0801")]
    [InlineData("?source=rvo&source=innovate", "2291 spike-2027")]
    [InlineData("?status=nonsense&source=innovate", "2291")]
    [InlineData("?q=spiking&source=ukri", "")]
    public async Task Filters_narrow_the_list(string query, string references)
    {
        var page = await PageAsync("/" + query);
        string.Join(' ', page.QuerySelectorAll(".rows h2 a").Select(a => a.GetAttribute("href")!.Split('/')[^1])).ShouldBe(references);
    }

    [Fact]
    public async Task Filters_stay_ticked_and_count_what_they_would_leave()
    {
        var page = await PageAsync("/?q=network&status=open&source=ukri");
        page.QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value")).ShouldBe(["open", "ukri"]);
        page.QuerySelector("#q")!.GetAttribute("value").ShouldBe("network");
        page.QuerySelectorAll(".chip").Select(c => Words(c)).ShouldBe(
            ["Open 1", "Closed 1", "Innovate UK 0", "NWO 0", "RVO 0", "EU Funding & Tenders 0", "UKRI 1"]);
    }

    [Theory]
    [InlineData("neuromorph* AND (spiking", "(", "never closed")]
    [InlineData("neuro*morph", "*", "only stand at the end")]
    [InlineData("chips OR", "\u00A0", "missing at the end")]
    public async Task A_query_that_cannot_be_read_is_explained_and_pointed_at(string query, string pointed, string message)
    {
        var page = await PageAsync("/?q=" + Uri.EscapeDataString(query));
        var problem = page.QuerySelector("[role=alert]")!;
        problem.TextContent.ShouldContain(message);
        problem.QuerySelector("mark")!.TextContent.ShouldBe(pointed);
        page.QuerySelector("#q")!.GetAttribute("value").ShouldBe(query);
        page.QuerySelector("#q")!.GetAttribute("aria-describedby")!.ShouldContain("q-problem");
        page.QuerySelectorAll(".row").Length.ShouldBe(7);
    }

    [Fact]
    public async Task A_page_holds_fifty_calls()
    {
        _content.Calls.AddRange(Enumerable.Range(0, 100).Select(i => MadeUpCalls.Paradigms with { Id = new("ukri", $"X{i}") }));
        var page = await PageAsync("/?source=ukri&page=2");
        page.QuerySelectorAll(".row").Length.ShouldBe(50);
        page.QuerySelector(".pages span")!.TextContent.ShouldBe("Page 2 of 3");
        page.QuerySelector("[rel=next]")!.GetAttribute("href").ShouldBe("/?source=ukri&page=3");
        page.QuerySelector("[rel=prev]")!.GetAttribute("href").ShouldBe("/?source=ukri");
        (await PageAsync("/?source=ukri&page=999")).QuerySelector(".pages span")!.TextContent.ShouldBe("Page 3 of 3");
    }

    [Fact]
    public async Task Every_call_in_the_list_leads_to_its_page()
    {
        foreach (var link in (await PageAsync("/")).QuerySelectorAll(".rows h2 a"))
            (await PageAsync(link.GetAttribute("href")!)).QuerySelector("h1")!.TextContent.ShouldBe(link.TextContent);
    }

    [Fact]
    public async Task A_call_shows_what_we_understood_beside_what_was_printed()
    {
        var page = await PageAsync("/calls/ukri/OPP-1042");
        var facts = page.QuerySelectorAll(".facts tbody tr").Select(r => Words(r)).ToList();
        facts.ShouldContain("Deadline Tue 13 October 2026, 16:00 UK time (17:00 in Amsterdam), in 49 days “13 October 2026 4:00pm UK time”");
        facts.ShouldContain("In total £4.48 million “£4,480,000”");
        facts.ShouldContain("Netherlands May take part with own funding “own funding”");
        page.QuerySelectorAll(".prose p").Length.ShouldBe(3);
        page.QuerySelector(".go a")!.GetAttribute("href").ShouldBe(MadeUpCalls.Paradigms.Address.AbsoluteUri);
        (await PageAsync("/calls/rvo/spike-2027")).QuerySelector(".facts")!.TextContent.ShouldContain("We could not read this");
        Words((await PageAsync("/calls/innovate/2291")).QuerySelector(".history")!).ShouldContain("Deadline moved 27 Oct 2026 was 13 Oct 2026");
    }

    [Fact]
    public async Task Hostile_words_of_a_call_stay_words()
    {
        const string Evil = "<script>alert(1)</script>\u202E";
        _content.Calls.Add(MadeUpCalls.Paradigms with
        {
            Id = new("evil", Evil),
            Title = Evil,
            Description = Evil,
            Address = new("javascript:alert(1)"),
            Sightings = [new(Evil, new("javascript:alert(2)"), MadeUpCalls.Now, MadeUpCalls.Now)],
        });
        foreach (var path in new[] { "/?source=evil", CallLink.To(new("evil", Evil)), "/?q=" + Uri.EscapeDataString(Evil) })
        {
            var page = await PageAsync(path);
            page.QuerySelectorAll("script, [href^=javascript]").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Mails_name_the_reader_and_never_the_address()
    {
        var page = await PageAsync("/mails");
        page.QuerySelectorAll(".rows h2 a")[0].GetAttribute("href").ShouldBe("/mails/s1-2026-08-25");
        page.Body!.TextContent.ShouldContain("to Robin Vermeer");
        page.Body.InnerHtml.ShouldNotContain("@");
    }

    [Fact]
    public async Task A_mail_is_shown_in_a_frame_that_can_do_nothing()
    {
        var page = await PageAsync("/mails/s1-2026-08-25");
        var frame = page.QuerySelector("iframe")!;
        frame.GetAttribute("sandbox").ShouldBe("allow-popups allow-popups-to-escape-sandbox");
        using var response = await _client.GetAsync(new Uri(frame.GetAttribute("src")!, UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("sandbox");
        policy.ShouldNotContain("script");
        policy.ShouldContain("frame-ancestors 'self'");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<p>As sent</p>");
        (await PageAsync("/mails/s1-2026-08-25?part=text")).QuerySelector("pre")!.TextContent.ShouldBe("As sent <b>\n");
    }

    [Fact]
    public async Task Sources_tell_their_verdict_and_what_to_do()
    {
        var page = await PageAsync("/sources");
        page.QuerySelectorAll(".badge").Select(b => b.TextContent).ShouldBe(["Empty", "Suspect", "Unchanged", "Never", "Changed"]);
        page.Body!.TextContent.ShouldContain("nobody was mailed");
        page.Body.TextContent.ShouldContain("not read yet");
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/calls/ukri/nowhere")]
    [InlineData("/calls/ukri/")]
    [InlineData("/mails/nowhere")]
    [InlineData("/mails/nowhere/html")]
    public async Task What_is_not_there_gets_a_page_that_says_so(string path)
    {
        var page = await PageAsync(path, HttpStatusCode.NotFound);
        page.QuerySelector("h1")!.TextContent.ShouldBe("This page does not exist");
        page.QuerySelector("nav").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_failure_gets_a_page_that_tells_no_secrets()
    {
        var page = await PageAsync("/calls/broken/1", HttpStatusCode.InternalServerError);
        page.QuerySelector("h1")!.TextContent.ShouldBe("Something went wrong on our side");
        page.DocumentElement.OuterHtml.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Another_method_is_refused_with_a_page()
    {
        using var response = await _client.PostAsync(new Uri("/", UriKind.Relative), null, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<h1>");
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/calls/ukri/OPP-1042", 200)]
    [InlineData("/mails", 200)]
    [InlineData("/mails/s1-2026-08-25", 200)]
    [InlineData("/mails/s1-2026-08-25/html", 200)]
    [InlineData("/sources", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/calls/broken/1", 500)]
    public async Task Every_answer_has_the_headers_and_HEAD_has_no_body(string path, int status)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, path);
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBe(status);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none';");
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors");
            response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
            response.Headers.Contains("Set-Cookie").ShouldBeFalse();
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            (body.Length == 0).ShouldBe(method == HttpMethod.Head);
        }
    }

    [Fact]
    public async Task The_stylesheet_is_cached_for_good_under_a_name_of_its_content()
    {
        var page = await PageAsync("/");
        var path = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        path.ShouldMatch("^/style-[0-9a-f]{12}\\.css$");
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("--accent");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/calls/ukri/OPP-1042")]
    [InlineData("/mails")]
    [InlineData("/mails/s1-2026-08-25")]
    [InlineData("/sources")]
    public async Task Every_page_has_a_title_landmarks_and_no_script_or_inline_style(string path)
    {
        var page = await PageAsync(path);
        page.Title!.ShouldEndWith("FundingAlerts");
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelectorAll("main").Length.ShouldBe(1);
        page.QuerySelector("body > a.skip")!.GetAttribute("href").ShouldBe("#content");
        page.QuerySelectorAll("header nav [aria-current=page]").Length.ShouldBe(1);
        page.QuerySelectorAll("script, style, [style], [onclick]").ShouldBeEmpty();
        foreach (var id in page.QuerySelectorAll("[aria-labelledby]").Select(e => e.GetAttribute("aria-labelledby")!))
            page.GetElementById(id).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_site_runs_as_one_delegate_without_a_web_host()
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddFundingAlertsWeb()
            .AddSingleton<SiteContent>(_content)
            .BuildServiceProvider();
        var site = services.BuildFundingAlerts();
        foreach (var (path, status) in new[] { ("/", 200), ("/calls/ukri/OPP-1042", 200), ("/nowhere", 404), ("/calls/broken/1", 500) })
        {
            await using var scope = services.CreateAsyncScope();
            using var body = new MemoryStream();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path) = ("GET", "https", new("example.org"), path);
            context.Response.Body = body;
            await site(context);
            context.Response.StatusCode.ShouldBe(status);
            System.Text.Encoding.UTF8.GetString(body.ToArray()).ShouldContain("</html>");
        }
    }

    [Theory]
    [InlineData("https://www.nwo.nl/en/calls/x?round=2#apply")]
    [InlineData("a//b///c")]
    [InlineData("100% ready & <fine>")]
    [InlineData("https://example.org/a%2Fb")]
    [InlineData("naïve/路")]
    public async Task Any_reference_survives_its_address(string reference)
    {
        var id = new OpportunityId("ukri", reference);
        CallLink.To(id).ShouldNotContain("//");
        _content.Calls.Add(MadeUpCalls.Paradigms with { Id = id, Title = "Found again" });
        (await PageAsync(CallLink.To(id))).QuerySelector("h1")!.TextContent.ShouldBe("Found again");
    }

    private async Task<IHtmlDocument> PageAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, html);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        return new HtmlParser().ParseDocument(html);
    }

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
