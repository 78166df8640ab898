namespace FundingAlerts.EndToEnd;

public sealed class OpsCommandTests : IDisposable
{
    private const string LaterStill = "2026-09-07T07:30:00Z";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_restored_goes_on_just_as_the_old_would()
    {
        await DemoAsync();
        var data = _folder.At("out", "data");
        var file = _folder.At("backup.jsonl.gz");
        var backup = await RunAsync("backup", file, "--data", data, "--json");
        backup.ExitCode.ShouldBe(0, backup.Error);
        backup.Json.ShouldHaveSingleItem().GetProperty("rows").GetInt32().ShouldBeGreaterThan(200);
        Directory.GetFiles(_folder.Root, "backup*").ShouldBe([file]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await File.ReadAllLinesAsync(Path.Combine(data, "last-backup.txt")))[0].ShouldBe(file);

        var other = _folder.At("other", "data");
        var restored = await RunAsync("restore", file, "--data", other, "--json");
        restored.ExitCode.ShouldBe(0, restored.Error);
        restored.Json.Single().GetProperty("sha256").GetString().ShouldBe(backup.Json.Single().GetProperty("sha256").GetString());
        await VerifyCleanAsync(data);
        await VerifyCleanAsync(other);

        foreach (var place in new[] { "out", "other" })
        {
            var week = await FundingAlertsCommand.RunAsync("demo", "--once", "--day", "2", "--out", _folder.At(place), "--json");
            week.ExitCode.ShouldBe(0, week.Error);
            week.Json.Single().GetProperty("emails").GetInt32().ShouldBe(3);
            await VerifyCleanAsync(_folder.At(place, "data"));
            var digests = await FundingAlertsCommand.RunAsync("run", "digests", "--now", LaterStill, "--data", _folder.At(place, "data"), "--json");
            digests.Json.Single().GetProperty("emails").GetInt32().ShouldBe(0);
        }
        var mails = Mails("out");
        mails.Count.ShouldBe(3);
        Mails("other").ShouldBe(mails);
        (await RunAsync("restore", file, "--data", other)).ShouldSay(1, "restored here already");
    }

    [Fact]
    public async Task A_backup_goes_through_a_pipe()
    {
        await DemoAsync();
        var backup = await RunAsync("backup", "-", "--data", _folder.At("out", "data"));
        backup.ExitCode.ShouldBe(0, backup.Error);
        backup.Output.Split('\n')[0].ShouldStartWith("{\"format\":\"fundingalerts-backup\",\"version\":1,");
        backup.Error.ShouldContain("rows and");
        File.Exists(_folder.At("out", "data", "last-backup.txt")).ShouldBeFalse();
        var file = _folder.Write("backup.jsonl", backup.Output);
        (await RunAsync("restore", file, "--data", _folder.At("other"))).ExitCode.ShouldBe(0);
        await VerifyCleanAsync(_folder.At("other"));
    }

    [Fact]
    public async Task A_backup_that_is_broken_leaves_no_folder_and_one_that_fails_leaves_the_old()
    {
        await DemoAsync();
        var data = _folder.At("out", "data");
        var file = _folder.At("backup.jsonl");
        (await RunAsync("backup", file, "--data", data)).ExitCode.ShouldBe(0);
        var whole = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, whole[..^100]);
        (await RunAsync("restore", file, "--data", _folder.At("other"))).ShouldSay(1, "ends within line");
        Directory.Exists(_folder.At("other")).ShouldBeFalse();
        (await RunAsync("restore", _folder.At("nowhere"), "--data", _folder.At("other"))).ShouldSay(2, "There is no file");

