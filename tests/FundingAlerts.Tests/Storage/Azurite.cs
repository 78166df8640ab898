using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using FundingAlerts.Azure.Storage;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace FundingAlerts.Tests.Storage;

/// <summary>
/// The real Azurite, one for all tests of a run: started when the first asks for it, on free ports of this machine alone,
/// with an account and key of its own and nothing kept on disk.
/// </summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private const string Folder = "artifacts/azurite";
    private const string Script = Folder + "/node_modules/azurite/dist/src/azurite.js";
    private const string Install = "npm install --prefix " + Folder + " --no-save --ignore-scripts azurite@3.37.0";
    private const string Account = "fundingalerts";

    // Azurite would outlive a test run that is killed; the end of its standard input ends it with us.
    private const string EndsWithUs = "data:text/javascript,process.stdin.resume().on('end',()=>process.exit(0))";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly Lazy<Task<string>> connection;
    private Process? process;

    public Azurite() => connection = new(StartAsync);

    /// <summary>The account; without Azurite the test is skipped.</summary>
    public async Task<StorageAccount> AccountAsync() => AzureStorage.Open(await ConnectionAsync(), TimeProvider.System);

    /// <summary>As <see cref="AccountAsync"/>: what opens it.</summary>
    public async Task<string> ConnectionAsync()
    {
        var text = await connection.Value;
        Assert.SkipWhen(text.StartsWith("No ", StringComparison.Ordinal), text);
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
            return;
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    /// <summary>The connection string, or the reason why there is none.</summary>
    private async Task<string> StartAsync()
    {
        if (ScriptPath() is not { } script)
            return $"No Azurite is in {Folder}: run ./build.sh, or `{Install}`.";
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{key}";
        foreach (var argument in (string[])["--import", EndsWithUs, script, "--inMemoryPersistence", "--disableTelemetry", "--silent", "--skipApiVersionCheck", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"])
            start.ArgumentList.Add(argument);
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return "No Node.js is installed, which runs Azurite: install Node.js 20 or later (https://nodejs.org), then run ./build.sh.";
        }

        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return await ReadyAsync(process.StandardOutput).WaitAsync(Patience, TimeProvider.System);
    }

    private async Task<string> ReadyAsync(StreamReader output)
    {
        var ends = new List<string>();
        while (ends.Count < 3)
        {
            var line = await output.ReadLineAsync() ?? throw new InvalidOperationException("Azurite ended before it was ready.");
            if (Listening().Match(line) is { Success: true } match)
                ends.Add($"{match.Groups["service"].Value}Endpoint=http://127.0.0.1:{match.Groups["port"].Value}/{Account}");
        }

        // Whatever it says later must not fill the pipe.
        _ = output.ReadToEndAsync();
        return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};{string.Join(';', ends)}";
    }

    private static string? ScriptPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FundingAlerts.sln")))
            folder = folder.Parent;
        var script = folder is null ? null : Path.Combine(folder.FullName, Script);
        return File.Exists(script) ? script : null;
    }

    // Azurite Blob service is successfully listening at http://127.0.0.1:43963
    [GeneratedRegex(@"^Azurite (?<service>\w+) service is successfully listening at http://127\.0\.0\.1:(?<port>[0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
