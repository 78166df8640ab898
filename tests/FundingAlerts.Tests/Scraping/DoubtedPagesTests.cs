using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>Detail pages that are suddenly not there, or say less than they did.</summary>
public sealed class DoubtedPagesTests : IDisposable
{
    private static readonly string[] Ten = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_notice_in_place_of_all_pages_moves_no_deadline_unless_a_curator_accepts_it()
    {
        await PublishAsync(Ten);
        PutNotice(Ten);

        for (var day = 0; day < 4; day++)
        {
            var run = await world.NextDayAsync(world.FeedSource);
            run.Verdict.ShouldBe(ScrapeVerdict.Suspect);
            run.Problem!.Message.ShouldStartWith("Of 10 detail pages 0 answered that they are gone, 10 lack what they said before and 0 could not be read.");
            run.Notes[0].ShouldBe("a: feed.example/a does not say 'closes' any more. What was known stays, unless 3 readings in a row find it so.");
        }
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published"]);
        (await world.Health.RecordAsync("feed", Stop)).Quarantine!.Fields[0].ShouldSatisfyAllConditions(f => f.Name.ShouldBe("closes"), f => f.After.ShouldBe(0));

        await world.Health.AcceptAsync(world.FeedSource, "ann@example.org", "All are open for ever now.", world.Now, Stop);
        (await world.NextDayAsync(world.FeedSource)).ShouldSatisfyAllConditions(r => r.Problem.ShouldBeNull(), r => r.Accepted.ShouldBeTrue());
        (await world.HistoryAsync("a", "feed")).ShouldContain("DeadlineMoved");
    }