        var taken = _folder.At("taken");
        Directory.CreateDirectory(taken);
        (await RunAsync("backup", taken, "--data", data)).ShouldSay(1, "Check the path");
        Directory.GetFiles(_folder.Root, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_database_names_its_backup()
    {
        await DemoAsync();
        var data = _folder.At("out", "data");
        (await RunAsync("backup", _folder.At("b.gz"), "--data", data)).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(Path.Combine(data, "fundingalerts.db"), new string('x', 50_000));
        (await RunAsync("status", "--data", data)).ShouldSay(1, $"ops restore \"{_folder.At("b.gz")}\" --data \"{data}\"");
    }

    [Fact]
    public async Task An_operator_sees_how_it_fares()
    {
        await DemoAsync();
        var data = _folder.At("out", "data");
        var status = (await RunAsync("status", "--all", "--now", "2026-08-24T08:00:00Z", "--data", data, "--json")).Json.ShouldHaveSingleItem();
        status.GetProperty("sources").GetProperty("Healthy").GetInt32().ShouldBe(3);
        status.GetProperty("subscribers").GetProperty("Confirmed").GetInt32().ShouldBe(3);
        status.GetProperty("queues").GetArrayLength().ShouldBeGreaterThanOrEqualTo(4);
        status.TryGetProperty("lastBackup", out _).ShouldBeFalse();
        (await RunAsync("status", "--data", data)).Output.ShouldContain("There is no backup yet");
        var queues = (await RunAsync("queues", "--data", data, "--json")).Json;
        queues.ShouldAllBe(q => q.GetProperty("poisoned").GetInt32() == 0);
        queues.Select(q => q.GetProperty("queue").GetString()).ShouldContain("emails");
        (await RunAsync("poison", "list", "--data", data)).Output.ShouldContain("No message is poisoned");
        (await RunAsync("poison", "replay", "--all", "--data", data)).Output.ShouldContain("0 are tried again");
        (await RunAsync("poison", "drop", "emails", "--message", "7", "--data", data)).ShouldSay(1, "no poisoned message '7' in 'emails'");
        (await RunAsync("runs", "--take", "5", "--data", data)).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("ops", "Required command")]
    [InlineData("ops status --data nowhere", "no data in 'nowhere'")]
    [InlineData("ops backup x --data nowhere", "no data in 'nowhere'")]
    [InlineData("ops backup", "file")]
    [InlineData("ops runs --work Dance", "Dance")]
    [InlineData("ops runs --take 0", "1 to 1000")]
    [InlineData("ops poison replay", "--message ID for one, or --all")]
    [InlineData("ops poison drop emails --all --message 1", "--message ID for one, or --all")]
    [InlineData("ops poison drop --message 1", "in which queue")]
    [InlineData("ops poison list nowhere", "nowhere")]
    public async Task Wrong_usage_ends_with_2_and_a_reason(string arguments, string reason)
    {
        var result = await FundingAlertsCommand.RunAsync(arguments.Split(' '));
        result.ShouldSay(2, reason);
        result.Output.ShouldBeEmpty();
    }

    private async Task DemoAsync() => (await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.At("out"))).ExitCode.ShouldBe(0);

    private static Task<CommandResult> RunAsync(params string[] arguments) => FundingAlertsCommand.RunAsync(["ops", .. arguments]);

    private static async Task VerifyCleanAsync(string data)
    {
        var verified = await RunAsync("verify", "--now", "2026-08-24T08:00:00Z", "--data", data, "--json");
        verified.ExitCode.ShouldBe(0, verified.Output + verified.Error);
        verified.Output.ShouldBeEmpty();
    }

    /// <summary>The digests of the second day, byte for byte.</summary>
    private IReadOnlyList<string> Mails(string place) =>
        [.. Directory.GetFiles(_folder.At(place, "outbox"), "*-2026-08-31.eml").Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)} {Convert.ToBase64String(File.ReadAllBytes(file))}")];
}

internal static class CommandResults
{
    public static void ShouldSay(this CommandResult result, int exitCode, string reason)
    {
        result.ExitCode.ShouldBe(exitCode, result.Error);
        result.Error.ReplaceLineEndings(" ").ShouldContain(reason);
        result.Error.ShouldNotContain("   at FundingAlerts");
    }
}
