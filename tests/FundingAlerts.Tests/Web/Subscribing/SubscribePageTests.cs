using System.Net;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Web.Subscribing;

public sealed class SubscribePageTests
{
    [Fact]
    public async Task A_search_is_taken_over_from_the_list_of_calls()
    {
        await using var world = await SubscribingWorld.StartAsync();
        var (_, list) = await world.GetAsync("/?q=neuromorph*&status=open");
        var (_, page) = await world.GetAsync(list.QuerySelector("a[href^='/subscribe?']")!.GetAttribute("href")!);
        page.QuerySelector("#words")!.GetAttribute("value").ShouldBe("neuromorph*");
        page.QuerySelectorAll("input[name=status][checked]").Single().GetAttribute("value").ShouldBe("open");
        page.QuerySelector("#query")!.TextContent.Trim().ShouldBe("neuromorph* status:open");
    }

    [Fact]
    public async Task Each_topic_says_in_one_sentence_what_it_covers()
    {
        await using var world = await SubscribingWorld.StartAsync();
        foreach (var lang in new[] { "en", "nl" })
        {
            var (_, page) = await world.GetAsync($"/subscribe?lang={lang}");
            var topics = page.QuerySelectorAll(".told small").Select(t => t.TextContent).ToList();
            topics.Count.ShouldBe(TaxonomyCatalogue.Shipped.Count);
            topics.ShouldAllBe(t => t.EndsWith('.') && t.Length > 20);
        }
    }

