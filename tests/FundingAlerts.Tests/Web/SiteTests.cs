using System.Net;
using AngleSharp.Dom;
using FundingAlerts.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FundingAlerts.Tests.Web;

public sealed class SiteTests : SitePages
{
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
        using var response = await Client.GetAsync(new Uri(frame.GetAttribute("src")!, UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("sandbox");
        policy.ShouldNotContain("script");
        policy.ShouldContain("frame-ancestors 'self'");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<p>As sent</p>");
        (await PageAsync("/mails/s1-2026-08-25?part=text")).QuerySelector("pre")!.TextContent.ShouldBe("As sent <b>\n");
    }

    [Fact]
    public async Task Sources_tell_how_they_fare_and_what_to_do_the_broken_ones_first()
    {
        var page = await PageAsync("/sources");
        page.QuerySelectorAll(".badge").Select(b => b.TextContent).ShouldBe(["Held back", "Late", "Healthy", "Not read yet", "Healthy"]);
        page.Body!.TextContent.ShouldContain("nobody was mailed");
        page.Body.TextContent.ShouldContain("Known: They move on <b>Monday</b>.");
        page.Body.TextContent.ShouldContain("not read yet");
        page.QuerySelectorAll("h2").ShouldContain(h => h.TextContent == "Switched off");
        page.Body.TextContent.ShouldContain("ARIA");
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
        using var response = await Client.PostAsync(new Uri("/", UriKind.Relative), null, TestContext.Current.CancellationToken);
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
            using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
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
    public async Task The_stylesheet_is_cached_for_good_under_a_name_of_itsContent()
    {
        var page = await PageAsync("/");
        var path = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        path.ShouldMatch("^/style-[0-9a-f]{12}\\.css$");
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
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
            .AddSingleton<SiteContent>(Content)
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
            var answer = System.Text.Encoding.UTF8.GetString(body.ToArray());
            context.Response.StatusCode.ShouldBe(status);
            answer.ShouldContain("</html>");
        }
    }
}
