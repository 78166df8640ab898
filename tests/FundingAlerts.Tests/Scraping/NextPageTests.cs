using System.Text;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>Listings whose pages name the next one, or that are several feeds of one site; and interfaces that are asked first.</summary>
public sealed class NextPageTests : IDisposable
{
    private const string Plain = "request: { url: https://fund.example/calls }";

    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    // on the page                                     ¦ the next page
    [Table("""
        <a class=next href="?p=2">2</a>                ¦ https://fund.example/calls?p=2
        <a class=next href="/p2">2</a>                 ¦ https://fund.example/p2
        <a class=next href="https://www.fund.example/p2">2</a> ¦ https://www.fund.example/p2
        <a class=next href="https://api.fund.example/p2">2</a> ¦ https://api.fund.example/p2
        <a class=next>2</a><a class=next href="/p3">3</a> ¦ https://fund.example/p3
        <a class=next href=" /p2 ">2</a>               ¦ https://fund.example/p2
        <base href="/sub/"><a class=next href="p2">2</a> ¦ https://fund.example/sub/p2
        <a class=next href="">2</a>                    ¦
        <a class=next>2</a>                            ¦
        <a href="/p2">2</a>                            ¦
        <a class=next href="javascript:next()">2</a>   ¦
        <a class=next href="mailto:a@fund.example">2</a> ¦
        <a class=next href="data:text/html,x">2</a>    ¦
        <a class=next href="file:///etc/passwd">2</a>  ¦
        """)]
    public void A_link_leads_to_the_next_page_of_the_site(string html, string? next)
    {
        var read = Read(html);

        read.Problem.ShouldBeNull();
        read.Next?.AbsoluteUri.ShouldBe(next);
        (read.Next is null).ShouldBe(next is null);
    }

    [Theory]
    [InlineData("<a class=next href=\"https://other.example/p2\">2</a>", "other.example")]
    [InlineData("<a class=next href=\"//169.254.169.254/latest\">2</a>", "169.254.169.254")]
    [InlineData("<a class=next href=\"https://fund.example.other.example/\">2</a>", "fund.example.other.example")]
    [InlineData("<a class=next href=\"https://notfund.example/\">2</a>", "notfund.example")]
    public void A_link_to_another_site_is_told_and_not_followed(string html, string host)
    {
        var read = Read(html);

        read.Next.ShouldBeNull();
        read.Rows.ShouldBeEmpty();
        read.Problem!.Kind.ShouldBe(SourceProblemKind.OutOfOrder);
        read.Problem.Message.ShouldStartWith($"fund.example/calls names a next page on {host}, another site");
    }

    [Fact]
    public async Task Links_are_followed_until_a_page_names_none()
    {
        FollowPath();
        world.Pages
            .Put(List, $$"""{"calls":[{{Call("a")}}],"next":"/p2"}""")
            .Put("https://fund.example/p2", $$"""{"calls":[{{Call("b")}}],"next":"https://fund.example/p3"}""")
            .Put("https://fund.example/p3", $$"""{"calls":[{{Call("c")}}],"next":null}""");

        var run = await world.RunAsync(world.Fund);

        run.Listings.ShouldBe(3);
        run.Notes.ShouldBeEmpty();
        world.Pages.Asked.ShouldBe([List, "https://fund.example/p2", "https://fund.example/p3"]);
    }

