using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Local.Commands;

/// <summary>A curator finds a broken source, says that they know, and accepts what is right.</summary>
public sealed class SourceHealthCommandTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_table_says_how_each_source_fares_and_why()
    {
        await QuarantineAsync();

        var (code, output, _) = await RunAsync("source health");

        code.ShouldBe(0);
        output.Split('\n').Single(l => l.Contains("│ ukri ", StringComparison.Ordinal)).ShouldSatisfyAllConditions(
            l => l.ShouldContain("Suspect"), l => l.ShouldContain("2026-11-22 09:00"), l => l.ShouldContain("The dates are gone."));
        output.Split('\n').Single(l => l.Contains("│ rvo ", StringComparison.Ordinal)).ShouldContain("Unread");
        var lines = (await RunAsync("source health --json")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        lines.Count.ShouldBe(SourceCatalogue.Shipped.Count);
        lines.Single(l => (string?)l["id"] == "ukri")["state"]!.GetValue<string>().ShouldBe("suspect");
    }

    [Fact]
    public async Task One_source_is_shown_with_its_fields_before_and_after()
    {
        await QuarantineAsync();

        var output = (await RunAsync("source health ukri")).Output;

        output.ShouldContain("1 suspect run. Rows: 18 before, 17 after.");
        output.ShouldContain("18 of 18");
        output.ShouldContain("0 of 17");
        output.ShouldContain("1 May 2027[2J → (nothing)");
        output.ShouldContain("Suspect, ContractBroken");
        output.ShouldNotContain("\e[2J"); // a page must not steer the terminal
    }

    [Fact]
    public async Task Acknowledging_and_accepting_are_kept_with_who_and_why()
    {
        await QuarantineAsync();

        (await RunAsync("source ack ukri --by ann@example.org --note Redesign")).Code.ShouldBe(0);
        (await RunAsync("source health")).Output.ShouldContain("ann@example.org: Redesign");
        var (code, output, _) = await RunAsync("source accept ukri --by ann@example.org --note Right --json");

        code.ShouldBe(0);
        JsonNode.Parse(output)!["until"]!.GetValue<string>().ShouldBe("2026-11-25T10:00:00Z");
        (await RunAsync("source health ukri")).Output.ShouldContain("Accepted by ann@example.org until 2026-11-25 10:00: Right");
    }

    [Theory]
    [Table("""
        source accept rvo --by ann --note Right   ¦ 1 ¦ Nothing of 'rvo' is quarantined
        source ack rvo --by ann --note Known      ¦ 1 ¦ 'rvo' has no trouble to acknowledge
        source ack nowhere --by ann --note Known  ¦ 2 ¦ There is no source 'nowhere'
        source health nowhere                     ¦ 2 ¦ There is no source 'nowhere'
        source ack rvo --note Known               ¦ 2 ¦ --by
        source accept rvo --by ann                ¦ 2 ¦ --note
        """)]
    public async Task What_cannot_be_done_is_said(string arguments, int expected, string says)
    {
        await QuarantineAsync();

        var (code, output, error) = await RunAsync(arguments);

        code.ShouldBe(expected, error);
        output.ShouldBeEmpty();
        error.ShouldContain(says);
    }

    // UKRI was read with 18 calls, and an hour before now without their dates.
    private async Task QuarantineAsync()
    {
        var source = SourceCatalogue.Find("ukri")!;
        var storage = folder.Account();
        var health = new HealthStore(storage);
        var good = new RowCoverage(18, new Dictionary<string, int> { ["closes"] = 18 });
        var blind = new RowCoverage(17, new Dictionary<string, int> { ["closes"] = 0 });
        var believed = new ScrapeRun("ukri", Now - Duration.FromHours(6), ScrapeVerdict.Changed, 18, 18, 18, null, []) { Coverage = good };
        var suspect = new ScrapeRun("ukri", Now, ScrapeVerdict.Suspect, 17, 0, 0, new(SourceProblemKind.ContractBroken, "The dates are gone."), []) { Coverage = blind };
        var fields = new FieldDrift("closes", 18, 0, 18, 17, [new("a", "1 May 2027\e[2J", null)]);
        await SaveAsync(new(believed, null, ["A1"]));
        await SaveAsync(new(suspect, new(new(17, 1, 0, blind), [fields], ["B2"]), ["B2"]));

        async Task SaveAsync(RunOutcome outcome)
        {
            var run = outcome.Run;
            var lease = await SourceLease.TakeAsync(storage, "ukri", "test", new(TimeProvider.System, run.StartedAt), default);
            await health.SaveRunAsync(source, new() { LastRunAt = run.StartedAt, LastRun = run }, outcome, lease!, default);
        }
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "FundingAlerts.Local.dll")}\" {arguments} --data \"{folder.Path}\" --now 2026-11-22T10:00:00Z")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
