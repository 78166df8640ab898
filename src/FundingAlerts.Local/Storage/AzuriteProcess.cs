using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using FundingAlerts.Storage;

namespace FundingAlerts.Local.Storage;

/// <summary>
/// An Azurite of our own, on free ports of this machine alone and without telemetry, with an account and key of its own. It
/// ends with us, however we end.
/// </summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const string Account = "fundingalerts";

    // The end of its standard input, which also our sudden end is, has Azurite save what it holds and end. Ctrl+C in a
    // terminal reaches it as well as us, and we may still have something to store.
    private const string EndsWithUs = """
        data:text/javascript,
        const once=process.once.bind(process);
        process.once=(name,listener)=>{if(name==='SIGINT')process.on(name,()=>{});else once(name,listener);return process};
        process.on('SIGHUP',()=>{});
        process.stdin.resume().on('end',()=>{if(!process.emit('SIGTERM'))process.exit(0)}).on('error',()=>process.exit(1));
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly AzuriteFolder? _folder;

    private AzuriteProcess(Process process, AzuriteFolder? folder)
    {
        _process = process;
        _folder = folder;
    }

    /// <summary>The connection string.</summary>
    public string Connection { get; private set; } = "";

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <param name="folder">Where it keeps its data; null: in memory.</param>
    /// <exception cref="StorageBrokenException">There is no Azurite or no Node.js, it does not start, or another command uses the folder.</exception>
    public static async Task<AzuriteProcess> StartAsync(string? folder, CancellationToken cancellationToken)
    {
        var script = AzuriteScript.Find() ?? throw new StorageBrokenException($"There is no Azurite here: {AzuriteScript.HowToInstall}");
        var data = folder is null ? null : await AzuriteFolder.TakeAsync(folder, cancellationToken);
        AzuriteProcess? azurite = null;
        try
        {
            var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            azurite = new(Start(script, folder, key), data);
            data?.Note(azurite.Id);
            azurite.Connection = await azurite.ReadyAsync(key).WaitAsync(Patience, TimeProvider.System, cancellationToken);
            return azurite;
        }
        catch (Exception fault)
        {
            if (azurite is not null)
                await azurite.DisposeAsync();
            else
                data?.Dispose();
            if (fault is TimeoutException)
                throw new StorageBrokenException("Azurite did not start within half a minute; look what keeps this machine busy, then try again.", fault);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(LastPatience, TimeProvider.System);
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        finally
        {
            _process.Dispose();
            _folder?.Dispose();
        }
    }

    private static Process Start(string script, string? folder, string key)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{key}";
        string[] keeping = folder is null ? ["--inMemoryPersistence"] : ["--location", folder];
        foreach (var argument in (string[])["--import", EndsWithUs.ReplaceLineEndings(""), script, .. keeping, "--disableTelemetry", "--silent", "--skipApiVersionCheck", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"])
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new StorageBrokenException("Azurite needs Node.js, which is not installed here: install Node.js 20 or later (https://nodejs.org).", fault);
        }
    }

    private async Task<string> ReadyAsync(string key)
    {
        var errors = _process.StandardError.ReadToEndAsync();
        var output = _process.StandardOutput;
        var ends = new List<string>();
        while (ends.Count < 3)
        {
            if (await output.ReadLineAsync() is not { } line)
                throw new StorageBrokenException($"Azurite ended before it was ready: {(await errors).Trim()}");
            if (Listening().Match(line) is { Success: true } match)
                ends.Add($"{match.Groups["service"].Value}Endpoint=http://127.0.0.1:{match.Groups["port"].Value}/{Account}");
        }

        // Whatever it says later must not fill the pipe.
        _ = output.ReadToEndAsync();
        return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};{string.Join(';', ends)}";
    }

    // Azurite Blob service is successfully listening at http://127.0.0.1:43963
    [GeneratedRegex(@"^Azurite (?<service>\w+) service is successfully listening at http://127\.0\.0\.1:(?<port>[0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