    [Fact]
    public async Task A_circle_of_pages_ends_where_nothing_is_new()
    {
        FollowPath();
        world.Pages
            .Put(List, $$"""{"calls":[{{Call("a")}}],"next":"/p2"}""")
            .Put("https://fund.example/p2", $$"""{"calls":[{{Call("b")}}],"next":"/calls"}""");

        (await world.RunAsync(world.Fund)).Listings.ShouldBe(2);
        world.Pages.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task More_pages_than_the_cap_are_not_read_and_nothing_counts_as_withdrawn()
    {
        FollowPath(", max: 2");
        world.Pages
            .Put(List, $$"""{"calls":[{{Call("a")}}],"next":"/p2"}""")
            .Put("https://fund.example/p2", $$"""{"calls":[{{Call("b")}}],"next":"/p3"}""");

        var run = await world.RunAsync(world.Fund);

        run.Listings.ShouldBe(2);
        run.Notes.ShouldHaveSingleItem().ShouldContain("goes on behind page 2; nothing counts as withdrawn");
    }

    [Fact]
    public async Task A_list_that_leads_elsewhere_withdraws_nothing()
    {
        FollowPath();
        world.Pages
            .Put(List, $$"""{"calls":[{{Call("a")}}],"next":"/p2"}""")
            .Put("https://fund.example/p2", $$"""{"calls":[{{Call("b")}}]}""");
        await world.RunAsync(world.Fund);
        world.Pages.Put(List, $$"""{"calls":[{{Call("a")}}],"next":"https://other.example/p2"}""");

        var run = await world.NextDayAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Failed);
        run.Problem!.Kind.ShouldBe(SourceProblemKind.OutOfOrder);
        world.Pages.Asked.Last().ShouldBe(List);
        (await world.HistoryAsync("b")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task Several_feeds_are_all_read_even_when_one_brings_nothing()
    {
        world.MendFund(Plain, "request: { url: 'https://fund.example/${page}' }\npaging: { each: [chips, light, brains] }");
        world.Pages.Put("https://fund.example/chips", $"[{Call("a")}]").Put("https://fund.example/light", "[]").Put("https://fund.example/brains", $"[{Call("b")}]");

        (await world.RunAsync(world.Fund)).Listings.ShouldBe(2);

        world.Pages.Asked.ShouldBe(["https://fund.example/chips", "https://fund.example/light", "https://fund.example/brains"]);
    }

    [Theory]
    // the probe's answer                            ¦ verdict ¦ problem          ¦ what is said
    [Table("""
        [{"id":"old","title":"Of long ago"}]         ¦ Changed ¦                  ¦
        [{"id":"x"},{"id":"old"}]                    ¦ Changed ¦                  ¦
        [{"id":"older"}]                             ¦ Failed  ¦ OutOfOrder       ¦ was asked for the call 'old', which it must know
        []                                           ¦ Failed  ¦ OutOfOrder       ¦ was asked for the call 'old', which it must know
        {"error":"no such index"}                    ¦ Failed  ¦ OutOfOrder       ¦ was asked for the call 'old', which it must know
        <html><body>Moved</body></html>              ¦ Failed  ¦ UnexpectedFormat ¦ is an HTML page, where JSON was expected
                                                     ¦ Failed  ¦ Refused          ¦ probe: Refused.
        """)]
    public async Task An_interface_that_does_not_know_what_it_must_know_is_not_believed(string? answer, string verdict, string? problem, string? says)
    {
        world.MendFund(Plain, $"{Plain}\nprobe: {{ request: {{ url: https://fund.example/probe }}, reference: old }}");
        world.Pages.Put(List, $"[{Call("a")}]");
        if (answer is null)
            world.Pages.Fail("https://fund.example/probe", SourceProblemKind.Refused);
        else
            world.Pages.Put("https://fund.example/probe", answer);

        var run = await world.RunAsync(world.Fund);

        run.Verdict.ToString().ShouldBe(verdict);
        (run.Problem?.Kind.ToString()).ShouldBe(problem);
        (run.Problem?.Message ?? "").ShouldContain(says ?? "");
        world.Pages.Asked.ShouldBe(problem is null ? ["https://fund.example/probe", List] : ["https://fund.example/probe"]);
        (await world.Calls.AllAsync("fund", Stop)).Count.ShouldBe(problem is null ? 1 : 0);
    }

    private void FollowPath(string more = "") =>
        world.MendFund(Plain + "\nresponse: json\nrows: { path: '$[*]' }", $"{Plain}\nresponse: json\nrows: {{ path: '$.calls[*]' }}\npaging: {{ next: {{ path: $.next }}{more} }}");

    private ListingPage Read(string html)
    {
        var source = Define("""
            version: 1
            id: ID
            name: Made-up
            home: https://ID.example/
            country: NL
            language: en
            zone: Europe/Amsterdam
            evidence: { level: recorded, date: 2026-01-31 }
            request: { url: https://ID.example/calls }
            paging: { next: { select: a.next } }
            response: html
            rows: { select: li }
            fields:
              reference: { value: r }
              title: { value: t }
              address: { value: 'https://ID.example/r' }
            """, "fund");
        return PageReader.ReadListing(source, new(new(List), "text/html", "utf-8", Encoding.UTF8.GetBytes($"<!doctype html><html><body><ul><li>A call</li></ul>{html}</body></html>")));
    }
}
