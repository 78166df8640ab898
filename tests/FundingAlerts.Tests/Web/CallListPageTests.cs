using AngleSharp.Dom;

namespace FundingAlerts.Tests.Web;

public sealed class CallListPageTests : SitePages
{
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
    [InlineData("?q=network+NOT+robotics", "OPP-1042 OPP-0977")]
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
            ["Open 1", "Closed 2", "Innovate UK 0", "NWO 0", "RVO 0", "EU Funding & Tenders 0", "UKRI 1"]);
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
        Content.Calls.AddRange(Enumerable.Range(0, 100).Select(i => MadeUpCalls.Paradigms with { Id = new("ukri", $"X{i}") }));
        var page = await PageAsync("/?source=ukri&page=2");
        page.QuerySelectorAll(".row").Length.ShouldBe(50);
        page.QuerySelector(".pages span")!.TextContent.ShouldBe("Page 2 of 3");
        page.QuerySelector("[rel=next]")!.GetAttribute("href").ShouldBe("/?source=ukri&page=3");
        page.QuerySelector("[rel=prev]")!.GetAttribute("href").ShouldBe("/?source=ukri");
        (await PageAsync("/?source=ukri&page=999")).QuerySelector(".pages span")!.TextContent.ShouldBe("Page 3 of 3");
    }
}
