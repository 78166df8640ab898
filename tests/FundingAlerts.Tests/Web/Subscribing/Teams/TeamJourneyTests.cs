using System.Net;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Tests.Digests;
using NodaTime;
using static FundingAlerts.Tests.Web.Subscribing.SubscribingWorld;

namespace FundingAlerts.Tests.Web.Subscribing.Teams;

public sealed class TeamJourneyTests
{
    [Fact]
    public async Task A_team_is_founded_invites_marks_is_told_of_it_and_is_left()
    {
        await using var world = await StartAsync();
        await world.KnowAsync(DigestWorld.Call("a"));
        var (home, founded) = await TeamPages.FoundAsync(world);
        founded.QuerySelector("h1")!.TextContent.ShouldBe("Lab");
        founded.QuerySelector(".done")!.TextContent.ShouldStartWith("The team is there.");

        (await world.PostAsync(home, ("do", "invite"), ("address", "bob@example.org"), ("language", "nl"))).Page.QuerySelector(".done")!.TextContent.ShouldBe("The invitation is on its way.");
        await world.DrainAsync();
        var join = LinkIn(TeamPages.To(world, "bob").ShouldHaveSingleItem(), "/join?");
        (await world.GetAsync(join)).Page.QuerySelector("h1")!.TextContent.ShouldBe("Meedoen met Lab?");
        var (_, joined) = await world.PostAsync(join, ("name", "Bob"));
        joined.QuerySelector(".done")!.TextContent.ShouldStartWith("U doet mee.");
        joined.QuerySelectorAll("#members + form li").Select(l => l.TextContent.Trim()).ShouldBe(["Ann eigenaar", "Bob u · lid"]);

        await world.PostAsync(founded.QuerySelectorAll("a").Single(a => a.TextContent == "Add an alert").GetAttribute("href")!, ("words", "neuromorph*"), ("unknown", "1"), ("do", "keep"));
        await world.DrainAsync();
        var team = new TeamPages(world, home.Split('/')[2], "");
        team.LastTo("ann").Html.ShouldContain("Call a about neuromorphic");
        world.Clock.Advance(Duration.FromHours(1));
        var hide = LinkIn(team.LastTo("bob"), "/hide?");
        var (_, marked) = await world.PostAsync(hide, ("mark", "applying"), ("note", "Shall we?\nBy Friday."), ("for", "m1"));
        marked.QuerySelector(".said")!.TextContent.ShouldContain("Bob: wij dienen in");
        marked.QuerySelectorAll(".said p").Select(p => p.TextContent).ShouldBe(["Shall we?", "By Friday."]);
        marked.QuerySelector("input[checked]")!.GetAttribute("value").ShouldBe("applying");
        marked.QuerySelector("#for option[selected]")!.TextContent.ShouldBe("Ann");
        (await world.GetAsync(home)).Page.QuerySelector(".team-call .said")!.TextContent.ShouldContain("Bob: applying, for Ann to look at");

        await team.NextDigestAsync();
        team.LastTo("ann").Html.ShouldContain("Bob: applying, for Ann to look at");
        team.LastTo("bob").Html.ShouldContain("Shall we? By Friday.");
        var stop = LinkIn(team.LastTo("bob"), "/stop?");
        (await world.GetAsync(stop)).Page.QuerySelector("main button")!.TextContent.ShouldBe("Het team verlaten");
        (await world.PostAsync(stop, ("List-Unsubscribe", "One-Click"))).Page.QuerySelector("h1")!.TextContent.ShouldBe("U bent eruit");
        (await world.GetAsync(stop)).Page.QuerySelector("h1")!.TextContent.ShouldBe("You have left");
        var (_, alone) = await world.GetAsync(home);
        alone.QuerySelectorAll("#members + form li").Length.ShouldBe(1);
        alone.QuerySelector(".team-call .said")!.TextContent.ShouldContain("somebody who left: applying");
    }

