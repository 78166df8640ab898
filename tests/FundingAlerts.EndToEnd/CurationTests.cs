namespace FundingAlerts.EndToEnd;

/// <summary>What a curator does with the command, from a proposal to a stored definition and back.</summary>
public sealed class CurationTests : IDisposable
{
    private const string Listing = """
        <html><body><main><h1>Open calls</h1><ul>
        <li class="call"><h3><a href="/calls/101">Spiking chips for the edge</a></h3><p>Deadline: 3 March 2027</p></li>
        <li class="call"><h3><a href="/calls/102">Photonic synapses</a></h3><p>Deadline: 1 June 2027</p></li>
        <li class="call"><h3><a href="/calls/103">Memristive arrays</a></h3><p>Deadline: 15 September 2027</p></li>
        </ul></main></body></html>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_saved_page_of_the_catalogue_is_read_as_it_was_recorded()
    {
        var table = await FundingAlertsCommand.RunAsync("source", "replay", "--all", "--data", _folder.At("data"));
        table.ExitCode.ShouldBe(0, table.Output);
        table.Output.ShouldContain(" 0 different");
        var lines = await FundingAlertsCommand.RunAsync("source", "replay", "--all", "--json");
        lines.Json.Select(l => l.GetProperty("source").GetString()).Distinct().Count().ShouldBeGreaterThanOrEqualTo(30);
        lines.Json.ShouldAllBe(l => l.GetProperty("ok").GetBoolean());
        Directory.Exists(_folder.At("data")).ShouldBeFalse(); // looking makes no folder
    }

    [Fact]
    public async Task A_proposal_is_finished_recorded_and_replayed()
    {
        var page = _folder.Write("page.html", Listing);
        var definition = _folder.At("source.yml");
        (await FundingAlertsCommand.RunAsync("source", "new", "https://fund.example/calls", "--page", page, "--out", definition)).ExitCode.ShouldBe(0);
        (await FundingAlertsCommand.RunAsync("source", "lint", definition)).ExitCode.ShouldBe(0);

        var recorded = await FundingAlertsCommand.RunAsync("source", "record", definition, "--page", page, "--url", "https://fund.example/calls", "--name", "list.html");
        recorded.ExitCode.ShouldBe(0, recorded.Error);
        recorded.Output.ShouldContain("3 calls");
        var twice = await FundingAlertsCommand.RunAsync("source", "record", definition, "--page", page, "--name", "list.html");
        twice.ExitCode.ShouldBe(2);
        twice.Error.ShouldContain("is there already");
        var wrong = await FundingAlertsCommand.RunAsync("source", "record", definition, "--page", page, "--is", "Broken", "--name", "odd.html");
        wrong.ExitCode.ShouldBe(1);
        wrong.Error.ShouldContain("Nothing was kept");

        var replay = await FundingAlertsCommand.RunAsync("source", "replay", definition, "--json");
        replay.Json.Select(l => (l.GetProperty("page").GetString(), l.GetProperty("ok").GetBoolean())).ShouldBe([("list.html", true), ("–", false), ("–", false)]);

        File.WriteAllText(_folder.At("fixtures", "list.html"), Listing.Replace("3 March", "4 March", StringComparison.Ordinal));
        var drifted = await FundingAlertsCommand.RunAsync("source", "replay", definition);
        drifted.ExitCode.ShouldBe(1);
        drifted.Output.ShouldContain("\"2027-03-03\" → \"2027-03-04\"");
        await FundingAlertsCommand.RunAsync("source", "replay", definition, "--update");
        (await FundingAlertsCommand.RunAsync("source", "replay", definition, "--json")).Json[0].GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_test_shows_what_each_rule_finds_and_how_long_it_took()
    {
        var page = _folder.Write("page.html", Listing);
        var definition = _folder.At("source.yml");
        await FundingAlertsCommand.RunAsync("source", "new", "https://fund.example/calls", "--page", page, "--out", definition);

        var plain = await FundingAlertsCommand.RunAsync("source", "test", definition, "--page", page);
        plain.ExitCode.ShouldBe(0, plain.Error);
        plain.Output.ShouldContain("3 of 3");
        plain.Output.ShouldContain(" ms.");
        var json = (await FundingAlertsCommand.RunAsync("source", "test", definition, "--page", page, "--json")).Json.ShouldHaveSingleItem();
        json.GetProperty("fields").EnumerateArray().ShouldContain(f => f.GetProperty("field").GetString() == "title" && f.GetProperty("found").GetInt32() == 3);
    }

    [Fact]
    public async Task A_stored_definition_is_in_force_until_it_is_taken_back()
    {
        var file = _folder.At("ukri.yml");
        var data = _folder.At("data");
        (await FundingAlertsCommand.RunAsync("source", "export", "ukri", "--out", file)).ExitCode.ShouldBe(0);
        File.WriteAllText(file, File.ReadAllText(file).Replace("name: UKRI Funding Finder", "name: UKRI mended", StringComparison.Ordinal));

        var stored = await FundingAlertsCommand.RunAsync("source", "import", file, "--by", "Ann", "--note", "moved", "--data", data);
        stored.ExitCode.ShouldBe(0, stored.Error);
        (await NameAsync(data)).ShouldBe("UKRI mended");
        (await FundingAlertsCommand.RunAsync("source", "export", "ukri", "--data", data)).Output.ShouldBe(File.ReadAllText(file));
        (await FundingAlertsCommand.RunAsync("source", "history", "ukri", "--data", data, "--json")).Json.ShouldHaveSingleItem().GetProperty("by").GetString().ShouldBe("Ann");

        (await FundingAlertsCommand.RunAsync("source", "undo", "ukri", "--data", data)).ExitCode.ShouldBe(0);
        (await NameAsync(data)).ShouldBe("UKRI Funding Finder");
        (await FundingAlertsCommand.RunAsync("source", "undo", "ukri", "--data", data)).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_source_is_switched_off_and_on()
    {
        var data = _folder.At("data");
        (await FundingAlertsCommand.RunAsync("source", "disable", "ukri", "--by", "Ann", "--data", data)).ExitCode.ShouldBe(0);
        (await SourceAsync(data)).GetProperty("enabled").GetBoolean().ShouldBeFalse();
        (await FundingAlertsCommand.RunAsync("source", "enable", "ukri", "--by", "Ann", "--data", data)).ExitCode.ShouldBe(0);
        (await SourceAsync(data)).GetProperty("enabled").GetBoolean().ShouldBeTrue();
        var nowhere = await FundingAlertsCommand.RunAsync("source", "enable", "nowhere", "--data", data);
        nowhere.ExitCode.ShouldBe(2);
        nowhere.Error.ShouldContain("no source 'nowhere'");
    }

    [Theory]
    [InlineData("replay", "Name one source")]
    [InlineData("replay ukri --all", "Name one source")]
    [InlineData("replay --all --update", "name the definition's file")]
    [InlineData("replay nowhere", "neither a known source nor a file")]
    [InlineData("record nowhere.yml", "no definition 'nowhere.yml'")]
    [InlineData("import nowhere.yml", "no file 'nowhere.yml'")]
    [InlineData("export", "Name one source")]
    [InlineData("export --all", "--out FOLDER")]
    [InlineData("export nowhere", "no source 'nowhere'")]
    [InlineData("history nowhere", "no source 'nowhere'")]
    public async Task Wrong_usage_ends_with_2_and_says_what_to_do(string arguments, string reason)
    {
        var result = await FundingAlertsCommand.RunAsync(["source", .. arguments.Split(' ')]);
        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain(reason);
    }

    private static async Task<System.Text.Json.JsonElement> SourceAsync(string data) =>
        (await FundingAlertsCommand.RunAsync("source", "list", "--data", data, "--json")).Json.Single(s => s.GetProperty("id").GetString() == "ukri");

    private static async Task<string?> NameAsync(string data) => (await SourceAsync(data)).GetProperty("name").GetString();
}
