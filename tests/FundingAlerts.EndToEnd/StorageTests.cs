using System.Text.RegularExpressions;
using FundingAlerts.Local.Storage;

namespace FundingAlerts.EndToEnd;

/// <summary>One command, whatever it stores in.</summary>
public sealed partial class StorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_demo_on_azurite_says_just_what_it_says_embedded()
    {
        Azurites.SkipWithoutOne();
        foreach (var day in new[] { "1", "2" })
        {
            var embedded = await FundingAlertsCommand.RunAsync("demo", "--once", "--json", "--day", day, "--out", _folder.At("embedded"));
            var azurite = await FundingAlertsCommand.RunAsync("demo", "--once", "--json", "--day", day, "--out", _folder.At("azurite"), "--storage", "azurite");
            azurite.ExitCode.ShouldBe(0, azurite.Error);
            embedded.ExitCode.ShouldBe(0, embedded.Error);
            TestContext.Current.TestOutputHelper?.WriteLine($"day {day} embedded: {embedded.Output}day {day} azurite:  {azurite.Output}");
            azurite.Output.ShouldBe(embedded.Output);
        }
        // Each installation signs its links with a key of its own.
        Mails("azurite").Select(Unsigned).ShouldBe(Mails("embedded").Select(Unsigned));
        File.Exists(_folder.At("azurite", "data", SqliteStorage.FileName)).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_worlds_in_one_account_know_nothing_of_each_other()
    {
        Azurites.SkipWithoutOne();
        await using var azurite = await AzuriteProcess.StartAsync(folder: null, default);
        foreach (var world in new[] { "one", "two" })
        {
            using var demo = FundingAlertsCommand.StartWith([("FUNDINGALERTS_STORAGE", azurite.Connection)], "demo", "--once", "--json", "--out", _folder.At(world), "--storage", "azurite");
            var result = await demo.EndAsync();
            result.ExitCode.ShouldBe(0, result.Error);
            result.Json.Single().GetProperty("emails").GetInt32().ShouldBe(3, world);
        }
    }

    [Theory]
    [InlineData("source list --storage azure", 1, "No account of Azure Storage is set. Set FUNDINGALERTS_STORAGE or AzureWebJobsStorage")]
    [InlineData("run digests --storage azure", 1, "No account of Azure Storage is set")]
    [InlineData("demo --once --storage azure", 1, "No account of Azure Storage is set")]
    [InlineData("source list --storage oracle", 2, "oracle")]
    public async Task Storage_that_cannot_be_is_said_in_one_sentence(string arguments, int exitCode, string why)
    {
        using var command = FundingAlertsCommand.StartWith([("FUNDINGALERTS_STORAGE", ""), ("AzureWebJobsStorage", "")], [.. arguments.Split(' '), arguments.StartsWith("demo", StringComparison.Ordinal) ? "--out" : "--data", _folder.At("data")]);
        var result = await command.EndAsync();
        result.ExitCode.ShouldBe(exitCode, result.Error);
        result.Error.ShouldContain(why);
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Two_commands_do_not_share_an_azurite_that_one_has_started()
    {
        Azurites.SkipWithoutOne();
        var place = new StoragePlace(StorageKind.Azurite, _folder.At("data"));
        await using var other = await AzuriteProcess.StartAsync(place.AzuriteFolder, default);
        var result = await FundingAlertsCommand.RunAsync("source", "list", "--storage", "azurite", "--data", place.Data);
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("Another command has started an Azurite over");
    }

    [Fact]
    public async Task Whoever_only_looks_starts_no_azurite_and_makes_no_folder()
    {
        var result = await FundingAlertsCommand.RunAsync("source", "list", "--storage", "azurite", "--data", _folder.At("data"), "--json");
        result.ExitCode.ShouldBe(0, result.Error);
        Directory.Exists(_folder.At("data")).ShouldBeFalse();
    }

    // A line of quoted-printable may end within a seal: k=3D5NUHFMoe9C-=
    private static string Unsigned(string mail) => Seals().Replace(mail.Replace("=\r\n", "", StringComparison.Ordinal), "k=*");

    [GeneratedRegex("k=(?:3D)?[A-Za-z0-9_-]{22}", RegexOptions.NonBacktracking)]
    private static partial Regex Seals();

    private List<string> Mails(string world) =>
        [.. Directory.GetFiles(_folder.At(world, "outbox")).Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)} {File.ReadAllText(file)}")];
}
