using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace FundingAlerts.EndToEnd;

public sealed class DemoTests : IDisposable
{
    // samples/README.md, "What changes on day 2".
    private static readonly (string What, string[] Ids)[] DayTwo =
    [
        ("new", ["eu-funding-tenders:HORIZON-CL4-2027-05-DIGITAL-EMERGING-03", "ukri:transformative-sustainable-ai-technologies"]),
        ("moved", ["eu-funding-tenders:DIGITAL-JU-CHIPS-2026-AI-GFP", "ukri:future-computing-paradigms-network-plus"]),
        ("withdrawn", ["eu-funding-tenders:DIGITAL-JU-CHIPS-2026-AI1-SG", "ukri:ukri-translation-impact-acceleration-cheri-ikc"]),
        ("status", ["rvo:pps-innovatie"]),
        ("reworded", ["rvo:pps-innovatie", "ukri:next-generation-artificial-intelligence-ai-explainable-ai"]),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_week_of_the_recorded_world_is_read_matched_and_mailed_once()
    {
        var watch = Stopwatch.StartNew();
        var first = await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.At("out"), "--json");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        first.ExitCode.ShouldBe(0, first.Error);
        var one = first.Json.ShouldHaveSingleItem();
        one.GetProperty("sources").EnumerateArray().Select(s => (s.GetProperty("id").GetString(), s.GetProperty("verdict").GetString(), s.GetProperty("opportunities").GetInt32()))
            .ShouldBe([("eu-funding-tenders", "Changed", 24), ("rvo", "Changed", 10), ("ukri", "Changed", 18)], ignoreOrder: true);
        one.GetProperty("changes").GetInt32().ShouldBe(52);
        one.GetProperty("emails").GetInt32().ShouldBe(3);
        one.GetProperty("matches").GetInt32().ShouldBeGreaterThan(20);
        Mails().ShouldBe(["desk-london-2026-08-24.eml", "researcher-cole-2026-08-24.eml", "team-eindhoven-2026-08-24.eml"]);

        var again = (await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.At("out"), "--json")).Json.ShouldHaveSingleItem();
        (again.GetProperty("changes").GetInt32(), again.GetProperty("emails").GetInt32()).ShouldBe((0, 0));

        var two = (await FundingAlertsCommand.RunAsync("demo", "--day", "2", "--once", "--out", _folder.At("out"), "--json")).Json.ShouldHaveSingleItem();
        CheckDayTwo(two);
        Mails().Count.ShouldBe(6);

        var back = await FundingAlertsCommand.RunAsync("demo", "--day", "1", "--once", "--out", _folder.At("out"));
        back.ExitCode.ShouldBe(2);
        back.Error.ShouldContain("has lived to day 2 already");
        back.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_second_day_on_a_fresh_folder_lives_the_first_one_too()
    {
        var run = await FundingAlertsCommand.RunAsync("demo", "--day", "2", "--once", "--out", _folder.At("out"), "--json");
        run.ExitCode.ShouldBe(0, run.Error);
        CheckDayTwo(run.Json.ShouldHaveSingleItem());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Served_pages_answer_on_loopback_until_a_signal_ends_them_well(bool interrupt)
    {
        using var demo = FundingAlertsCommand.Start("demo", "--out", _folder.At("out"), "--port", "0", "--json");
        var address = new Uri((await demo.ReadAsync("address")).GetString()!);
        address.IsLoopback.ShouldBeTrue();
#pragma warning disable RS0030 // a browser would do the same
        using var client = new HttpClient();
#pragma warning restore RS0030
        (await client.GetStringAsync(address)).ShouldContain("Future computing paradigms Network Plus");
        (await client.GetStringAsync(new Uri(address, "/mails"))).ShouldContain("researcher-cole-2026-08-24");
        var watch = Stopwatch.StartNew();
        var result = await demo.StopAsync(interrupt);
        result.ExitCode.ShouldBe(0, result.Error);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        foreach (var arguments in new string[][] { ["demo", "--out", _folder.At("out"), "--port", $"{port}"], ["serve", "--data", _folder.At("data"), "--port", $"{port}"] })
            ShouldSayWhy(await FundingAlertsCommand.RunAsync(arguments), 1, "address already in use. Take another --port");
    }

    [Fact]
    public async Task A_folder_that_is_none_and_a_database_that_is_broken_are_said_in_one_sentence()
    {
        var file = _folder.Write("file", "x");
        ShouldSayWhy(await FundingAlertsCommand.RunAsync("demo", "--once", "--out", file), 1, "cannot be used");
        Directory.CreateDirectory(_folder.At("out", "data"));
        _folder.Write(Path.Combine("out", "data", "fundingalerts.db"), new('x', 5_000));
        ShouldSayWhy(await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.At("out")), 1, "is damaged or no database");
        ShouldSayWhy(await FundingAlertsCommand.RunAsync("run", "digests", "--data", _folder.At("out", "data")), 1, "is damaged or no database");
        ShouldSayWhy(await FundingAlertsCommand.RunAsync("serve", "--port", "0", "--data", _folder.At("out", "data")), 1, "is damaged or no database");
    }

    [Fact]
    public async Task Mails_that_could_not_be_written_are_written_by_the_next_run()
    {
        _folder.Write("outbox", "in the way");
        var failed = await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.Root, "--json");
        failed.ExitCode.ShouldBe(1);
        failed.Error.ShouldContain("3 mails could not be written");
        File.Delete(_folder.At("outbox"));
        var run = await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.Root, "--json");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Json.Single().GetProperty("emails").GetInt32().ShouldBe(3);
        Directory.GetFiles(_folder.At("outbox")).Length.ShouldBe(3);
    }

    private List<string?> Mails() => [.. Directory.GetFiles(_folder.At("out", "outbox")).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

    private static void CheckDayTwo(JsonElement run)
    {
        // The eight of samples/README.md, and the new day on which RVO says that it checked the page it opened.
        run.GetProperty("changes").GetInt32().ShouldBe(9);
        run.GetProperty("emails").GetInt32().ShouldBe(3);
        foreach (var (what, ids) in DayTwo)
            run.GetProperty(what).EnumerateArray().Select(c => c.GetProperty("id").GetString()!).ShouldBe(ids, ignoreOrder: true, what);
    }

    private static void ShouldSayWhy(CommandResult result, int exitCode, string why)
    {
        result.ExitCode.ShouldBe(exitCode, result.Error);
        result.Error.ShouldContain(why);
        result.Error.ShouldNotContain("   at ");
        result.Error.ShouldNotContain("Exception");
    }
}
