using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace FundingAlerts.EndToEnd;

/// <summary>What a run of the command left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<JsonElement> Json => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}

/// <summary>The built <c>fundingalerts</c>, run as people run it: a process of its own.</summary>
internal sealed class FundingAlertsCommand : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _error = new();

    private FundingAlertsCommand(Process process) => _process = process;

    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        return await command.EndAsync();
    }

    public static FundingAlertsCommand Start(params string[] arguments) => StartWith([], arguments);

    /// <param name="environment">Set for it alone.</param>
    public static FundingAlertsCommand StartWith((string Name, string Value)[] environment, params string[] arguments) =>
        StartProgram("FundingAlerts.Local", environment, arguments);

    /// <summary>Another program of ours, to its end.</summary>
    public static async Task<CommandResult> RunProgramAsync(string name, (string Name, string Value)[] environment, params string[] arguments)
    {
        using var command = StartProgram(name, environment, arguments);
        return await command.EndAsync();
    }

    private static FundingAlertsCommand StartProgram(string name, (string Name, string Value)[] environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, $"{name}.dll") },
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        var command = new FundingAlertsCommand(Process.Start(start)!);
        command._process.ErrorDataReceived += (_, line) =>
        {
            lock (command._error)
                command._error.AppendLine(line.Data);
        };
        command._process.BeginErrorReadLine();
        command._process.StandardInput.Close();
        return command;
    }

    /// <summary>The next line of its output that has this property.</summary>
    public async Task<JsonElement> ReadAsync(string property)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            var json = JsonDocument.Parse(line).RootElement;
            if (json.TryGetProperty(property, out var value))
                return value;
        }
        throw new InvalidOperationException($"It ended without '{property}': {_error}");
    }

    public async Task<CommandResult> StopAsync(bool interrupt)
    {
        _ = Kill(_process.Id, interrupt ? Interrupt : Terminate);
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    /// <summary>Waits until it has ended.</summary>
    public async Task<CommandResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var output = await _process.StandardOutput.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        lock (_error)
            return new(_process.ExitCode, output, _error.ToString());
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
