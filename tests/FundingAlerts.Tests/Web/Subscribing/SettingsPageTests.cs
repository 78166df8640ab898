using System.IO.Compression;
using System.Net;
using FundingAlerts.Interests;
using FundingAlerts.Subscribing;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Web.Subscribing;

public sealed class SettingsPageTests
{
    private static readonly (string, string)[] Saved =
    [
        ("do", "save"), ("name-s1-1", "Chips"), ("query-s1-1", "chip*"), ("often-s1-1", "instant"), ("leads-s1-1", "0"), ("often", "weekly"), ("day", "friday"), ("hour", "16"), ("zone", "Asia/Tokyo"), ("leads", "30, 7"),
        ("opening", "2"), ("tells", "deadline"), ("tells", "documents"), ("heartbeat", "weekly"), ("name", "Robin"), ("language", "nl"),
    ];

    [Fact]
    public async Task All_that_can_be_set_is_set_and_shown_again()
    {
        await using var world = await SubscribingWorld.StartAsync();
        var settings = await LinkAsync(world);

        var (_, page) = await world.PostAsync(settings, Saved);
        page.QuerySelector("html")!.GetAttribute("lang").ShouldBe("nl");
        page.QuerySelector(".done")!.TextContent.ShouldBe("Bewaard.");
        var reader = (await world.Get<SubscriberStore>().FindAsync("s1", default))!;
        (reader.Name, reader.Language, reader.Zone, reader.Cadence).ShouldBe(("Robin", "nl", "Asia/Tokyo", Cadence.WeeklyOn(IsoDayOfWeek.Friday, 16)));
        reader.LeadDays.ShouldBe([7, 30]);
        (reader.OpeningLead, reader.Tells, reader.Heartbeat).ShouldBe((2, ChangeKinds.Deadline | ChangeKinds.Documents, HeartbeatRhythm.Weekly));
        var alert = (await world.Get<SubscriberStore>().InterestsOfAsync("s1", default)).ShouldHaveSingleItem();
        (alert.InterestId, alert.Name, alert.Query, alert.Frequency, alert.LeadDays!.Count).ShouldBe(("s1-1", "Chips", "chip*", Frequency.Instant, 0));
        page.QuerySelector("#query-s1-1")!.TextContent.Trim().ShouldBe("chip*");
        page.QuerySelector("#zone option[selected]")!.GetAttribute("value").ShouldBe("Asia/Tokyo");
        page.QuerySelectorAll("input[name=tells][checked]").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_is_shown_at_its_character_and_nothing_is_saved()
    {
        await using var world = await SubscribingWorld.StartAsync();
        var (status, page) = await world.PostAsync(await LinkAsync(world), [.. Saved.Where(f => f.Item1 != "query-s1-1"), ("query-s1-1", "chip OR")]);
        status.ShouldBe(HttpStatusCode.BadRequest);
        page.QuerySelector("#problems a")!.GetAttribute("href").ShouldBe("#query-s1-1");
        page.QuerySelector("#query-s1-1")!.TextContent.Trim().ShouldBe("chip OR");
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Robin");
        (await world.Get<SubscriberStore>().InterestsOfAsync("s1", default)).Single().Query.ShouldBe("neuromorph*");
    }

    [Fact]
    public async Task An_alert_is_added_with_a_preview_and_removed_again()
    {
        await using var world = await SubscribingWorld.StartAsync();
        await world.KnowAsync(DigestWorld.Call("a", "cheese"));
        var settings = await LinkAsync(world);
        var alert = (await world.GetAsync(settings)).Page.QuerySelectorAll("a").Single(a => a.TextContent == "Add an alert").GetAttribute("href")!;

        var (_, preview) = await world.PostAsync(alert, ("words", "cheese"), ("unknown", "1"), ("do", "preview"));
        preview.QuerySelector(".preview")!.TextContent.ShouldContain("1 call in the last 90 days.");
        (await world.GetAsync(preview.QuerySelector("iframe")!.GetAttribute("src")!)).Page.Body!.TextContent.ShouldContain("Call a about cheese");
        (await world.Get<SubscriberStore>().InterestsOfAsync("s1", default)).Count.ShouldBe(1);

        await world.PostAsync(alert, ("words", "cheese"), ("unknown", "1"), ("name", "Cheese"), ("do", "keep"));
        (await world.Get<SubscriberStore>().InterestsOfAsync("s1", default)).Select(i => $"{i.Name} {i.Query}").ShouldBe(["Interest neuromorph*", "Cheese cheese"], ignoreOrder: true);
        await world.DrainAsync();
        world.Mails.Letters[^1].Html.ShouldContain("Call a about cheese");

        await world.PostAsync(settings, ("do", "save"), ("remove-s1-1", "1"), ("query-s1-1", "x"), ("zone", "Europe/London"), ("leads", ""));
        (await world.Get<SubscriberStore>().InterestsOfAsync("s1", default)).ShouldHaveSingleItem().Name.ShouldBe("Cheese");
        (await world.PostAsync(settings, ("do", "save"), ("remove-s1-2", "1"), ("query-s1-2", "x"), ("zone", "Europe/London"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Mails_pause_until_a_day_and_go_on()
    {
        await using var world = await SubscribingWorld.StartAsync();
        var settings = await LinkAsync(world);
        (await world.PostAsync(settings, ("do", "pause"), ("until", "2026-01-01"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await world.PostAsync(settings, ("do", "pause"), ("until", "2026-09-12"))).Page.QuerySelector(".notice")!.TextContent.ShouldContain("13 September 2026");
        (await world.Get<SubscriberStore>().FindAsync("s1", default))!.StateAt(Instant.FromUtc(2026, 9, 12, 12, 0)).ShouldBe(SubscriberState.Paused);
        (await world.PostAsync(settings, ("do", "resume"))).Page.QuerySelector(".notice").ShouldBeNull();
    }

    [Fact]
    public async Task All_can_be_taken_along_and_erased()
    {
        await using var world = await SubscribingWorld.StartAsync();
        await SubscribingJourneyTests.ToldAsync(world);
        var settings = await LinkAsync(world);
        using var export = await world.SendAsync(settings, ("do", "export"));
        using (var archive = new ZipArchive(await export.Content.ReadAsStreamAsync()))
            archive.Entries.Select(e => e.FullName).ShouldContain("subscriber.json");

        var erase = (await world.GetAsync(settings)).Page.QuerySelectorAll("a").Single(a => a.TextContent == "Erase all about me").GetAttribute("href")!;
        (await world.GetAsync(erase)).Page.QuerySelector("h1")!.TextContent.ShouldBe("Erase all about you?");
        (await world.Get<SubscriberStore>().FindAsync("s1", default)).ShouldNotBeNull();
        (await world.PostAsync(erase)).Page.QuerySelector("h1")!.TextContent.ShouldBe("All is erased");
        (await world.RowsAsync()).ShouldNotContain(r => r.Contains("s1", StringComparison.Ordinal));
        (await world.GetAsync(settings)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Hidden_and_saved_calls_are_taken_back_one_by_one()
    {
        await using var world = await SubscribingWorld.StartAsync();
        var (_, digest) = await SubscribingJourneyTests.ToldAsync(world);
        await world.PostAsync(SubscribingWorld.LinkIn(digest, "/hide?"), ("do", "hide"));
        await world.PostAsync(SubscribingWorld.LinkIn(digest, "/remind?"), ("do", "remind"), ("leads", "5"));
        var settings = await LinkAsync(world);

        (await world.GetAsync(settings)).Page.QuerySelectorAll(".lines button").Select(b => b.GetAttribute("name")).ShouldBe(["unhide", "unsave"]);
        await world.PostAsync(settings, ("unhide", "ukri:a"));
        var marks = await world.Get<CallMarks>().OfAsync("s1", default);
        (marks.Hidden.Count, marks.Saved.Count).ShouldBe((0, 1));
        await world.PostAsync(settings, ("unsave", "ukri:a"));
        (await world.Get<CallMarks>().OfAsync("s1", default)).Saved.ShouldBeEmpty();
    }

    [Fact]
    public async Task Less_often_is_one_mail_a_week_over_all_alerts()
    {
        await using var world = await SubscribingWorld.StartAsync();
        var (_, digest) = await SubscribingJourneyTests.ToldAsync(world);
        await world.PostAsync(SubscribingWorld.LinkIn(digest, "/stop?"), ("do", "weekly"));
        (await world.Get<SubscriberStore>().FindAsync("s1", default))!.Cadence.ShouldBe(Cadence.WeeklyOn(IsoDayOfWeek.Monday, 8));
        (await world.PostAsync(SubscribingWorld.LinkIn(digest, "/stop?"), ("do", "pause"))).Page.QuerySelector("h1")!.TextContent.ShouldBe("Paused");
        await world.PostAsync(SubscribingWorld.LinkIn(digest, "/stop?"), ("do", "return"));
        (await world.Get<SubscriberStore>().FindAsync("s1", default))!.State.ShouldBe(SubscriberState.Confirmed);
    }

    [Theory]
    [InlineData(DepartureCause.Complained)]
    [InlineData(DepartureCause.Bounced)]
    public async Task Who_was_shut_out_cannot_come_back_by_a_link(DepartureCause cause)
    {
        await using var world = await SubscribingWorld.StartAsync();
        var (_, digest) = await SubscribingJourneyTests.ToldAsync(world);
        await world.Get<SubscriberStore>().ChangeAsync("s1", s => s with { State = SubscriberState.Suppressed, Departure = new(cause, world.Clock.GetCurrentInstant(), null) }, default);
        (await world.PostAsync(SubscribingWorld.LinkIn(digest, "/stop?"), ("do", "return"))).Page.QuerySelector("h1")!.TextContent.ShouldBe("No more mails");
        (await world.Get<SubscriberStore>().FindAsync("s1", default))!.State.ShouldBe(SubscriberState.Suppressed);
    }

    private static async Task<string> LinkAsync(SubscribingWorld world)
    {
        var reader = await world.Get<SubscriberStore>().FindAsync("s1", default) ?? await world.SubscribedAsync("s1");
        return (await world.Get<LinkKeys>().SignerAsync(default)).PathOf(reader, LinkPurpose.Preferences);
    }
}
