using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>What a run must bring to be believed.</summary>
public sealed class ContractTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

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
        await world.ToldAsync();
        world.Storage.Writes.Clear();
        world.Pages.Fail(List, SourceProblemKind.Unavailable);

        var run = await world.NextDayAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Failed);
        run.Problem!.Kind.ShouldBe(SourceProblemKind.Unavailable);
        world.Storage.Writes.Count.ShouldBe(1);
        (await world.Sources.StateAsync("fund", Stop)).LastSuccessAt.ShouldBe(world.Now - Duration.FromDays(1));
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData(true,  "20 20 20",    11, 9,  false)]
    [InlineData(true,  "20 16 13 11", 10, 8,  false)] // never half at once
    [InlineData(true,  "20 20 20 16 13 11", 9, 9,  true)]  // but far below what was usual
    [InlineData(false, "20 20 20",    11, 0,  false)]
    [InlineData(false, "20 20 20",    9,  0,  true)]  // a feed withdraws nothing, and says less than it did
    [InlineData(false, "20 20",       9,  0,  false)] // too little to judge by
    [InlineData(false, "6 6 6",       3,  0,  false)] // two or three of a handful
    [InlineData(false, "6 6 90 6",    3,  0,  false)] // one odd reading
#pragma warning restore format
    public async Task A_drop_is_measured_against_the_median_of_the_last_runs(bool complete, string before, int now, int withdrawn, bool isSuspect)
    {
        if (!complete)
            world.MendFund("complete: true", "complete: false");
        foreach (var rows in before.Split(' '))
            (await world.FundSaysAsync(Many(int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)))).Problem.ShouldBeNull();

        var run = await world.FundSaysAsync(Many(now));

        run.Verdict.ShouldBe(isSuspect ? ScrapeVerdict.Suspect : complete ? ScrapeVerdict.Changed : ScrapeVerdict.Unchanged);
        if (isSuspect)
            run.Problem!.Message.ShouldContain($"{now} calls were found where the last ");
        else
            (await world.Calls.AllAsync("fund", Stop)).Count(c => c.WithdrawnAt == world.Now).ShouldBe(complete ? int.Parse(before.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture) - now : withdrawn);
    }

    [Fact]
    public async Task Calls_that_left_because_they_closed_are_no_drop()
    {
        string[] all = [.. Many(20, "10 March 2026"), Call("x"), Call("y")];
        for (var day = 0; day < 5; day++)
            await world.FundSaysAsync(all);
        world.Now = Instant.FromUtc(2026, 3, 11, 9, 0);

        (await world.FundSaysAsync(Call("x"), Call("y"))).Problem.ShouldBeNull();
        (await world.FundSaysAsync(Call("x"), Call("y"))).Problem.ShouldBeNull();

        (await world.Health.RecordAsync("fund", Stop)).RowCounts.ShouldBe([2, 2, 2, 2, 2, 2, 2]);
    }

    [Fact]
    public async Task A_site_that_says_itself_that_there_is_nothing_may_do_so_suddenly()
    {
        world.MendFund("complete: true", "emptyWhen: { path: '$.none' }");
        for (var day = 0; day < 4; day++)
            await world.FundSaysAsync(Many(20));
        world.Pages.Put(List, """{"none":true}""");

        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Empty);
    }

    [Theory]
    [Table("""
        10 ¦ 10 ¦ 4 ¦ True
        10 ¦ 10 ¦ 5 ¦ False
        10 ¦ 5  ¦ 2 ¦ True
        10 ¦ 4  ¦ 0 ¦ False
        3  ¦ 3  ¦ 0 ¦ True
        2  ¦ 2  ¦ 0 ¦ False
        """)]
    public async Task A_field_that_is_suddenly_rare_is_suspect_also_where_the_contract_does_not_name_it(int rows, int before, int now, bool isSuspect)
    {
        string[] With(int totals) => [.. Enumerable.Range(1, rows).Select(n => Call($"c{n}", total: n <= totals ? "€ 2 million" : ""))];
        await world.FundSaysAsync(With(before));

        var run = await world.FundSaysAsync(With(now));

        run.Verdict.ShouldBe(isSuspect ? ScrapeVerdict.Suspect : ScrapeVerdict.Changed);
        if (!isSuspect)
            return;
        run.Problem!.Message.ShouldStartWith($"The field 'total' was found in {now} of {rows} calls; at the last believed reading it was in {before} of {rows}.");
        await world.Health.AcceptAsync(world.Fund, "ann@example.org", "They do not say it any more.", world.Now, Stop);
        (await world.FundSaysAsync(With(now))).Verdict.ShouldBe(ScrapeVerdict.Changed);
    }

    [Theory]
    [Table("""
        Call A ¦ Call B ¦ Call C ¦ Call D ¦ Call E ¦ True
        Call a ¦ Call b ¦ Call c ¦ Call d ¦ New    ¦ True
        Call A ¦ Call B ¦ Call C ¦ New 1  ¦ New 2  ¦ False
        New 1  ¦ New 2  ¦ New 3  ¦ New 4  ¦ New 5  ¦ False
        A call ¦ A call ¦ A call ¦ A call ¦ A call ¦ False
        """)]
    public async Task Known_calls_under_new_references_are_suspect(string a, string b, string c, string d, string e, bool isSuspect)
    {
        world.MendFund("complete: true", "complete: false");
        await world.FundSaysAsync([.. "ABCDE".Select(n => Call($"old-{n}", title: $"Call {n}"))]);
        string[] renamed = [.. new[] { a, b, c, d, e }.Select((title, i) => Call($"new-{i}", title: title))];

        var run = await world.FundSaysAsync(renamed);

        run.Verdict.ShouldBe(isSuspect ? ScrapeVerdict.Suspect : ScrapeVerdict.Changed);
        if (!isSuspect)
            return;
        run.Problem!.Message.ShouldContain(" of 5 calls bear the titles or addresses of known ones under new references");
        run.Problem.Message.ShouldContain("Mend the rule of 'reference'");
        await world.Health.AcceptAsync(world.Fund, "ann@example.org", "They are new.", world.Now, Stop);
        (await world.FundSaysAsync(renamed)).ShouldSatisfyAllConditions(r => r.Accepted.ShouldBeTrue(), r => r.Changes.ShouldBe(5));
    }
}