    [Fact]
    public async Task The_mail_of_a_member_is_a_page()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world);
        var (status, page) = await world.GetAsync(LinkIn(team.LastTo("bob"), "/view?"));
        status.ShouldBe(HttpStatusCode.OK);
        var (_, mail) = await world.GetAsync(page.QuerySelector("iframe")!.GetAttribute("src")!);
        mail.Body!.TextContent.ShouldContain("Call a about neuromorphic");
        mail.Body!.InnerHtml.ShouldContain($"/team/{team.Team}/{team.Bob}/stop?");
    }

    [Fact]
    public async Task What_is_not_for_the_team_stands_apart()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world);
        await world.PostAsync(LinkIn(team.LastTo("bob"), "/hide?"), ("mark", "notforus"));
        var home = await team.PathAsync(TeamPages.Ann, LinkPurpose.Preferences);
        (await world.GetAsync(home)).Page.QuerySelector("details .team-call")!.TextContent.ShouldContain("Bob: not for us");

        await world.PostAsync(LinkIn(team.LastTo("ann"), "/hide?"), ("mark", "interested"));
        var (_, wanted) = await world.GetAsync(home);
        wanted.QuerySelector("details").ShouldBeNull();
        wanted.QuerySelectorAll(".team-call").ShouldHaveSingleItem().TextContent.ShouldContain("Ann: interested");
    }

    [Fact]
    public async Task An_owner_changes_alerts_name_day_and_destination_and_what_is_wrong_is_asked_again()
    {
        await using var world = await StartAsync();
        var team = await TeamPages.StartAsync(world);
        var home = await team.PathAsync(TeamPages.Ann, LinkPurpose.Preferences);
        (string, string)[] form = [("do", "save"), ($"name-{team.Team}-1", "Chips"), ($"query-{team.Team}-1", "chip*"), ("name", "The Lab"), ("day", "friday"), ("hour", "16"), ("zone", "Europe/Amsterdam"), ("leads", "14, 3")];

        var (wrong, asked) = await world.PostAsync(home, [.. form.Where(f => f.Item2 != "chip*"), ($"query-{team.Team}-1", "chip OR")]);
        wrong.ShouldBe(HttpStatusCode.BadRequest);
        asked.QuerySelector("#problems a")!.GetAttribute("href").ShouldBe($"#query-{team.Team}-1");
        asked.QuerySelector("#name")!.GetAttribute("value").ShouldBe("The Lab");
        (await world.PostAsync(home, form)).Page.QuerySelector("h1")!.TextContent.ShouldBe("The Lab");
        var (kept, alerts) = await KeptAsync(team);
        (kept.Name, kept.Cadence, kept.Zone, kept.Language, kept.IsTeam).ShouldBe(("The Lab", FundingAlerts.Interests.Cadence.WeeklyOn(IsoDayOfWeek.Friday, 16), "Europe/Amsterdam", "en", true));
        kept.LeadDays.ShouldBe([3, 14]);
        kept.Tells.ShouldBe(FundingAlerts.Interests.ChangeKinds.Usual);
        alerts.ShouldHaveSingleItem().Query.ShouldBe("chip*");

        foreach (var (field, id, value) in new[] { ("channel", "to", "http://hooks.example.org/x"), ("address", "to", "lab") })
        {
            var (status, page) = await world.PostAsync(home, ("do", "direct"), ("destination", field), ("to", value));
            status.ShouldBe(HttpStatusCode.BadRequest);
            page.QuerySelector("#problems a")!.GetAttribute("href").ShouldBe("#" + id);
            page.QuerySelector("#to")!.GetAttribute("value").ShouldBe(value);
            page.QuerySelector("#destination option[selected]")!.GetAttribute("value").ShouldBe(field);
        }
        (await world.PostAsync(home, ("do", "direct"), ("destination", "channel"), ("to", "https://hooks.slack.com/services/x"))).Page.QuerySelector("#to")!.GetAttribute("value").ShouldBe("https://hooks.slack.com/services/x");
        (await world.PostAsync(home, ("do", "invite"), ("address", "nobody"))).Page.QuerySelector("#problems a")!.GetAttribute("href").ShouldBe("#address");
        (await world.PostAsync(home, ("do", "invite"), ("address", "BOB@example.org"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await world.PostAsync(home, ("do", "rename"), ("mine", ""))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await world.PostAsync(home, ("do", "rename"), ("mine", "Ann B."))).Page.Body!.TextContent.ShouldContain("Ann B.");
    }

    [Fact]
    public async Task An_invitation_that_was_withdrawn_expired_or_taken_up_says_so()
    {
        await using var world = await StartAsync();
        var (home, _) = await TeamPages.FoundAsync(world);
        var joins = new List<string>();
        foreach (var who in new[] { "bob", "carl", "dora" })
        {
            await world.PostAsync(home, ("do", "invite"), ("address", $"{who}@example.org"));
            await world.DrainAsync();
            joins.Add(LinkIn(TeamPages.To(world, who)[^1], "/join?"));
        }
        (await world.PostAsync(joins[0], ("name", ""))).Status.ShouldBe(HttpStatusCode.BadRequest);
        await world.PostAsync(joins[0], ("name", "Bob"));
        var carl = joins[1].Split('/')[5];
        (await world.PostAsync(home, ("remove", carl))).Page.QuerySelector(".done")!.TextContent.ShouldBe("They are in the team no more.");
        world.Clock.Advance(TeamMember.InvitationKept);

        var before = await world.RowsAsync();
        foreach (var (join, status, title) in joins.Zip([HttpStatusCode.OK, HttpStatusCode.Gone, HttpStatusCode.Gone], ["You are in already", "This invitation holds no more", "This invitation holds no more"]))
        {
            foreach (var (answered, page) in new[] { await world.GetAsync(join), await world.PostAsync(join, ("name", "Eve")) })
            {
                answered.ShouldBe(status);
                page.QuerySelector("h1")!.TextContent.ShouldBe(title);
                page.DocumentElement.OuterHtml.ShouldNotContain("/preferences");
            }
        }
        (await world.RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_form_sent_twice_begins_one_team_and_one_without_a_name_none()
    {
        await using var world = await StartAsync();
        var ann = await world.SubscribedAsync("ann");
        var settings = (await world.Get<LinkKeys>().SignerAsync(default)).PathOf(ann, LinkPurpose.Preferences);
        using var first = await world.SendAsync(settings, ("do", "team"), ("teamName", "Lab"), ("seed", "s"));
        using var again = await world.SendAsync(settings, ("do", "team"), ("teamName", "Lab"), ("seed", "s"));
        again.Headers.Location.ShouldBe(first.Headers.Location);
        var (status, page) = await world.PostAsync(settings, ("do", "team"), ("teamName", " "), ("seed", "t"));
        status.ShouldBe(HttpStatusCode.BadRequest);
        page.QuerySelector("#problems a")!.GetAttribute("href").ShouldBe("#teamName");
        page.QuerySelector("input[name=seed]")!.GetAttribute("value").ShouldBe("t");

        foreach (var seed in new[] { "t", "u" })
            (await world.PostAsync(settings, ("do", "team"), ("teamName", "Lab"), ("seed", seed))).Status.ShouldBe(HttpStatusCode.OK);
        (await world.PostAsync(settings, ("do", "team"), ("teamName", "Lab"), ("seed", "v"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<(FundingAlerts.Interests.Subscriber Team, IReadOnlyList<FundingAlerts.Interests.Interest> Alerts)> KeptAsync(TeamPages team)
    {
        var store = team.World.Get<FundingAlerts.Interests.SubscriberStore>();
        return ((await store.FindAsync(team.Team, default))!, await store.InterestsOfAsync(team.Team, default));
    }
}
