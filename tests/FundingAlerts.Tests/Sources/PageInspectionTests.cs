using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

public sealed class PageInspectionTests
{
    private const string Listing = "<!doctype html><title>Calls</title><h1>Open calls</h1><ul><li><a href=/1>Brains on chips</a> closes 1 May 2027</ul>";

    [Theory]
#pragma warning disable format // a table
    // Shells
    [InlineData("<html><body><app-root></app-root><script src=main.js></script></body></html>",                              SourceProblemKind.JavaScriptShell)]
    [InlineData("<html><body><div id=\"root\"></div><script src=main.js></script></body></html>",                            SourceProblemKind.JavaScriptShell)]
    [InlineData("<html><body><div id='app'></div><script src=main.js></script></body></html>",                               SourceProblemKind.JavaScriptShell)]
    [InlineData("<html><body><div id=app></div><script>load()</script></body></html>",                                       SourceProblemKind.JavaScriptShell)]
    [InlineData("<html><noscript>You need to enable JavaScript to run this app.</noscript><script src=x></script>",          SourceProblemKind.JavaScriptShell)]
    [InlineData("<html><body><div id=\"root\">Loading…</div><script src=main.js></script></body></html>",                    SourceProblemKind.JavaScriptShell)]
    [InlineData("<html><body><div id=\"root\"></div></body></html>",                                                         null)] // no script will fill it
    [InlineData("<html><noscript>Without JavaScript maps are missing.</noscript><p>No open calls.</p></html>",               null)]
    [InlineData(Listing + "<script src=x></script>",                                                                         null)]
    [InlineData(Listing + "<noscript>Please enable JavaScript for the map.</noscript>",                                      null)]
    // Walls
    [InlineData("<title>Just a moment...</title><script>x()</script>",                                                       SourceProblemKind.BotWall)]
    [InlineData("<html><title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>",                SourceProblemKind.BotWall)]
    [InlineData("<html><h1>One more step</h1><p>Checking your browser before you see a.example.</p>",                        SourceProblemKind.BotWall)]
    [InlineData("<html><p>Please verify you are human to go on.</p><div class=h-captcha></div>",                             SourceProblemKind.BotWall)]
    [InlineData("<html><iframe src=\"/_Incapsula_Resource?SWUDNSAI=31&xinfo=1\">Request unsuccessful.</iframe>",             SourceProblemKind.BotWall)]
    [InlineData("<html><title>Access Denied</title><h1>Access Denied</h1><p>https://errors.edgesuite.net/18.1</p>",          SourceProblemKind.BotWall)]
    [InlineData("<html><title>Pardon Our Interruption</title><p>Something about your browser.</p>",                          SourceProblemKind.BotWall)]
    [InlineData("<html><script>var dd={'host':'geo.captcha-delivery.com'}</script>",                                         SourceProblemKind.BotWall)]
    [InlineData("<html><form><input type=hidden name=t><p>Confirm you are not a robot</p><input type=submit></form>",        SourceProblemKind.BotWall)]
    [InlineData("{\"url\":\"https://geo.captcha-delivery.com/captcha/?id=1\"}",                                              SourceProblemKind.BotWall)]
    // Pages with a captcha that are none
    [InlineData(Listing + "<form><div class=\"g-recaptcha\" data-sitekey=x></div></form><script src=https://www.google.com/recaptcha/api.js></script>", null)]
    [InlineData("<html><h1>Contact</h1><form><input name=name><input name=mail><textarea></textarea>Please verify you are human</form>", null)]
    [InlineData(Listing + "<script src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script>",                       null)]
    // Other documents
    [InlineData("{\"calls\":[]}",                                                                                            SourceProblemKind.UnexpectedFormat)]
    [InlineData("[{\"title\":\"x\"}]",                                                                                       SourceProblemKind.UnexpectedFormat)]
    [InlineData("<?xml version=\"1.0\"?><rss><channel/></rss>",                                                              SourceProblemKind.UnexpectedFormat)]
    [InlineData("<rss version='2.0'><channel></channel></rss>",                                                              SourceProblemKind.UnexpectedFormat)]
    [InlineData("",                                                                                                          SourceProblemKind.UnexpectedFormat)]
    [InlineData(" \n ",                                                                                                      SourceProblemKind.UnexpectedFormat)]
    [InlineData("[Draft] <html><p>A page</html>",                                                                            null)]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html><p>Old</p></html>",                                null)]
    [InlineData("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><p>Old</p></html>",                   null)]
    [InlineData("<!-- cached -->\n<!DOCTYPE html><p>x",                                                                      null)]
    [InlineData("<ul><li>A piece of a page",                                                                                 null)]
#pragma warning restore format
    public void Where_HTML_is_expected(string text, SourceProblemKind? kind) => Kind(text, ResponseFormat.Html).ShouldBe(kind);

