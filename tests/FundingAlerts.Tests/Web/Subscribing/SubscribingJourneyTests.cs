using System.Net;
using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Tests.Digests;
using static FundingAlerts.Tests.Web.Subscribing.SubscribingWorld;

namespace FundingAlerts.Tests.Web.Subscribing;

public sealed class SubscribingJourneyTests
{
    private static readonly (string, string)[] Wish = [("address", "robin@example.org"), ("words", "neuromorph*"), ("often", "daily"), ("hour", "8"), ("zone", "Europe/London"), ("language", "en"), ("leads", "14, 3"), ("name", "Robin"), ("do", "subscribe")];

    [Fact]
    public async Task From_the_form_to_the_first_digest_and_to_the_last_mail()
    {
        await using var world = await StartAsync();
        await world.KnowAsync(DigestWorld.Call("a"), DigestWorld.Call("b", "cheese"));

        var (status, asked) = await world.PostAsync("/subscribe", Wish);
        status.ShouldBe(HttpStatusCode.OK);
        asked.QuerySelector("h1")!.TextContent.ShouldBe("Look in your mailbox");
        await world.DrainAsync();
        var confirm = world.Mails.Letters.ShouldHaveSingleItem();
        confirm.Headers.ContainsKey("List-Unsubscribe").ShouldBeFalse();

        var link = LinkIn(confirm, "/confirm?");
        var (_, page) = await world.GetAsync(link);
        page.Body!.TextContent.ShouldContain("neuromorph*");
        page.QuerySelector("form[method=post] button").ShouldNotBeNull();
        (await world.DrainAsync()).Emails.ShouldBe(0);

        var (_, done) = await world.PostAsync(link);
        done.QuerySelector("h1")!.TextContent.ShouldBe("Done: we watch for you");
        await world.DrainAsync();
        var welcome = world.Mails.Letters[^1];
        world.Mails.Letters.Count.ShouldBe(2);
        welcome.Html.ShouldContain("Call a about neuromorphic");
        welcome.Html.ShouldNotContain("cheese");

        var settings = done.QuerySelector("main a.button")!.GetAttribute("href")!;
        var (_, shown) = await world.GetAsync(settings);
        shown.QuerySelector("textarea")!.TextContent.Trim().ShouldBe("neuromorph*");
        shown.Body!.TextContent.ShouldContain(welcome.Subject);

        (await world.PostAsync(LinkIn(welcome, "/stop?"), ("do", "stop"))).Page.QuerySelector("h1")!.TextContent.ShouldBe("No more mails");
        (await ReaderAsync(world)).State.ShouldBe(SubscriberState.Unsubscribed);
        (await world.PostAsync(LinkIn(welcome, "/stop?"), ("do", "return"))).Page.QuerySelector("h1")!.TextContent.ShouldBe("You are back");
        (await ReaderAsync(world)).State.ShouldBe(SubscriberState.Confirmed);
    }

