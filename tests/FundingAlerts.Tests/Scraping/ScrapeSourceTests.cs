using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>What a site says from day to day, and what becomes of it.</summary>
public sealed class ScrapeSourceTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_new_call_is_stored_and_told_of_once()
    {
        var run = await world.FundSaysAsync(Call("a"), Call("b"));

        run.ShouldSatisfyAllConditions(
            () => run.Verdict.ShouldBe(ScrapeVerdict.Changed),
            () => run.Listings.ShouldBe(2),
            () => run.Opportunities.ShouldBe(2),
            () => run.Changes.ShouldBe(2),
            () => run.Notes.ShouldBeEmpty());
        (await world.ToldAsync()).ShouldBe(["a 1", "b 1"]);
        (await world.HistoryAsync("a")).ShouldBe(["Published"]);
        (await world.CallAsync("a")).Deadlines.ShouldHaveSingleItem().Value.ShouldBeOfType<Deadline.On>().Date.ShouldBe(new LocalDate(2026, 9, 1));
    }

    [Fact]
    public async Task A_second_run_on_the_same_page_writes_nothing_but_its_ledger()
    {
        await world.FundSaysAsync(Call("a"), Call("b"));
        await world.ToldAsync();
        world.Storage.Writes.Clear();

        var run = await world.NextDayAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Unchanged);
        run.Listings.ShouldBe(2);
        world.Storage.Writes.ShouldHaveSingleItem().ShouldStartWith("sources state+run!");
        (await world.ToldAsync()).ShouldBeEmpty();
        (await world.Sources.RunsAsync("fund", 10, Stop)).Select(r => r.Verdict).ShouldBe([ScrapeVerdict.Unchanged, ScrapeVerdict.Changed]);
    }

    [Fact]
    public async Task Another_page_with_the_same_words_changes_nothing()
    {
        await world.FundSaysAsync(Call("a"), Call("b"));
        await world.ToldAsync();
        world.Storage.Writes.Clear();

        (await world.FundSaysAsync(Call("b"), Call("a"))).Verdict.ShouldBe(ScrapeVerdict.Unchanged);

        world.Storage.Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_moved_deadline_is_a_change_with_old_and_new()
    {
        await world.FundSaysAsync(Call("a"));
        (await world.ToldAsync()).ShouldBe(["a 1"]);

        (await world.FundSaysAsync(Call("a", closes: "1 October 2026"))).Changes.ShouldBe(1);

        (await world.HistoryAsync("a")).ShouldBe(["Published", "DeadlineMoved"]);
        var moved = (OpportunityChange.DeadlineMoved)(await world.Calls.HistoryAsync(new("fund", "a"), Stop))[1];
        moved.Old.Single().Text.ShouldBe("1 September 2026");
        moved.New.Single().Text.ShouldBe("1 October 2026");
        (await world.ToldAsync()).ShouldBe(["a 2"]);
    }

    [Fact]
    public async Task A_change_whose_messages_are_lost_is_told_again_each_hour_and_then_ever_less_often_for_ever()
    {
        await world.FundSaysAsync(Call("a"));
        var told = new List<int>();
        for (var hour = 1; hour <= 110; hour++)
        {
            if (await world.Calls.TellPendingAsync("fund", world.Now + Duration.FromHours(hour), (_, _) => Task.CompletedTask, Stop) > 0)
                told.Add(hour);
        }

        told.ShouldBe([1, 2, 3, 4, 5, 7, 11, 19, 35, 59, 83, 107]);
    }

    [Fact]
    public async Task A_change_that_was_told_under_a_clock_that_was_ahead_is_told_again()
    {
        await world.FundSaysAsync(Call("a"));
        await world.Calls.TellPendingAsync("fund", world.Now + Duration.FromDays(3_650), (_, _) => Task.CompletedTask, Stop);

        (await world.Calls.TellPendingAsync("fund", world.Now + Duration.FromHours(2), (_, _) => Task.CompletedTask, Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task Other_words_alone_are_kept_but_alter_nobodys_plans()
    {
        await world.FundSaysAsync(Call("a"));

        await world.FundSaysAsync(Call("a", title: "A call, reworded"));

        (await world.HistoryAsync("a")).ShouldBe(["Published", "Amended title"]);
        (await world.Calls.HistoryAsync(new("fund", "a"), Stop))[1].IsMaterial.ShouldBeFalse();
        (await world.CallAsync("a")).Title.ShouldBe("A call, reworded");
    }

    [Fact]
    public async Task A_call_missing_from_a_complete_list_is_withdrawn_and_reopens_when_it_is_back()
    {
        await world.FundSaysAsync(Call("a"), Call("b"));

        await world.FundSaysAsync(Call("b"));
        (await world.CallAsync("a")).WithdrawnAt.ShouldBe(world.Now);
        (await world.CallAsync("a")).StatusAt(world.Now).ShouldBe(OpportunityStatus.Closed);
        (await world.NextDayAsync(world.Fund)).Changes.ShouldBe(0);
        await world.FundSaysAsync(Call("a"), Call("b"));

        (await world.HistoryAsync("a")).ShouldBe(["Published", "Withdrawn", "Reopened"]);
        (await world.CallAsync("a")).WithdrawnAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_withdrawn_call_is_back_also_where_nothing_says_its_status()
    {
        await world.FundSaysAsync(Call("a", closes: "soon", status: "?"), Call("b"));
        await world.FundSaysAsync(Call("b"));
        (await world.CallAsync("a")).StatusAt(world.Now).ShouldBe(OpportunityStatus.Closed);

        await world.FundSaysAsync(Call("a", closes: "soon", status: "?"), Call("b"));

        (await world.HistoryAsync("a")).ShouldBe(["Published", "Withdrawn", "Reopened"]);
        (await world.CallAsync("a")).StatusAt(world.Now).ShouldBe(OpportunityStatus.Unknown);
        (await world.NextDayAsync(world.Fund)).Changes.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_that_leaves_the_list_after_its_deadline_is_not_withdrawn()
    {
        await world.FundSaysAsync(Call("a", closes: "1 March 2026"), Call("b"));
        world.Now += Duration.FromDays(5);

        await world.FundSaysAsync(Call("b"));

        (await world.HistoryAsync("a")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task A_mended_definition_reads_the_same_page_anew()
    {
        await world.FundSaysAsync(Call("a"));
        world.MendFund("  total:", "  type: { value: Grant }\n  total:");

        await world.NextDayAsync(world.Fund);

        (await world.CallAsync("a")).Type.ShouldBe("Grant");
        (await world.HistoryAsync("a")).ShouldBe(["Published", "Amended type"]);
    }

    [Fact]
    public async Task What_we_only_understand_otherwise_has_not_moved()
    {
        await world.FundSaysAsync(Call("a"));
        world.MendFund("zone: Europe/Amsterdam", "zone: Europe/Amsterdam\ndefaultTime: '17:00'");

        await world.NextDayAsync(world.Fund);

        (await world.CallAsync("a")).Deadlines.Single().Value.ShouldBeOfType<Deadline.On>().Time.ShouldBe(new LocalTime(17, 0));
        (await world.HistoryAsync("a")).ShouldBe(["Published", "Amended closes"]);
    }

    [Fact]
    public async Task A_call_whose_log_is_ahead_of_it_goes_on_after_the_log()
    {
        await world.FundSaysAsync(Call("a"));
        var table = world.Storage.Account.Table("opportunities");
        var behind = await table.FindAsync("fund", "call!a", Stop);
        await world.FundSaysAsync(Call("a", closes: "1 October 2026"));
        // As a backup may hold it that was taken while the second version was stored.
        await table.UpsertAsync(behind!, Stop);

        (await world.FundSaysAsync(Call("a", closes: "1 November 2026"))).Changes.ShouldBe(1);

        (await world.CallAsync("a")).Version.ShouldBe(3);
        (await world.HistoryAsync("a")).ShouldBe(["Published", "DeadlineMoved", "DeadlineMoved"]);
    }
}