    [Theory]
#pragma warning disable format // a table
    [InlineData("<?xml version=\"1.0\"?><rss><channel><item/></channel></rss>",          null)]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><rss/>",                                   null)]
    [InlineData("\n <rss version=\"2.0\"><channel></channel></rss>\n<!-- 0.2 s -->",     null)]
    [InlineData("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"></a:feed>",             null)]
    [InlineData("<rss><channel><title>A &nbsp; B</title></channel></rss>",               null)] // the reader's to judge
    [InlineData("<!DOCTYPE rss SYSTEM \"http://x.example/rss.dtd\"><rss></rss>",         null)]
    [InlineData("<?xml version=\"1.0\"?><rss><channel><item><title>Brai",                SourceProblemKind.CutOff)]
    [InlineData("<?xml version=\"1.0\"?><rss><channel><item></item></channel>",          SourceProblemKind.CutOff)]
    [InlineData("<?xml version=\"1.0\"?><rss><channel><title>A &nbsp; B</title><it",     SourceProblemKind.CutOff)]
    [InlineData("<?xml version=\"1.0\"?><rss><![CDATA[ never closed",                    SourceProblemKind.CutOff)]
    [InlineData("<?xml version=\"1.0\"",                                                 SourceProblemKind.CutOff)]
    [InlineData(Listing,                                                                 SourceProblemKind.UnexpectedFormat)]
    [InlineData("<title>Just a moment...</title>",                                       SourceProblemKind.BotWall)]
    [InlineData("{}",                                                                    SourceProblemKind.UnexpectedFormat)]
    [InlineData("Not found",                                                             SourceProblemKind.UnexpectedFormat)]
#pragma warning restore format
    public void Where_XML_is_expected(string text, SourceProblemKind? kind) => Kind(text, ResponseFormat.Xml).ShouldBe(kind);

    [Theory]
#pragma warning disable format // a table
    [InlineData("{\"calls\":[{\"title\":\"A\"}]}",    null)]
    [InlineData("\uFEFF [] \n",                       null)]
    [InlineData("[1,2,]",                             null)]
    [InlineData("{\"a\":1}\n{\"a\":2}\n",             null)] // line by line
    [InlineData("{\"calls\":[{\"title\":\"A\"",       SourceProblemKind.CutOff)]
    [InlineData("{\"calls\":[{\"title\":\"A",         SourceProblemKind.CutOff)]
    [InlineData("{\"calls\":[",                       SourceProblemKind.CutOff)]
    [InlineData("{\"a\":1}\n{\"a\":",                 SourceProblemKind.CutOff)]
    [InlineData("{calls: 1}",                         SourceProblemKind.UnexpectedFormat)]
    [InlineData("show({\"calls\":[]})",               SourceProblemKind.UnexpectedFormat)]
    [InlineData("<?xml version=\"1.0\"?><rss/>",      SourceProblemKind.UnexpectedFormat)]
    [InlineData(Listing,                              SourceProblemKind.UnexpectedFormat)]
    [InlineData("<title>Just a moment...</title>",    SourceProblemKind.BotWall)]
#pragma warning restore format
    public void Where_JSON_is_expected(string text, SourceProblemKind? kind) => Kind(text, ResponseFormat.Json).ShouldBe(kind);

    [Fact]
    public void A_frame_that_brings_its_data_along_is_a_page()
    {
        var data = new string('x', 600);

        Kind($"<html><div id=\"__next\"></div><script id=\"__NEXT_DATA__\" type=\"application/json\">{{\"a\":\"{data}\"}}</script>", ResponseFormat.Html).ShouldBeNull();
        Kind("<html><div id=\"__next\"></div><script id=\"__NEXT_DATA__\" type=\"application/json\">{}</script>", ResponseFormat.Html).ShouldBe(SourceProblemKind.JavaScriptShell);
    }

    [Fact]
    public void A_long_page_about_captchas_is_a_page()
    {
        var page = "<html><title>Are you human?</title>" + string.Concat(Enumerable.Repeat("<p>Please verify you are human, said the machine.</p>", 40));

        Kind(page, ResponseFormat.Html).ShouldBeNull();
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<div id=x>")]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("<noscript>x</noscript>")]
    [InlineData("<title>")]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("<a xmlns=''>")]
    [InlineData("<?")]
    public void A_hostile_page_costs_no_more_than_its_size(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 300_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        foreach (var format in Enum.GetValues<ResponseFormat>())
            Kind(text, format);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void The_message_says_what_to_do() =>
        PageInspection.Inspect(new Page(new Uri("https://a.example/calls?key=1"), "", null, default), "{}", ResponseFormat.Html)!.Message
            .ShouldBe("a.example/calls is JSON, where an HTML page was expected. Check the address and the format in the definition.");

    private static SourceProblemKind? Kind(string text, ResponseFormat expected) =>
        PageInspection.Inspect(new Page(new Uri("https://a.example/calls"), "", null, default), text, expected)?.Kind;
}
