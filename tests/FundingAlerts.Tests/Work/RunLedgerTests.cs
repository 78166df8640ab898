using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using FundingAlerts.Work;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Work;

public sealed class RunLedgerTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 0, 30);
    private readonly SqliteFolder folder = new();
    private readonly RunLedger ledger;

    public RunLedgerTests() => ledger = new(folder.Account());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_is_found_again_as_it_was()
    {
        var run = Run(WorkNames.ComposeDigest, Now) with { Outcome = WorkOutcome.Partly, Counts = new Dictionary<string, int> { ["composed"] = 12, ["Quiet"] = 3 }, Problem = "Two letters are too long." };
        await ledger.RecordAsync(run, Token);
        var found = (await ledger.RecentAsync(WorkNames.ComposeDigest, 10, Now, Token)).ShouldHaveSingleItem();
        found.Counts.ShouldBe(run.Counts, ignoreOrder: true);
        (found with { Counts = run.Counts }).ShouldBe(run);
    }

    [Fact]
    public async Task The_same_run_kept_twice_is_one()
    {
        var run = Run(WorkNames.PlanDigests, Now);
        await ledger.RecordAsync(run, Token);
        await ledger.RecordAsync(run with { Outcome = WorkOutcome.Failed }, Token);
        (await ledger.RecentAsync(null, 10, Now, Token)).ShouldHaveSingleItem().Outcome.ShouldBe(WorkOutcome.Failed);
    }

    [Theory]
    // work          ¦ take ¦ minutes before now, newest first
    [Table("""
                     ¦ 10   ¦ -600 0 20 40 1440 41000
                     ¦ 3    ¦ -600 0 20
        PlanScrapes  ¦ 10   ¦ 0 40 41000
        SendEmail    ¦ 10   ¦ -600 20 1440
        SendEmail    ¦ 2    ¦ -600 20
        Housekeeping ¦ 10   ¦
        """)]
    public async Task The_last_runs_come_newest_first_over_midnight(string? work, int take, string? minutes)
    {
        string[] works = ["PlanScrapes", "SendEmail"];
        int[] ago = [0, 20, 40, 1_440, 41_000, -600];
        for (var i = 0; i < ago.Length; i++)
            await ledger.RecordAsync(Run(works[i % 2], Now - Duration.FromMinutes(ago[i])), Token);
        var found = await ledger.RecentAsync(work, take, Now, Token);
        string.Join(' ', found.Select(run => (int)(Now - run.StartedAt).TotalMinutes)).ShouldBe(minutes ?? "");
    }

    [Fact]
    public async Task A_day_is_forgotten_whole_and_no_other()
    {
        for (var i = 0; i < 120; i++)
            await ledger.RecordAsync(Run(WorkNames.All[i % 9], Now + Duration.FromSeconds(i)), Token);
        await ledger.RecordAsync(Run(WorkNames.SendEmail, Now - Duration.FromHours(1)), Token);
        (await ledger.ForgetAsync(new(2026, 11, 22), Token)).ShouldBe(120);
        (await ledger.ForgetAsync(new(2026, 11, 22), Token)).ShouldBe(0);
        (await ledger.RecentAsync(null, 200, Now, Token)).ShouldHaveSingleItem().Work.ShouldBe(WorkNames.SendEmail);
    }

    [Fact]
    public async Task A_work_that_nobody_would_find_is_refused() =>
        (await Should.ThrowAsync<ArgumentException>(() => ledger.RecordAsync(Run("Dance", Now), Token))).Message.ShouldContain("'Dance' is no work");

    [Fact]
    public async Task A_long_problem_is_cut_between_letters()
    {
        await ledger.RecordAsync(Run(WorkNames.ScrapeSource, Now) with { Problem = new string('x', 1_999) + "🧠" }, Token);
        (await ledger.RecentAsync(null, 1, Now, Token)).Single().Problem.ShouldBe(new string('x', 1_999));
    }

    private static WorkRun Run(string work, Instant at) =>
        new(work, $"run-{work}", at, at + Duration.FromSeconds(2), WorkOutcome.Done, new Dictionary<string, int>(), null);
}
