using System.Globalization;
using System.Runtime.InteropServices;
using FundingAlerts.Azure.Storage;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;

namespace FundingAlerts.Benchmarks.Load;

/// <summary>
/// <c>load [--storage embedded|azurite] [--calls 20000] [--sizes 1000,10000,100000] [--changes 300] [--mails 300] [--seed 1]
/// [--folder DIR]</c>: the work at growing sizes, as a Markdown table on stdout.
/// </summary>
internal static class LoadCommand
{
    private static readonly string[] Names = ["--storage", "--calls", "--sizes", "--subscribers", "--changes", "--mails", "--seed", "--folder"];

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i += 2)
        {
            if (!Names.Contains(args[i], StringComparer.Ordinal) || i + 1 == args.Count)
            {
                await Console.Error.WriteLineAsync($"'{args[i]}' is none of {string.Join(", ", Names)} with a value.");
                return 2;
            }
            options[args[i]] = args[i + 1];
        }
        int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var isAzurite = options.GetValueOrDefault("--storage", "embedded") == "azurite";
        var sizes = options.GetValueOrDefault("--subscribers", options.GetValueOrDefault("--sizes", "1000,10000,100000")).Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).Order().ToList();
        var calls = Number("--calls", 20_000);
        async Task<LoadRun> RunAtAsync(int size, int ofCalls, Action<string> say)
        {
            var folder = Path.Combine(options.GetValueOrDefault("--folder", Path.GetTempPath()), $"fundingalerts-load-{Guid.NewGuid():n}");
            try
            {
                using var embedded = isAzurite ? null : SqliteStorage.Open(folder, HostClock.System);
                await using var azurite = isAzurite ? await AzuriteProcess.StartAsync(folder: null, CancellationToken.None) : null;
                var account = embedded?.Account ?? AzureStorage.Open(azurite!.Connection, TimeProvider.System);
                return await new LoadScenario(account, isAzurite, ofCalls, size, Number("--seed", 1), Number("--changes", 300), Number("--mails", 300), say).RunAsync(CancellationToken.None);
            }
            finally
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            }
        }

        // Not counted: compiled and loaded for the first time.
        await RunAtAsync(100, 500, _ => { });
        var runs = new List<LoadRun>();
        foreach (var size in sizes)
            runs.Add(await RunAtAsync(size, calls, Console.Error.WriteLine));
        Console.Out.WriteLine($"`dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- load {string.Join(' ', args)}`");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isAzurite ? "Azurite" : "SQLite")}, {calls:N0} calls; {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}."));
        Console.Out.WriteLine();
        Console.Out.Write(LoadTable.Of(runs));
        return 0;
    }
}
