using System.Net;
using FundingAlerts.Digests;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using static FundingAlerts.Tests.Web.Subscribing.SubscribingWorld;

namespace FundingAlerts.Tests.Web.Subscribing.Teams;

public sealed class TeamSafetyTests
{
    private const string Hostile = "\"><img src=x onerror=alert(1)><script>x</script>\u202Emoc";

    [Fact]
    public async Task A_scanner_that_follows_every_link_of_every_mail_changes_nothing()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world);
        var home = await team.PathAsync(TeamPages.Ann, LinkPurpose.Preferences);
        await world.PostAsync(home, ("do", "invite"), ("address", "carl@example.org"));
        await world.DrainAsync();
        var links = world.Mails.Letters.SelectMany(LinksIn)
            .Concat((await world.GetAsync(home)).Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!))
            .Where(l => l.Contains("/team/", StringComparison.Ordinal)).Distinct().ToList();
        links.Count.ShouldBeGreaterThan(8);

        var before = await world.RowsAsync();
        foreach (var link in links)
        {
            using var got = await world.Browser.GetAsync(new Uri(link, UriKind.RelativeOrAbsolute));
            got.StatusCode.ShouldBe(HttpStatusCode.OK, link);
            got.Headers.CacheControl!.NoStore.ShouldBeTrue(link);
            got.Headers.GetValues("X-Robots-Tag").Single().ShouldContain("noindex");
            using var head = new HttpRequestMessage(HttpMethod.Head, link);
            using var _ = await world.Browser.SendAsync(head);
        }
        await world.DrainAsync();
        (await world.RowsAsync()).Where(r => !r.StartsWith("runs ", StringComparison.Ordinal)).ShouldBe(before.Where(r => !r.StartsWith("runs ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_members_link_opens_one_door_of_that_member_alone()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world);
        var mail = team.LastTo("bob");
        var (stop, home, hide) = (LinkIn(mail, "/stop?"), LinkIn(mail, "/preferences?"), LinkIn(mail, "/hide?"));
        var (bob, ann) = ($"/{team.Bob}/", $"/{TeamPages.Ann}/");
        string Swap(string link, string from, string to) => link.Replace(from, to, StringComparison.Ordinal);
        var before = await world.RowsAsync();

        foreach (var bad in new[]
        {
            Swap(stop, bob, ann), Swap(home, bob, ann), Swap(hide, bob, ann), Swap(LinkIn(mail, "/view?"), bob, ann),
            Swap(stop, bob, "/all/"), Swap(home, bob, "/all/"), Swap(home, bob, "/m9/"), Swap(stop, bob, "/m9/"), Swap(home, bob, "/%23/"),
            Swap(stop, $"/team/{team.Team}{bob}", $"/me/{team.Team}/"), Swap(stop, $"/team/{team.Team}/", "/team/ann/"), Swap(stop, team.Team, "t000000000000"),
            Swap(stop, "/stop", "/preferences"), Swap(stop, "/stop", "/alert"), Swap(stop, "/stop", "/join"), Swap(hide, "/hide", "/view"),
            Swap(hide, "ukri%3Aa", "ukri%3Ab"), Swap(hide, "call=ukri%3Aa", "call=x"), stop[..^1], home.Split("k=")[0],
        })
        {
            (await world.GetAsync(bad)).Status.ShouldBe(HttpStatusCode.NotFound, bad);
            (await world.PostAsync(bad, ("do", "save"), ("mark", "applying"), ("name", "Eve"))).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
        }
        (await world.RowsAsync()).ShouldBe(before);
        (await world.GetAsync(home)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_only_an_owner_may_do_is_refused_to_a_member()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world);
        await world.Get<Teamwork>().DirectAsync(team.Team, TeamPages.Ann, new(TeamDestination.Channel, "https://hooks.slack.com/services/secret"), default);
        var home = await team.PathAsync(team.Bob, LinkPurpose.Preferences);
        var before = await world.RowsAsync();
        foreach (var form in new (string, string)[][]
        {
            [("do", "invite"), ("address", "eve@example.org")],
            [("remove", TeamPages.Ann)],
            [("do", "direct"), ("destination", "members")],
            [("do", "save"), ("name", "Mine"), ("zone", "Europe/London"), ($"query-{team.Team}-1", "x")],
        })
        {
            (await world.PostAsync(home, form)).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        var alert = home.Replace("/preferences", "/alert", StringComparison.Ordinal);
        (await world.PostAsync(alert, ("words", "cheese"), ("do", "keep"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await world.GetAsync(alert)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await world.RowsAsync()).ShouldBe(before);

        var (_, page) = await world.GetAsync(home);
        page.QuerySelectorAll("#address, #destination, button[name=remove]").ShouldBeEmpty();
        page.DocumentElement.OuterHtml.ShouldNotContain("ann@example.org");
        page.DocumentElement.OuterHtml.ShouldNotContain("secret");
    }

    [Fact]
    public async Task By_a_mail_that_all_read_nobody_decides_for_the_others()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world);
        await world.PostAsync(LinkIn(team.LastTo("bob"), "/hide?"), ("mark", "applying"));
        var owner = await team.PathAsync(TeamPages.Ann, LinkPurpose.Preferences);
        await world.PostAsync(owner, ("do", "direct"), ("destination", "address"), ("to", "lab@example.org"));
        await team.NextDigestAsync();
        var (stop, home) = (LinkIn(team.LastTo("lab"), "/stop?"), LinkIn(team.LastTo("lab"), "/preferences?"));
        var hide = await team.PathAsync(TeamReaders.Everybody, LinkPurpose.Hide, "ukri:a");
        var before = await world.RowsAsync();

        (await world.GetAsync(stop)).Page.QuerySelectorAll("main form").ShouldBeEmpty();
        (await world.PostAsync(stop, ("List-Unsubscribe", "One-Click"))).Page.QuerySelector("h1")!.TextContent.ShouldBe("An owner decides");
        (await world.GetAsync(hide)).Page.QuerySelector(".said")!.TextContent.ShouldContain("Bob: applying");
        (await world.PostAsync(hide, ("mark", "notforus"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await world.PostAsync(home, ("do", "rename"), ("mine", "Eve"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await world.PostAsync(home, ("do", "direct"), ("destination", "members"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await world.GetAsync(home)).Page.QuerySelectorAll("main form button").ShouldBeEmpty();
        (await world.RowsAsync()).ShouldBe(before);

        await world.PostAsync(owner, ("do", "direct"), ("destination", "members"));
        (await world.GetAsync(home)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await world.GetAsync(stop)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hostile_names_notes_and_titles_are_only_text()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world, Hostile, Hostile);
        var owner = await team.PathAsync(TeamPages.Ann, LinkPurpose.Preferences);
        await world.PostAsync(owner, ("do", "save"), ("name", "Lab\r\nBcc: all@example.org" + Hostile), ("zone", "Europe/London"), ("day", "monday"), ("hour", "8"));
        var hide = LinkIn(team.LastTo("bob"), "/hide?");
        (await world.PostAsync(hide, ("mark", "applying"), ("note", Hostile + "\r\n</textarea>" + Hostile), ("for", team.Bob))).Page.QuerySelector(".done").ShouldNotBeNull();
        await world.PostAsync(owner, ("do", "invite"), ("address", "carl@example.org"));
        await team.NextDigestAsync();

        var pages = new List<string> { owner, hide, LinkIn(TeamPages.To(world, "carl")[^1], "/join?"), LinkIn(team.LastTo("bob"), "/stop?"), LinkIn(team.LastTo("bob"), "/preferences?") };
        foreach (var link in pages)
        {
            var (status, page) = await world.GetAsync(link);
            status.ShouldBe(HttpStatusCode.OK, link);
            page.QuerySelectorAll("img, script").ShouldBeEmpty(link);
            page.DocumentElement.OuterHtml.ShouldNotContain("\u202E");
            page.Body!.TextContent.ShouldContain("<img src=x", Case.Sensitive, link);
        }
        foreach (var letter in world.Mails.Letters)
        {
            letter.Html.ShouldNotContain("<img");
            letter.Html.ShouldNotContain("<script");
            letter.Subject.ShouldNotContain("\n");
        }
    }

    [Fact]
    public async Task What_cannot_be_said_of_a_call_is_asked_again()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world);
        var hide = LinkIn(team.LastTo("ann"), "/hide?");
        var before = await world.RowsAsync();
        foreach (var (field, form) in new (string, (string, string)[])[]
        {
            ("mark", [("mark", "great"), ("note", "kept")]),
            ("for", [("mark", "applying"), ("for", "m9"), ("note", "kept")]),
            ("note", [("mark", "applying"), ("note", "kept" + new string('x', TeamVerdict.LongestNote))]),
        })
        {
            var (status, page) = await world.PostAsync(hide, form);
            status.ShouldBe(HttpStatusCode.BadRequest);
            page.QuerySelector("#problems a")!.GetAttribute("href").ShouldBe("#" + field);
            page.QuerySelector("#note")!.TextContent.ShouldContain("kept");
        }
        (await world.RowsAsync()).ShouldBe(before);
    }
}
