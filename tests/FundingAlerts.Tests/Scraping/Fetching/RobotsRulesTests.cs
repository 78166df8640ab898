using System.Text;
using FundingAlerts.Scraping.Fetching;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class RobotsRulesTests
{
    [Theory]
#pragma warning disable format // a table
    //          robots.txt (| is a new line)                                           path                        objection
    [InlineData("",                                                                    "/a",                       null)]
    [InlineData("User-agent: *|Disallow:",                                             "/a",                       null)]
    [InlineData("User-agent: *|Disallow: /",                                           "/a",                       "Disallow: /")]
    [InlineData("User-agent: *|Disallow: /",                                           "/robots.txt",              null)]
    [InlineData("User-agent: *|Disallow: /a",                                          "/ab",                      "Disallow: /a")]
    [InlineData("User-agent: *|Disallow: /a",                                          "/A",                       null)]
    [InlineData("user-AGENT : *|  disallow\t:  /a  # why",                             "/a",                       "Disallow: /a")]
    [InlineData("Disallow: /a",                                                        "/a",                       null)]
    [InlineData("User-agent: *|Disallow /a",                                           "/a",                       null)]
    // Whose rules
    [InlineData("User-agent: *|Disallow: /|User-agent: FundingAlerts|Disallow: /x",    "/a",                       null)]
    [InlineData("User-agent: *|Disallow: /|User-agent: fundingalerts|Disallow: /x",    "/x",                       "Disallow: /x")]
    [InlineData("User-agent: *|Disallow: /|User-agent: FundingAlerts/2.1|Allow: /",    "/a",                       null)]
    [InlineData("User-agent: FundingAlerts|Disallow: /|User-agent: *|Allow: /",        "/a",                       "Disallow: /")]
    [InlineData("User-agent: Funding|Disallow: /",                                     "/a",                       null)]
    [InlineData("User-agent: FundingAlertsPlus|Disallow: /",                           "/a",                       null)]
    [InlineData("User-agent: other|User-agent: FundingAlerts|Disallow: /a",            "/a",                       "Disallow: /a")]
    [InlineData("User-agent: other||User-agent: FundingAlerts|Disallow: /a",           "/a",                       "Disallow: /a")]
    [InlineData("User-agent: FundingAlerts|Disallow: /a|User-agent: x|Disallow: /|User-agent: FundingAlerts|Disallow: /b", "/b", "Disallow: /b")]
    [InlineData("User-agent: FundingAlerts|Sitemap: https://x.example/s|Disallow: /a", "/a",                       "Disallow: /a")]
    [InlineData("User-agent: x|Crawl-delay: 3|User-agent: *|Disallow: /a",             "/a",                       "Disallow: /a")]
    // RFC 9309 §2.2.2 and §5: the most octets count, and of equals the one that allows
    [InlineData("User-agent: *|Allow: /example/page/|Disallow: /example/page/disallowed.gif", "/example/page/",    null)]
    [InlineData("User-agent: *|Allow: /example/page/|Disallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", "Disallow: /example/page/disallowed.gif")]
    [InlineData("User-agent: *|Disallow: /folder|Allow: /folder",                      "/folder/page",             null)]
    [InlineData("User-agent: *|Allow: /p|Disallow: /",                                 "/page",                    null)]
    [InlineData("User-agent: *|Allow: /page|Disallow: /*.htm",                         "/page.htm",                "Disallow: /*.htm")]
    [InlineData("User-agent: *|Allow: /$|Disallow: /",                                 "/",                        null)]
    [InlineData("User-agent: *|Allow: /$|Disallow: /",                                 "/page.htm",                "Disallow: /")]
    // RFC 9309 §2.2.3 and §5.1: wildcards
    [InlineData("User-agent: *|Disallow: *.gif$",                                      "/a/b.gif",                 "Disallow: *.gif$")]
    [InlineData("User-agent: *|Disallow: *.gif$",                                      "/a/b.gif?x",               null)]
    [InlineData("User-agent: *|Disallow: /*.php",                                      "/folder/any.php.file",     "Disallow: /*.php")]
    [InlineData("User-agent: *|Disallow: /fish*.php",                                  "/fishheads/catfish.php?i=1", "Disallow: /fish*.php")]
    [InlineData("User-agent: *|Disallow: /fish*.php",                                  "/Fish.PHP",                null)]
    [InlineData("User-agent: *|Disallow: /a*b*c$",                                     "/aXbXbXc",                 "Disallow: /a*b*c$")]
    [InlineData("User-agent: *|Disallow: /a*b*c$",                                     "/aXbXcX",                  null)]
    [InlineData("User-agent: *|Disallow: /ab*bc$",                                     "/abc",                     null)]
    [InlineData("User-agent: *|Disallow: /*?*sort=",                                   "/list?page=1&sort=up",     "Disallow: /*?*sort=")]
    [InlineData("User-agent: *|Disallow: /*?*sort=",                                   "/list?page=1",             null)]
    // RFC 9309 §2.2.2: octets that are escaped in one place and not in the other
    [InlineData("User-agent: *|Disallow: /foo/bar?baz=http://foo.bar",                 "/foo/bar?baz=http://foo.bar", "Disallow: /foo/bar?baz=http://foo.bar")]
    [InlineData("User-agent: *|Disallow: /foo/bar/ツ",                                 "/foo/bar/%E3%83%84",       "Disallow: /foo/bar/")]
    [InlineData("User-agent: *|Disallow: /foo/bar/%E3%83%84",                          "/foo/bar/ツ",              "Disallow: /foo/bar/%E3%83%84")]
    [InlineData("User-agent: *|Disallow: /foo/bar/%e3%83%84",                          "/foo/bar/%E3%83%84",       "Disallow: /foo/bar/%e3%83%84")]
    [InlineData("User-agent: *|Disallow: /foo/bar/%62%61%7A",                          "/foo/bar/baz",             "Disallow: /foo/bar/%62%61%7A")]
    [InlineData("User-agent: *|Disallow: /path/file-with-a-%2A.html",                  "/path/file-with-a-*.html", "Disallow: /path/file-with-a-%2A.html")]
    [InlineData("User-agent: *|Disallow: /path/file-with-a-%2A.html",                  "/path/file-with-a-x.html", null)]
    [InlineData("User-agent: *|Disallow: /path/foo-%24",                               "/path/foo-$",              "Disallow: /path/foo-%24")]
    [InlineData("User-agent: *|Disallow: /100%",                                       "/100%25",                  "Disallow: /100%")]
    [InlineData("User-agent: *|Disallow: /100%",                                       "/100%E9",                  null)]
#pragma warning restore format
    public void The_most_specific_rule_of_our_own_group_counts(string file, string path, string? objection)
    {
        var rules = Parse(file.Replace('|', '\n'));

        var found = rules.FindObjection(new Uri("https://site.example" + path));

        if (objection is null)
            found.ShouldBeNull();
        else
            found.ShouldNotBeNull().ShouldStartWith(objection);
    }

    [Theory]
    [InlineData("User-agent: *\rDisallow: /a\r")]
    [InlineData("User-agent: *\r\nDisallow: /a\r\n")]
    [InlineData("\uFEFFUser-agent: *\nDisallow: /a")]
    public void Any_line_end_and_a_byte_order_mark_will_do(string file) =>
        Parse(file).FindObjection(new Uri("https://site.example/a")).ShouldBe("Disallow: /a");

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_compared_as_bytes()
    {
        var rules = RobotsRules.Parse([.. "User-agent: *\nDisallow: /caf"u8, 0xE9, .. "\nDisallow: /b"u8], FetchOptions.Product);

        rules.FindObjection(new Uri("https://site.example/caf%E9")).ShouldNotBeNull();
        rules.FindObjection(new Uri("https://site.example/caf%C3%A9")).ShouldBeNull();
        rules.FindObjection(new Uri("https://site.example/b")).ShouldBe("Disallow: /b");
    }

    [Fact]
    public void A_group_for_a_part_of_a_hyphenated_name_gives_way_to_a_longer_one()
    {
        var file = "User-agent: news\nDisallow: /n\n\nUser-agent: news-images\nDisallow: /i\n\nUser-agent: *\nDisallow: /"u8;

        RobotsRules.Parse(file, "news-images").FindObjection(new Uri("https://site.example/i")).ShouldBe("Disallow: /i");
        RobotsRules.Parse(file, "news-images").FindObjection(new Uri("https://site.example/n")).ShouldBeNull();
        RobotsRules.Parse(file, "news-video").FindObjection(new Uri("https://site.example/n")).ShouldBe("Disallow: /n");
        RobotsRules.Parse(file, "newsletter").FindObjection(new Uri("https://site.example/x")).ShouldBe("Disallow: /");
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData("User-agent: *\nCrawl-delay: 10",                                        10.0)]
    [InlineData("User-agent: *\nCrawl-delay: 0.5",                                       0.5)]
    [InlineData("User-agent: *\nCrawl-delay: soon",                                      null)]
    [InlineData("User-agent: *\nCrawl-delay: -1",                                        null)]
    [InlineData("User-agent: *\nCrawl-delay: 999999999999999999999",                     86400.0)]
    [InlineData("User-agent: *\nCrawl-delay: 9\nUser-agent: fundingalerts\nDisallow: /x", null)]
#pragma warning restore format
    public void A_crawl_delay_is_read_from_our_own_group(string file, double? seconds) =>
        Parse(file).CrawlDelay.ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);

    [Fact]
    public void What_lies_beyond_500_KiB_is_not_read()
    {
        var filler = new string('#', RobotsRules.MaxBytes);

        Parse($"User-agent: *\nDisallow: /a\n{filler}\nDisallow: /b").FindObjection(new Uri("https://site.example/b")).ShouldBeNull();
    }

    [Fact]
    public void A_rule_full_of_stars_takes_no_time()
    {
        var stars = string.Concat(Enumerable.Repeat("a*", 5000));
        var path = "/" + new string('a', 20_000);

        Parse($"User-agent: *\nDisallow: /{stars}b").FindObjection(new Uri("https://site.example" + path)).ShouldBeNull();
    }

    private static RobotsRules Parse(string file) =>
        RobotsRules.Parse(Encoding.UTF8.GetBytes(file), FetchOptions.Product);
}
