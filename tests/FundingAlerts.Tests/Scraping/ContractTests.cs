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
        world.Storage.Writes.Clear();
        world.Pages.Fail(List, SourceProblemKind.Unavailable);

        var run = await world.NextDayAsync(world.Fund);

        run.Verdict.ShouldBe(ScrapeVerdict.Failed);
        run.Problem!.Kind.ShouldBe(SourceProblemKind.Unavailable);
        world.Storage.Writes.Count.ShouldBe(1);
        (await world.Sources.StateAsync("fund", Stop)).LastSuccessAt.ShouldBe(world.Now - Duration.FromDays(1));
    }
}
