using System.Diagnostics;
using FundingAlerts.Tests.Storage;

namespace FundingAlerts.Tests.Local.Commands;

public sealed class OpsGenerateCommandTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_folder_is_filled_once()
    {
        (await RunAsync("--calls 30 --subscribers 20 --seed 7 --json")).ShouldBe((0, """{"calls":30,"subscribers":20,"changes":30}""", ""));
        (await RunAsync("--calls 30 --subscribers 20 --seed 7 --json")).ShouldBe((0, """{"calls":0,"subscribers":0,"changes":0}""", ""));
        (await RunAsync("--calls 10 --subscribers 0 --seed 8")).Output.ShouldBe("10 calls and 0 subscribers were added; 10 changes wait to be matched.");
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused()
    {
        var (code, _, error) = await RunAsync("--calls -1");
        code.ShouldBe(2);
        error.ShouldContain("--calls wants a number from 0 to 10000000.");
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "FundingAlerts.Local.dll")}\" ops generate {arguments} --data \"{folder.Path}\" --now 2026-11-22T10:00:00Z")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }
}