    [Fact]
    public async Task Before_subscribing_one_sees_how_many_and_the_mail_itself_and_nothing_is_kept()
    {
        await using var world = await SubscribingWorld.StartAsync();
        await world.KnowAsync(DigestWorld.Call("a"), DigestWorld.Call("b"), DigestWorld.Call("over", closes: new LocalDate(2026, 8, 1)), DigestWorld.Call("c", "cheese"));
        var before = await world.RowsAsync();

        var (status, page) = await world.PostAsync("/subscribe", ("words", "neuromorph*"), ("unknown", "1"), ("language", "nl"), ("do", "preview"));
        status.ShouldBe(HttpStatusCode.OK);
        var preview = page.QuerySelector(".preview")!.TextContent;
        preview.ShouldContain("3 calls in the last 90 days.");
        preview.ShouldContain("about one in a month");
        preview.ShouldContain("2 of them are still open.");
        page.QuerySelector("#query")!.TextContent.Trim().ShouldBe("neuromorph*");
        var (_, mail) = await world.GetAsync(page.QuerySelector("iframe")!.GetAttribute("src")!);
        mail.QuerySelector("html")!.GetAttribute("lang").ShouldBe("nl");
        mail.Body!.TextContent.ShouldContain("Call b about neuromorphic");
        mail.Body.TextContent.ShouldNotContain("cheese");
        (await world.RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_query_by_hand_wins_and_emptied_it_is_composed_again()
    {
        await using var world = await SubscribingWorld.StartAsync();
        var (_, byHand) = await world.PostAsync("/subscribe", ("words", "chip"), ("composed", "chip"), ("query", "chip NOT potato"), ("unknown", "1"), ("do", "preview"));
        byHand.QuerySelector("#query")!.TextContent.Trim().ShouldBe("chip NOT potato");
        byHand.Body!.TextContent.ShouldContain("written by hand");
        var (_, again) = await world.PostAsync("/subscribe", ("words", "edge"), ("composed", "chip"), ("query", ""), ("unknown", "1"), ("do", "preview"));
        again.QuerySelector("#query")!.TextContent.Trim().ShouldBe("edge");
        var (_, untouched) = await world.PostAsync("/subscribe", ("words", "edge"), ("composed", "chip"), ("query", "chip"), ("unknown", "1"), ("do", "preview"));
        untouched.QuerySelector("#query")!.TextContent.Trim().ShouldBe("edge");
    }

    [Theory]
    [InlineData("query", "chip OR", "#query", "▸")]
    [InlineData("words", "tilte:chips", "#words", "title")]
    [InlineData("amount", "a lot", "#amount", "digits")]
    [InlineData("days", "soon", "#days", "days")]
    [InlineData("leads", "400", "#leads", "365")]
    [InlineData("zone", "Europe/Nowhere", "#zone", "time zone")]
    public async Task What_cannot_be_read_is_said_at_its_field(string field, string value, string at, string says)
    {
        await using var world = await SubscribingWorld.StartAsync();
        (string Name, string Value)[] fields = [("address", "robin@example.org"), ("words", "chip"), ("do", "subscribe")];
        var (status, page) = await world.PostAsync("/subscribe", [.. fields.Where(f => f.Name != field), (field, value)]);
        status.ShouldBe(HttpStatusCode.BadRequest);
        page.QuerySelector($"#problems a[href='{at}']").ShouldNotBeNull();
        page.QuerySelector(at)!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelector(at + "-wrong").ShouldNotBeNull();
        if (says != "▸")
            page.QuerySelector("#problems")!.TextContent.ShouldContain(says);
        else
            page.QuerySelector("#problems .point mark").ShouldNotBeNull();
    }

    [Fact]
    public async Task Asking_for_nothing_is_asked_back()
    {
        await using var world = await SubscribingWorld.StartAsync();
        var (status, page) = await world.PostAsync("/subscribe?lang=nl", ("address", "robin@example.org"), ("do", "subscribe"));
        status.ShouldBe(HttpStatusCode.BadRequest);
        page.QuerySelector("#problems")!.TextContent.ShouldContain("kies een onderwerp");
    }

    [Theory]
    [InlineData("nl-BE,nl;q=0.9,en;q=0.8", "", "nl", "Europe/Amsterdam")]
    [InlineData("de,en;q=0.5,nl;q=0.9", "", "nl", "Europe/Amsterdam")]
    [InlineData("en-GB", "", "en", "Europe/London")]
    [InlineData("nl", "?lang=en", "en", "Europe/London")]
    [InlineData("zh", "?lang=xx", "en", "Europe/London")]
    public async Task It_speaks_the_language_that_is_asked_for(string accepts, string query, string language, string zone)
    {
        await using var world = await SubscribingWorld.StartAsync();
        world.Browser.DefaultRequestHeaders.Add("Accept-Language", accepts);
        var (_, page) = await world.GetAsync("/subscribe" + query);
        page.QuerySelector("html")!.GetAttribute("lang").ShouldBe(language);
        page.QuerySelector("#zone option[selected]")!.GetAttribute("value").ShouldBe(zone);
        page.QuerySelector("#language option[selected]")!.GetAttribute("value").ShouldBe(language);
    }

    [Theory]
    [InlineData("/subscribe")]
    [InlineData("/subscribe?lang=nl&words=chip&kind=network&do=preview")]
    [InlineData("/link")]
    [InlineData("/privacy")]
    [InlineData("/privacy?lang=nl")]
    [InlineData("/confirm?token=x")]
    public async Task Every_field_has_a_name_and_no_two_things_the_same_id(string path)
    {
        await using var world = await SubscribingWorld.StartAsync();
        var (_, page) = await world.GetAsync(path);
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        ids.ShouldBeUnique();
        foreach (var field in page.QuerySelectorAll("input:not([type=hidden]):not([type=checkbox]), select, textarea"))
            page.QuerySelector($"label[for='{field.Id}']").ShouldNotBeNull(field.OuterHtml);
        page.QuerySelectorAll("input[type=checkbox]").ShouldAllBe(c => c.ParentElement!.LocalName == "label");
        foreach (var described in page.QuerySelectorAll("[aria-describedby]").SelectMany(e => e.GetAttribute("aria-describedby")!.Split(' ')))
            ids.ShouldContain(described);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelectorAll("script").ShouldBeEmpty();
    }
}