    [Fact]
    public async Task A_redesign_that_is_met_page_by_page_is_suspect()
    {
        await PublishAsync("a");
        foreach (var reference in new[] { "b", "c" })
        {
            world.Now += Duration.FromHours(4);
            world.PutDetail(reference, "1 September 2026");
            world.PutFeed(["a", "b", .. reference == "c" ? ["c"] : Array.Empty<string>()]);
            await world.RunAsync(world.FeedSource);
        }
        PutNotice("a", "b", "c");

        var verdicts = new List<ScrapeVerdict>();
        for (var turn = 0; turn < 4; turn++)
        {
            world.Now += Duration.FromHours(4);
            verdicts.Add((await world.RunAsync(world.FeedSource)).Verdict);
        }

        verdicts.ShouldBe([ScrapeVerdict.Unchanged, ScrapeVerdict.Suspect, ScrapeVerdict.Suspect, ScrapeVerdict.Suspect]);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task A_page_that_lost_its_deadline_is_believed_at_the_third_reading_in_a_row()
    {
        await PublishAsync(Ten);
        PutNotice("a", "b");

        await world.NextDayAsync(world.FeedSource);
        (await world.NextDayAsync(world.FeedSource)).ShouldSatisfyAllConditions(r => r.Verdict.ShouldBe(ScrapeVerdict.Unchanged), r => r.Notes.Count.ShouldBe(2));
        world.PutDetail("b", "1 September 2026"); // it was passing
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldContain("DeadlineMoved");

        PutNotice("b");
        await world.NextDayAsync(world.FeedSource);
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("b", "feed")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task A_page_that_is_not_itself_makes_no_call_and_changes_none()
    {
        world.MendFeed("follow:", "brokenWhen: [{ select: h1, text: back soon, message: Wait. }]\nfollow:");
        await PublishAsync("a", "c", "d");
        world.PutFeed("a", "b", "c", "d");
        PutNotice("b");

        var run = await world.NextDayAsync(world.FeedSource);

        run.Notes.ShouldHaveSingleItem().ShouldBe("b: feed.example/b is not itself: Wait.");
        (await world.Calls.AllAsync("feed", Stop)).Select(c => c.Reference).ShouldBe(["a", "c", "d"]);
    }

    [Fact]
    public async Task Pages_that_go_a_few_at_a_time_withdraw_nothing()
    {
        await PublishAsync("a", "b", "c");
        world.Now += Duration.FromHours(6);
        world.PutFeed("a", "b", "c", "d", "e", "f");
        foreach (var reference in new[] { "d", "e", "f" })
            world.PutDetail(reference, "1 September 2026");
        await world.RunAsync(world.FeedSource);
        Miss("a", "b", "c", "d", "e", "f");

        for (var turn = 0; turn < 6; turn++)
        {
            world.Now += Duration.FromHours(6);
            (await world.RunAsync(world.FeedSource)).Verdict.ShouldBe(ScrapeVerdict.Suspect);
        }

        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task A_few_pages_of_many_that_are_gone_twice_are_withdrawn()
    {
        await PublishAsync(Ten);
        Miss("a", "b", "c");

        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published"]);

        // Only these three are asked again; the others were read well since.
        world.Now += Duration.FromHours(1);
        (await world.RunAsync(world.FeedSource)).Verdict.ShouldBe(ScrapeVerdict.Changed);
        foreach (var reference in new[] { "a", "b", "c" })
            (await world.HistoryAsync(reference, "feed")).ShouldBe(["Published", "Withdrawn"]);
    }

    [Fact]
    public async Task A_page_that_is_gone_on_purpose_is_withdrawn_at_once()
    {
        await PublishAsync(Ten);

        world.Pages.Fail("https://feed.example/a", SourceProblemKind.NotFound, status: 410);
        await world.NextDayAsync(world.FeedSource);

        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn"]);
    }

    [Fact]
    public async Task A_call_that_left_the_feed_may_be_gone_for_a_moment_or_come_back()
    {
        await PublishAsync("a", "b", "c");
        world.PutFeed("b", "c");
        Miss("a");
        await world.NextDayAsync(world.FeedSource);
        world.PutDetail("a", "1 September 2026");
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published"]);

        Miss("a");
        await world.NextDayAsync(world.FeedSource);
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn"]);

        world.PutDetail("a", "1 September 2026");
        await world.NextDayAsync(world.FeedSource);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn", "Reopened"]);
    }

    [Fact]
    public async Task A_call_that_stays_gone_is_looked_at_for_two_weeks()
    {
        await PublishAsync("a", "b", "c");
        world.PutFeed("b", "c");
        Miss("a");
        await world.NextDayAsync(world.FeedSource);
        await world.NextDayAsync(world.FeedSource);
        world.Pages.Asked.Clear();

        for (var day = 0; day < 20; day++)
            await world.NextDayAsync(world.FeedSource);

        world.Pages.Asked.Count(a => a == "https://feed.example/a").ShouldBe(13);
        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn"]);
    }

    [Fact]
    public async Task A_call_that_was_found_gone_by_a_run_that_was_cut_off_is_withdrawn_by_the_next()
    {
        world.MendFeed("follow:", "contract: { maxTime: 9m }\nfollow:");
        await PublishAsync("a", "b", "c", "d");
        Miss("a");
        await world.NextDayAsync(world.FeedSource);
        world.Pages.Before = _ => world.Time.Advance(TimeSpan.FromMinutes(4));
        (await world.NextDayAsync(world.FeedSource)).Problem!.Kind.ShouldBe(SourceProblemKind.TooSlow);
        (await world.Sources.KnownRowsAsync("feed", Stop))["a"].Gone.ShouldBeTrue();
        world.Pages.Before = _ => { };
        world.PutFeed("b", "c", "d");
        world.Now += Duration.FromDays(30);

        await world.RunAsync(world.FeedSource);

        (await world.HistoryAsync("a", "feed")).ShouldBe(["Published", "Withdrawn"]);
    }

    [Fact]
    public async Task What_the_server_knows_one_page_by_says_nothing_of_another()
    {
        static string Said(string closes) => $"<dl><dt>Closes</dt><dd>{closes}</dd></dl>";
        world.PutFeed("a");
        world.Pages.PutTagged("https://feed.example/a", Said("1 September 2026"), "1", "text/html");
        await world.RunAsync(world.FeedSource);
        world.Pages.Put(Feed, "<rss><channel><item><guid>a</guid><title>Call a</title><link>https://feed.example/new</link></item></channel></rss>", "application/rss+xml");
        world.Pages.PutTagged("https://feed.example/new", Said("1 October 2026"), "1", "text/html");

        await world.NextDayAsync(world.FeedSource);

        (await world.CallAsync("a", "feed")).Deadlines.Single().Text.ShouldBe("1 October 2026");
    }

    private async Task PublishAsync(params string[] references)
    {
        world.PutFeed(references);
        foreach (var reference in references)
            world.PutDetail(reference, "1 September 2026");
        (await world.RunAsync(world.FeedSource)).Changes.ShouldBe(references.Length);
    }

    private void PutNotice(params string[] references)
    {
        foreach (var reference in references)
            world.Pages.Put($"https://feed.example/{reference}", "<html><body><h1>We will be back soon</h1><p>The site is being worked on; please come again tomorrow.</p></body></html>", "text/html");
    }

    private void Miss(params string[] references)
    {
        foreach (var reference in references)
            world.Pages.Fail($"https://feed.example/{reference}", SourceProblemKind.NotFound);
    }
}
