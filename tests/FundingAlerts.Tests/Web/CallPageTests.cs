using AngleSharp.Dom;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Pages;

namespace FundingAlerts.Tests.Web;

public sealed class CallPageTests : SitePages
{
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
    public async Task A_call_shows_its_kind_who_may_apply_and_whether_two_countries_can_together()
    {
        var facts = (await PageAsync("/calls/ukri/OPP-1042")).QuerySelectorAll(".facts tbody tr").Select(r => Words(r)).ToList();
        facts.ShouldContain("Netherlands and UK together Can be in one project. UK organisations lead; others join with their own money.");
        facts.ShouldContain("Kind Network “Network Plus”");
        facts.ShouldContain("Who may apply Universities, research organisations “Universities and other research organisations”");
        (await PageAsync("/calls/sedia/HORIZON-JU-CHIPS-2026-3-RIA")).QuerySelectorAll(".facts tbody tr").Select(r => Words(r))
            .ShouldContain("Netherlands and UK together Not known. No rule says who may take part; read the call.");
    }

    [Fact]
    public async Task A_call_on_two_sites_shows_both_and_what_each_says()
    {
        var page = await PageAsync("/calls/innovate/2291");
        var twins = page.QuerySelector("section[aria-labelledby=twins]").ShouldNotBeNull();
        twins.QuerySelectorAll("li a").Select(a => a.GetAttribute("href")).ShouldBe(["/calls/ukri/semiconductor-design", "https://www.ukri.org/opportunity/semiconductor-design/"]);
        twins.QuerySelectorAll("caption").Select(c => c.TextContent).ShouldBe(["Sources disagree: deadline", "Sources disagree: largest amount per award"]);
        twins.QuerySelectorAll("tbody tr").Select(r => Words(r)).ShouldBe(
        [
            "apply-for-innovation-funding.service.gov.uk 27 Oct 2026, 11:00 UK time (seen 25 Aug 2026, 07:00) “Tuesday 27 October 2026 11:00am”",
            "ukri.org 13 Oct 2026, 11:00 UK time (seen 23 Aug 2026, 07:00) “13 October 2026 11:00am UK time”",
            "apply-for-innovation-funding.service.gov.uk £500,000 (seen 25 Aug 2026, 07:00) “£500,000”",
            "ukri.org £350,000 (seen 23 Aug 2026, 07:00) “£350,000”",
        ]);
        page.QuerySelectorAll("section[aria-labelledby=seen] li").Length.ShouldBe(2);
        (await PageAsync("/calls/rvo/spike-2027")).Body!.TextContent.ShouldContain("Found only at rvo, which lists other funders’ calls");
        (await PageAsync("/calls/ukri/OPP-1042")).QuerySelector("section[aria-labelledby=twins]").ShouldBeNull();
    }

    [Fact]
    public async Task Hostile_words_of_a_call_stay_words()
    {
        const string Evil = "<script>alert(1)</script>\u202E";
        Content.Calls.Add(MadeUpCalls.Paradigms with
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

    [Theory]
    [InlineData("https://www.nwo.nl/en/calls/x?round=2#apply")]
    [InlineData("a//b///c/")]
    [InlineData("a/./../~b/~")]
    [InlineData("100% ready & <fine>")]
    [InlineData("https://example.org/a%2Fb")]
    [InlineData("naïve/路")]
    public async Task Any_reference_survives_its_address(string reference)
    {
        var id = new OpportunityId("ukri", reference);
        CallLink.To(id).ShouldNotContain("//");
        Content.Calls.Add(MadeUpCalls.Paradigms with { Id = id, Title = "Found again" });
        (await PageAsync(CallLink.To(id))).QuerySelector("h1")!.TextContent.ShouldBe("Found again");
    }
}
