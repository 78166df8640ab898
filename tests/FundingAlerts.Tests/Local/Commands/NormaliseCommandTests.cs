using System.Diagnostics;
using System.Text;

namespace FundingAlerts.Tests.Local.Commands;

public class NormaliseCommandTests
{
    [Theory]
    [Table("""
        normalise status "No longer open"                                             ¦ 0
        normalise deadline "5 May 2026" --zone Europe/Amsterdam --default-time 17:00  ¦ 0
        normalise deadline "5 May 2026" --zone Mars/Olympus                           ¦ 2
        normalise deadline "5 May 2026" --default-time soon                           ¦ 2
        normalise deadline "5 May" --published yesterday                              ¦ 2
        normalise deadline                                                            ¦ 2
        """)]
    public async Task Wrong_usage_ends_with_two(string arguments, int expected)
    {
        var (code, output, error) = await RunAsync(arguments, "");
        code.ShouldBe(expected, error);
        (expected == 0 ? error : output).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_answers_each_line()
    {
        var (code, output, _) = await RunAsync("normalise status --batch", "{\"text\":\"Open\"}\n{\"text\":\"Gesloten\",\"lang\":\"nl\"}\n");
        code.ShouldBe(0);
        output.ReplaceLineEndings("\n").ShouldBe("{\"status\":\"open\"}\n{\"status\":\"closed\"}\n");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{\"zone\":\"Europe/Amsterdam\"}")]
    [InlineData("{\"text\":\"5 May 2026\",\"zone\":\"Mars/Olympus\"}")]
    [InlineData("null")]
    public async Task A_bad_line_of_a_batch_is_named(string line)
    {
        var (code, _, error) = await RunAsync("normalise deadline --batch", "{\"text\":\"Open\"}\n" + line + "\n");
        code.ShouldBe(2);
        error.ShouldContain("line 2");
        error.ShouldContain("expected");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string arguments, string input)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{Path.Combine(AppContext.BaseDirectory, "FundingAlerts.Local.dll")}\" {arguments}")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
