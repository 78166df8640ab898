using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

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
        world.Storage.Writes.Clear();

        (await world.FundSaysAsync(Call("b"), Call("a"))).Verdict.ShouldBe(ScrapeVerdict.Unchanged);

        world.Storage.Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_moved_deadline_is_a_change_with_old_and_new()
    {
        await world.FundSaysAsync(Call("a"));

        (await world.FundSaysAsync(Call("a", closes: "1 October 2026"))).Changes.ShouldBe(1);

        (await world.HistoryAsync("a")).ShouldBe(["Published", "DeadlineMoved"]);
        var moved = (OpportunityChange.DeadlineMoved)(await world.Calls.HistoryAsync(new("fund", "a"), Stop))[1];
        moved.Old.Single().Text.ShouldBe("1 September 2026");
        moved.New.Single().Text.ShouldBe("1 October 2026");
        (await world.ToldAsync()).ShouldBe(["a 1", "a 2"]);
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
    public async Task A_call_that_leaves_the_list_after_its_deadline_is_not_withdrawn()
    {
        await world.FundSaysAsync(Call("a", closes: "1 March 2026"), Call("b"));
        world.Now += Duration.FromDays(5);

        await world.FundSaysAsync(Call("b"));

        (await world.HistoryAsync("a")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task Of_a_call_listed_twice_the_first_row_counts()
    {
        var run = await world.FundSaysAsync(Call("a", title: "First"), Call("a", title: "Second"));

        run.Listings.ShouldBe(1);
        (await world.CallAsync("a")).Title.ShouldBe("First");
    }

    [Fact]
    public async Task A_row_that_is_no_call_is_noted_and_the_others_are_kept()
    {
        var run = await world.FundSaysAsync(Call("a"), Call("b"), Call("c", title: ""), """{"title":"No number","closes":"1 May 2026"}""", Call("\\u202Ex"));

        run.Verdict.ShouldBe(ScrapeVerdict.Changed);
        run.Opportunities.ShouldBe(2);
        run.Notes.Count.ShouldBe(3);
        run.Notes.ShouldContain("1 of 5 rows of a page have no reference and were left out.");
        run.Notes.ShouldContain("The call 'c' has no title.");
        run.Notes.ShouldContain(n => n.StartsWith("The reference 'x' is too long or has characters that cannot be seen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thousand_bad_rows_do_not_swell_the_ledger()
    {
        var run = await world.FundSaysAsync([.. Many(1500), .. Enumerable.Range(1, 1000).Select(n => Call($"bad{n}", title: ""))]);

        run.Opportunities.ShouldBe(1500);
        run.Notes.Count.ShouldBe(21);
        run.Notes[^1].ShouldBe("… and 980 more.");
    }

    [Fact]
    public async Task A_call_too_large_to_keep_harms_no_other()
    {
        world.MendFund("  total:", "  description: { path: $.text }\n  total:");
        var emoji = string.Concat(Enumerable.Repeat("😀", 60_000));

        var run = await world.FundSaysAsync(Call("a"), Call("b")[..^1] + $",\"text\":\"{emoji}\"}}");

        run.Verdict.ShouldBe(ScrapeVerdict.Changed);
        (await world.CallAsync("a")).Title.ShouldBe("A call");
        run.Notes.ShouldContain(n => n.StartsWith("b: not kept. The document", StringComparison.Ordinal));
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData(0,  "",                  SourceProblemKind.NothingFound,   "0 calls were found where at least 1 are expected")]
    [InlineData(4,  "1 September 2026",  SourceProblemKind.ContractBroken, "6 of 10 current calls are gone at once, more than the contract's 50 %")]
    [InlineData(10, "",                  SourceProblemKind.ContractBroken, "The field 'closes' was found in 0 of 10 calls; the contract demands 50 %")]
#pragma warning restore format
    public async Task A_run_that_breaks_the_contract_changes_nothing(int rows, string closes, SourceProblemKind kind, string says)
    {
        await world.FundSaysAsync(Many(10));
        await world.ToldAsync();
        world.Storage.Writes.Clear();

        var run = await world.FundSaysAsync(Many(rows, closes));

        run.Verdict.ShouldBe(ScrapeVerdict.Suspect);
        run.Problem!.Kind.ShouldBe(kind);
        run.Problem.Message.ShouldContain(says);
        run.Problem.Message.ShouldEndWith("Nothing was published or closed.");
        world.Storage.Writes.ShouldHaveSingleItem().ShouldStartWith("sources state+run!");
        (await world.ToldAsync()).ShouldBeEmpty();
        (await world.Sources.StateAsync("fund", Stop)).FailuresInARow.ShouldBe(1);

        // And when the site is itself again, nothing has happened.
        (await world.FundSaysAsync(Many(10))).ShouldSatisfyAllConditions(r => r.Verdict.ShouldBe(ScrapeVerdict.Unchanged), r => r.Changes.ShouldBe(0));
        (await world.Sources.StateAsync("fund", Stop)).FailuresInARow.ShouldBe(0);
    }

    [Fact]
    public async Task Rows_of_which_most_are_no_calls_are_suspect()
    {
        world.MendFund("$.title", "$.titel");

        var run = await world.FundSaysAsync(Many(10));

        run.Verdict.ShouldBe(ScrapeVerdict.Suspect);
        run.Problem!.Message.ShouldStartWith("Of 10 rows 10 cannot be made into calls. The first: The call 'c01' has no title. Try 'source test fund'");
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_leaves_all_as_it_was()
    {
        await world.FundSaysAsync(Many(10));
        world.Storage.Writes.Clear();
        world.Pages.Fail(List, SourceProblemKind.Unavailable);

        var run = await world.NextDayAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Failed);
        run.Problem!.Kind.ShouldBe(SourceProblemKind.Unavailable);
        world.Storage.Writes.Count.ShouldBe(1);
        (await world.Sources.StateAsync("fund", Stop)).LastSuccessAt.ShouldBe(world.Now - Duration.FromDays(1));
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
    public async Task Pages_are_read_until_one_brings_nothing_new()
    {
        world.MendFund("request: { url: https://fund.example/calls }", "request: { url: 'https://fund.example/p${page}' }\npaging: { from: 0, max: 9 }");
        world.Pages
            .Put("https://fund.example/p0", $"[{Call("a")}]").Put("https://fund.example/p1", $"[{Call("b")}]")
            .Put("https://fund.example/p2", "[]");

        (await world.RunAsync(world.Fund)).Listings.ShouldBe(2);
        world.Pages.Put("https://fund.example/p1", $"[{Call("a")}]"); // the site ends by repeating itself
        (await world.NextDayAsync(world.Fund)).Listings.ShouldBe(1);
        world.Pages.Fail("https://fund.example/p1", SourceProblemKind.NotFound); // or by having no such page
        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);

        world.Pages.Asked.Select(a => a[^1]).ShouldBe("0120101");
    }

    [Fact]
    public async Task A_later_page_that_fails_fails_the_run()
    {
        world.MendFund("request: { url: https://fund.example/calls }", "request: { url: 'https://fund.example/p${page}' }\npaging: { max: 9 }");
        world.Pages.Put("https://fund.example/p1", $"[{Call("a")}]").Fail("https://fund.example/p2", SourceProblemKind.TimedOut);

        var run = await world.RunAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Failed);
        (await world.Calls.AllAsync("fund", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_longer_than_we_read_withdraws_nothing()
    {
        world.MendFund("request: { url: https://fund.example/calls }", "request: { url: 'https://fund.example/p${page}' }\npaging: { max: 2 }");
        world.Pages.Put("https://fund.example/p1", $"[{Call("a")}]").Put("https://fund.example/p2", $"[{Call("b")}]");
        await world.RunAsync(world.Fund);
        world.Pages.Put("https://fund.example/p1", $"[{Call("new")}]").Put("https://fund.example/p2", $"[{Call("a")}]"); // b is now on page 3

        var run = await world.NextDayAsync(world.Fund);

        run.Notes.ShouldContain("The listing goes on behind page 2; nothing counts as withdrawn. Raise paging.max.");
        (await world.HistoryAsync("b")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task A_withdrawn_call_stays_so_when_the_server_says_not_modified()
    {
        world.Pages.PutTagged(List, $"[{Call("a")},{Call("b")}]", "1", "application/json");
        await world.RunAsync(world.Fund);
        world.Pages.PutTagged(List, $"[{Call("b")}]", "2", "application/json");
        await world.NextDayAsync(world.Fund);

        var run = await world.NextDayAsync(world.Fund);

        run.Listings.ShouldBe(1);
        run.Changes.ShouldBe(0);
        (await world.HistoryAsync("a")).ShouldBe(["Published", "Withdrawn"]);
    }

    [Theory]
    [InlineData("opportunities call!b")] // before the second call is stored
    [InlineData("queue changes")] // before the first is told
    [InlineData("opportunities -pending")] // when it was told and is not crossed off
    [InlineData("sources row!a")]
    [InlineData("sources state")]
    public async Task After_a_crash_anywhere_each_change_is_stored_once_and_told(string where)
    {
        world.Storage.Before = write =>
        {
            if (write.StartsWith(where, StringComparison.Ordinal))
                throw new IOException("The machine is gone.");
        };
        await Should.ThrowAsync<IOException>(() => world.FundSaysAsync(Call("a"), Call("b")));
        world.Storage.Before = _ => { };

        await world.NextDayAsync(world.Fund);

        (await world.HistoryAsync("a")).ShouldBe(["Published"]);
        (await world.HistoryAsync("b")).ShouldBe(["Published"]);
        (await world.ToldAsync()).Distinct().ShouldBe(["a 1", "b 1"]);
        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);
    }

    [Fact]
    public async Task Of_two_workers_on_one_source_one_stores_and_neither_breaks()
    {
        world.Pages.Put(List, $"[{Call("a")},{Call("b")}]");
        ScrapeRun? other = null;
        world.Storage.Before = write =>
        {
            if (!write.StartsWith("opportunities call!a", StringComparison.Ordinal) || other is not null)
                return;
            world.Storage.Before = _ => { };
            other = world.RunAsync(world.Fund).GetAwaiter().GetResult();
        };

        var run = await world.RunAsync(world.Fund);

        other!.Changes.ShouldBe(2);
        run.Changes.ShouldBe(0);
        run.Verdict.ShouldBe(ScrapeVerdict.Unchanged);
        run.Notes.ShouldAllBe(n => n.Contains("another run of this source stored it at the same time"));
        (await world.HistoryAsync("a")).ShouldBe(["Published"]);
        (await world.ToldAsync()).ShouldBe(["a 1", "b 1"]);
    }
}