    [Fact]
    public async Task A_hidden_call_teaches_its_alert_and_comes_back_when_that_is_taken_back()
    {
        await using var world = await StartAsync();
        var (reader, digest) = await ToldAsync(world, "neuromorph* OR quantum");
        var hide = LinkIn(digest, "/hide?");

        (await world.GetAsync(hide)).Page.QuerySelector("button")!.TextContent.ShouldBe("Hide this call");
        (await world.Get<CallMarks>().OfAsync(reader, default)).Hidden.ShouldBeEmpty();
        var (_, hidden) = await world.PostAsync(hide, ("do", "hide"));
        (await world.Get<CallMarks>().OfAsync(reader, default)).Hidden.ShouldHaveSingleItem();
        var lesson = hidden.QuerySelectorAll(".cards form")[0];
        var query = lesson.QuerySelector("input[name=query]")!.GetAttribute("value")!;
        query.ShouldBe("(neuromorph* OR quantum) NOT neuromorph*");

        var (_, forged) = await world.PostAsync(hide, ("do", "learn"), ("alert", $"{reader}-1"), ("query", "cheese"));
        forged.QuerySelector("h1")!.TextContent.ShouldBe("Hidden");
        (await QueryAsync(world, reader)).ShouldBe("neuromorph* OR quantum");
        await world.PostAsync(hide, ("do", "learn"), ("alert", $"{reader}-1"), ("query", query));
        (await QueryAsync(world, reader)).ShouldBe(query);

        await world.PostAsync(hide, ("do", "undo"));
        (await world.Get<CallMarks>().OfAsync(reader, default)).Hidden.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_is_reminded_of_and_not_any_more_when_that_is_taken_back()
    {
        await using var world = await StartAsync();
        var (reader, digest) = await ToldAsync(world);
        var remind = LinkIn(digest, "/remind?");

        (await world.GetAsync(remind)).Page.QuerySelector("#leads")!.GetAttribute("value").ShouldBe("14, 3");
        (await world.PostAsync(remind, ("do", "remind"), ("leads", "five"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await world.PostAsync(remind, ("do", "remind"), ("leads", "5, 2"))).Page.Body!.TextContent.ShouldContain("Days before: 5, 2.");
        (await world.Get<CallMarks>().OfAsync(reader, default)).Saved.Values.ShouldHaveSingleItem().ShouldBe([2, 5]);
        await world.PostAsync(remind, ("do", "undo"));
        (await world.Get<CallMarks>().OfAsync(reader, default)).Saved.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_is_a_page_by_its_own_link_alone()
    {
        await using var world = await StartAsync();
        var (_, digest) = await ToldAsync(world);
        var view = LinkIn(digest, "/view?");

        var (_, page) = await world.GetAsync(view);
        using var frame = await world.Browser.GetAsync(new Uri(page.QuerySelector("iframe")!.GetAttribute("src")!, UriKind.Relative));
        (await frame.Content.ReadAsStringAsync()).ShouldContain("Call a about neuromorphic");
        frame.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        (await world.GetAsync(view + "&part=text")).Page.QuerySelector("pre")!.TextContent.ShouldBe(digest.Text);
        (await world.GetAsync(view.Replace("mail=", "mail=x", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_mailbox_stops_the_mails_in_one_click_without_cookies_or_redirects()
    {
        await using var world = await StartAsync();
        var (reader, digest) = await ToldAsync(world);
        digest.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");

        using var response = await world.SendAsync(digest.Headers["List-Unsubscribe"].Trim('<', '>'), ("List-Unsubscribe", "One-Click"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        // RFC 8058 lets a mailbox send it either way.
        using var parts = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        using var again = await world.Browser.PostAsync(new Uri(digest.Headers["List-Unsubscribe"].Trim('<', '>')), parts);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.Get<SubscriberStore>().FindAsync(reader, default))!.State.ShouldBe(SubscriberState.Unsubscribed);
    }

    [Fact]
    public async Task A_lost_link_is_mailed_again()
    {
        await using var world = await StartAsync();
        await world.PostAsync("/subscribe", Wish);
        await world.DrainAsync();
        await world.PostAsync(LinkIn(world.Mails.Letters[0], "/confirm?"));
        await world.DrainAsync();

        await world.PostAsync("/link", ("address", "Robin@Example.org"));
        await world.DrainAsync();
        (await world.GetAsync(LinkIn(world.Mails.Letters[^1], "/preferences?"))).Page.QuerySelector("h1")!.TextContent.ShouldBe("Your alerts and settings");
    }

    /// <summary>Somebody who was told of one call.</summary>
    internal static async Task<(string Reader, Letter Digest)> ToldAsync(SubscribingWorld world, string query = "neuromorph*")
    {
        await world.SubscribedAsync("s1", query);
        await world.KnowAsync(DigestWorld.Call("a"));
        await world.Get<FundingAlerts.Digests.WelcomeSubscriber>().AskAsync("s1", "t", world.Clock.GetCurrentInstant(), default);
        await world.DrainAsync();
        return ("s1", world.Mails.Letters[^1]);
    }

    private static async Task<Subscriber> ReaderAsync(SubscribingWorld world)
    {
        await foreach (var id in world.Get<SubscriberStore>().SubscriberIdsAsync(default))
            return (await world.Get<SubscriberStore>().FindAsync(id, default))!;
        throw new InvalidOperationException("Nobody is there.");
    }

    private static async Task<string> QueryAsync(SubscribingWorld world, string reader) =>
        (await world.Get<SubscriberStore>().InterestsOfAsync(reader, default)).Single().Query;
}
