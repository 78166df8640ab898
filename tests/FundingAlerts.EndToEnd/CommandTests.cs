using System.Diagnostics;

namespace FundingAlerts.EndToEnd;

public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "Required command")]
    [InlineData("dance", "dance")]
    [InlineData("demo --loud", "--loud")]
    [InlineData("demo --day 3", "days 1 and 2")]
    [InlineData("demo --port 99999", "no port")]
    [InlineData("demo --port x", "x")]
    [InlineData("serve --port -1", "no port")]
    [InlineData("run", "work")]
    [InlineData("run dance", "dance")]
    [InlineData("run scrape --source nowhere", "no source 'nowhere'")]
    [InlineData("run digests --source ukri", "goes with 'run scrape'")]
    [InlineData("run digests --now yesterday", "no instant")]
    [InlineData("run digests --now 2026-08-24", "no instant")]
    [InlineData("source", "Required command")]
    [InlineData("source lint nowhere.yml", "no file 'nowhere.yml'")]
    [InlineData("source test nowhere --page x", "neither a known source nor a file")]
    [InlineData("source test ukri", "--page")]
    [InlineData("source test ukri --page nowhere.html", "no page 'nowhere.html'")]
    [InlineData("match --topic photonics", "--calls")]
    [InlineData("match --query a --data nowhere", "Nothing is stored")]
    [InlineData("match --query a --calls nowhere.jsonl", "no file 'nowhere.jsonl'")]
    [InlineData("match --query (a --calls nowhere.jsonl", "never closed")]
    [InlineData("normalise deadline x --zone Mars/Olympus", "Mars/Olympus")]
    public async Task Wrong_usage_ends_with_2_and_a_reason_on_stderr(string arguments, string reason)
    {
        var result = await FundingAlertsCommand.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain(reason);
        result.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--help", "demo")]
    [InlineData("demo --help", "--once")]
    [InlineData("serve --help", "--json")]
    [InlineData("run --help", "scrape")]
    [InlineData("source --help", "lint")]
    [InlineData("match --help", "--query")]
    [InlineData("normalise --help", "money")]
    public async Task Help_is_a_result(string arguments, string words)
    {
        var result = await FundingAlertsCommand.RunAsync(arguments.Split(' '));
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain(words);
        result.Error.Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Sources_are_listed_one_a_line()
    {
        var result = await FundingAlertsCommand.RunAsync("source", "list", "--json");
        result.ExitCode.ShouldBe(0);
        var ids = result.Json.Select(s => s.GetProperty("id").GetString()!).ToList();
        ids.ShouldBe(ids.Distinct().Order(StringComparer.Ordinal));
        new[] { "eu-funding-tenders", "rvo", "ukri" }.ShouldBeSubsetOf(ids);
        result.Json.Count(s => s.GetProperty("enabled").GetBoolean()).ShouldBeGreaterThanOrEqualTo(18);
        (await FundingAlertsCommand.RunAsync("source", "list")).Output.ShouldContain("ukri");
    }

    [Fact]
    public async Task A_definition_is_found_good_or_its_faults_are_named_with_their_line()
    {
        var bad = _folder.Write("bad.yml", "id: x\nfrobnicate: yes\n");
        var result = await FundingAlertsCommand.RunAsync("source", "lint", bad, "--json");
        result.ExitCode.ShouldBe(1);
        var lint = result.Json.ShouldHaveSingleItem();
        lint.GetProperty("ok").GetBoolean().ShouldBeFalse();
        lint.GetProperty("faults").GetArrayLength().ShouldBePositive();
        var plain = await FundingAlertsCommand.RunAsync("source", "lint", bad);
        plain.ExitCode.ShouldBe(1);
        plain.Output.ShouldContain("frobnicate");
        (await FundingAlertsCommand.RunAsync("source", "lint", _folder.Root)).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Calls_of_a_file_are_held_against_a_query()
    {
        var calls = _folder.Write("calls.jsonl", """
            {"id": "1", "title": "Neuromorphic \u001b[31m chips", "summary": "Spiking \u001b[31m neural networks"}

            {"id": "2", "title": "Medieval music", "summary": null, "extra": [1]}
            """);
        var result = await FundingAlertsCommand.RunAsync("match", "--query", "neuromorph* OR \"neural networks\"", "--calls", calls, "--json");
        result.ExitCode.ShouldBe(0, result.Error);
        result.Json.Select(l => (l.GetProperty("id").GetString(), l.GetProperty("tier").GetString(), l.GetProperty("score").GetInt32(), l.GetProperty("reasons").GetArrayLength()))
            .ShouldBe([("1", "core", 100, 2), ("2", "none", 0, 0)]);
        var plain = await FundingAlertsCommand.RunAsync("match", "--query", "neural", "--calls", calls);
        plain.Output.ShouldContain("1 calls meet");
        plain.Output.ShouldNotContain("\u001b");
        var broken = await FundingAlertsCommand.RunAsync("match", "--query", "a", "--calls", _folder.Write("broken.jsonl", "{\"id\": \"1\", \"title\": \"x\"}\n{\"id\": 2}"));
        broken.ExitCode.ShouldBe(1);
        broken.Error.ShouldContain("line 2");
    }

    [Fact]
    public async Task The_judged_calls_get_a_line_each()
    {
        if (Corpus("calls.jsonl") is not { } file)
        {
            Assert.Skip("The corpus is not here.");
            return;
        }
        var result = await FundingAlertsCommand.RunAsync("match", "--query", "neuromorph* OR \"brain-inspired\" OR memrist* OR \"spiking neural\"", "--calls", file, "--json");
        result.ExitCode.ShouldBe(0, result.Error);
        result.Json.Count.ShouldBe((await File.ReadAllLinesAsync(file)).Count(l => l.Trim().Length > 0));
        result.Json.ShouldAllBe(l => l.GetProperty("tier").GetString() == "core" || l.GetProperty("tier").GetString() == "none");
        result.Json.Count(l => l.GetProperty("tier").GetString() == "core").ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Digests_of_an_empty_folder_are_none()
    {
        var result = await FundingAlertsCommand.RunAsync("run", "digests", "--data", _folder.At("data"), "--now", "2026-08-24T07:00:00Z", "--json");
        result.ExitCode.ShouldBe(0, result.Error);
        result.Json.ShouldHaveSingleItem().GetProperty("emails").GetInt32().ShouldBe(0);
        result.Error.Trim().ShouldBeEmpty();
    }

    private static string? Corpus(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "FundingAlerts.sln")))
                return Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "corpus", name)) is var file && File.Exists(file) ? file : null;
        }
        return null;
    }
}
