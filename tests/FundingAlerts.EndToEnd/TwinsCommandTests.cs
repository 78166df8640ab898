namespace FundingAlerts.EndToEnd;

public sealed class TwinsCommandTests : IDisposable
{
    private const string First = "ukri:future-computing-paradigms-network-plus";
    private const string Second = "rvo:pps-innovatie";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_curator_merges_splits_and_takes_back()
    {
        (await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.At("out"))).ExitCode.ShouldBe(0);
        (await ListAsync()).ShouldBeEmpty();
        var found = (await RunAsync("find")).Json.ShouldHaveSingleItem();
        (found.GetProperty("calls").GetInt32(), found.GetProperty("pairs").GetInt32()).ShouldBe((52, 0));

        (await RunAsync("merge", First, Second, "--by", "Bea", "--why", "a trial")).Json.ShouldHaveSingleItem().GetProperty("group").GetArrayLength().ShouldBe(2);
        var group = (await ListAsync()).ShouldHaveSingleItem();
        group.ShouldStartWith("group ");
        (await RunAsync("split", First, Second, "--by", "Bea")).ExitCode.ShouldBe(0);
        (await ListAsync()).ShouldBeEmpty();
        (await RunAsync("undo", First, Second, "--by", "Bea")).Json.ShouldHaveSingleItem().GetProperty("done").GetString().ShouldBe("They are one call again.");
        (await ListAsync()).ShouldBe([group]);
        var plain = await FundingAlertsCommand.RunAsync("twins", "list", "--data", _folder.At("out", "data"));
        plain.Output.ShouldContain("1 calls on several sites, 0 pairs wait");
    }

    [Theory]
    [InlineData("merge nowhere ukri:a --by Bea", 2, "'nowhere' is no call")]
    [InlineData("merge ukri:a ukri:b --by Bea", 1, "There is no call 'ukri:a'")]
    [InlineData("split ukri:a ukri:b", 2, "--by")]
    [InlineData("merge ukri:a ukri:b --by rule", 2, "Say who decides")]
    public async Task What_cannot_be_decided_is_said(string arguments, int exitCode, string reason)
    {
        var result = await RunAsync(arguments.Split(' '));
        result.ExitCode.ShouldBe(exitCode, result.Error);
        result.Error.ShouldContain(reason);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        FundingAlertsCommand.RunAsync(["twins", .. arguments, "--data", _folder.At("out", "data"), "--json"]);

    private async Task<IReadOnlyList<string>> ListAsync() =>
        [.. (await RunAsync("list")).Json.Select(line => $"{line.GetProperty("kind").GetString()} {(line.TryGetProperty("primary", out var primary) ? primary.GetString() : "")}")];
}
