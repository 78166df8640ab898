namespace FundingAlerts.EndToEnd;

public sealed class TopicsCommandTests : IDisposable
{
    private const string Neuromorphic = "neuromorphic-computing";

    // The demo's world has its own August.
    private const string Autumn = "2026-09-01T00:00:00Z";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_call_of_a_file_gets_its_tier_score_and_reasons()
    {
        var calls = _folder.Write("calls.jsonl", """
            {"id": "1", "title": "Neuromorphic chips"}

            {"id": "2", "title": "Ships", "summary": "Fields such as AI, quantum, neuromorphic computing, robotics and space.", "call": {"title": "Call 7"}, "funder": ["A", {"name": "B"}]}
            {"id": "3", "title": "Eurostars, call 12", "summary": null, "lang": "nl"}
            """);
        var result = await FundingAlertsCommand.RunAsync("match", "--topic", Neuromorphic, "--calls", calls, "--json");
        result.ExitCode.ShouldBe(0, result.Error);
        result.Json.Select(l => (l.GetProperty("id").GetString(), l.GetProperty("tier").GetString(), l.GetProperty("score").GetInt32()))
            .ShouldBe([("1", "core", 90), ("2", "none", 12), ("3", "adjacent", 25)]);
        var reason = result.Json[1].GetProperty("reasons")[0];
        (reason.GetProperty("kind").GetString(), reason.GetProperty("field").GetString(), reason.GetProperty("concept").GetString(), reason.GetProperty("position").GetInt32(), reason.GetProperty("weight").GetDouble())
            .ShouldBe(("mention", "summary", "neuromorphic", 28, 12));
        reason.GetProperty("snippet").GetProperty("found").GetString().ShouldBe("neuromorphic");

        var plain = await FundingAlertsCommand.RunAsync("match", "--topic", Neuromorphic, "--calls", calls);
        plain.Output.ShouldContain("Neuromorphic chips");
        plain.Output.ShouldContain("Of 3 calls 1 are about Neuromorphic computing, 1 are near to it.");
    }

    [Theory]
    [InlineData("match --calls nowhere.jsonl", "either --query or --topic")]
    [InlineData("match --query a --topic quantum --calls nowhere.jsonl", "either --query or --topic")]
    [InlineData("match --topic quantum --calls nowhere.jsonl", "no file 'nowhere.jsonl'")]
    [InlineData("topics show tea", "no topic 'tea'. There are: edge-ai, neuromorphic-computing")]
    [InlineData("topics history tea", "no topic 'tea'")]
    [InlineData("topics undo quantum", "nothing to take back")]
    [InlineData("topics import nowhere.yml", "no file 'nowhere.yml'")]
    [InlineData("topics diff nowhere.yml", "no file 'nowhere.yml'")]
    public async Task Wrong_usage_is_said(string arguments, string reason)
    {
        var result = await FundingAlertsCommand.RunAsync([.. arguments.Split(' '), .. arguments.StartsWith("topics", StringComparison.Ordinal) ? ["--data", _folder.At("nothing")] : Array.Empty<string>()]);
        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain(reason);
        Directory.Exists(_folder.At("nothing")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_topic_can_be_looked_at_where_nothing_is_stored()
    {
        var list = await RunAsync("list", "--json");
        list.Json.Select(l => l.GetProperty("id").GetString()).ShouldContain(Neuromorphic);
        list.Json[0].GetProperty("descriptions").GetProperty("nl").GetString().ShouldNotBeNullOrEmpty();
        (await RunAsync("show", Neuromorphic)).Output.ShouldContain("Computing that works like the brain");
        (await RunAsync("show", Neuromorphic, "--yaml")).Output.ShouldContain("id: neuromorphic-computing");
        (await RunAsync("history", Neuromorphic)).Output.ShouldContain("shipped taxonomy, version 0");
        Directory.Exists(_folder.At("out")).ShouldBeFalse();
    }

    [Fact]
    public async Task Staff_see_what_a_change_would_do_make_it_and_take_it_back()
    {
        (await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.At("out"))).ExitCode.ShouldBe(0);
        var yaml = (await RunAsync("show", "photonics", "--yaml")).Output;
        var edited = _folder.Write("photonics.yml", yaml.Replace("en: [photonics, photonic,", "en: [photonics, photonic, research,", StringComparison.Ordinal));

        var same = await RunAsync("diff", _folder.Write("same.yml", yaml), "--now", Autumn);
        same.Output.ShouldContain("Of 52 calls of the last 90 days 0 would come in, 0 go out, 0 change their tier, 0 their score only");
        var diff = await RunAsync("diff", edited, "--now", Autumn, "--json");
        diff.ExitCode.ShouldBe(0, diff.Error);
        diff.Json[0].GetProperty("kind").GetString().ShouldBe("comesIn");
        diff.Json[0].GetProperty("new").GetProperty("reasons").GetArrayLength().ShouldBeGreaterThan(0);
        (await RunAsync("diff", edited, "--now", "2036-01-01T00:00:00Z")).Output.ShouldContain("Of 0 calls");

        (await RunAsync("import", edited, "--by", "Bea", "--note", "a trial")).Output.ShouldContain("'photonics' is scored by version 1 now");
        (await RunAsync("show", "photonics", "--yaml")).Output.ShouldContain("photonic, research,");
        (await RunAsync("history", "photonics", "--json")).Json.ShouldHaveSingleItem().GetProperty("by").GetString().ShouldBe("Bea");
        var broken = await RunAsync("import", _folder.Write("broken.yml", yaml.Replace("tier: core", "tier: code", StringComparison.Ordinal)));
        broken.ExitCode.ShouldBe(1);
        broken.Error.ShouldContain("Did you mean 'core'?");
        broken.Error.ShouldContain("Nothing was stored.");
        (await RunAsync("undo", "photonics", "--by", "Bea")).Output.ShouldContain("back to the shipped one");
        (await RunAsync("show", "photonics", "--yaml")).Output.ShouldBe(yaml);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        FundingAlertsCommand.RunAsync(["topics", .. arguments, "--data", _folder.At("out", "data")]);
}
