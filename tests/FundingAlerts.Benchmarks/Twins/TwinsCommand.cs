using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Benchmarks.Twins;

/// <summary><c>twins [--calls 100000] [--copies 1400] [--seed 1] [--folder DIR]</c>: copies of calls found among all, as Markdown on stdout.</summary>
internal static class TwinsCommand
{
    private static readonly string[] Names = ["--calls", "--copies", "--seed", "--folder"];
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);

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
        async Task<TwinRun> RunAtAsync(int calls, int copies, Action<string> say)
        {
            var folder = Path.Combine(options.GetValueOrDefault("--folder", Path.GetTempPath()), $"fundingalerts-twins-{Guid.NewGuid():n}");
            try
            {
                using var storage = SqliteStorage.Open(folder, HostClock.System);
                return await new TwinScenario(storage.Account, new(Number("--seed", 1), calls, Now), calls, copies, Now, say).RunAsync(CancellationToken.None);
            }
            finally
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            }
        }

        // Not counted: compiled and loaded for the first time.
        await RunAtAsync(200, 14, _ => { });
        var run = await RunAtAsync(Number("--calls", 100_000), Number("--copies", 1_400), Console.Error.WriteLine);
        Console.Out.WriteLine($"`dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- twins {string.Join(' ', args)}`");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SQLite, {run.Calls:N0} calls, {run.Copies.Count:N0} copies; {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}."));
        Console.Out.WriteLine();
        Console.Out.Write(Table(run));
        return 0;
    }

    private static string Table(TwinRun run)
    {
        var table = new StringBuilder("| copy | calls | texts alike, median | without texts | with texts | proposed or merged |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var copies in run.Copies.GroupBy(copy => copy.How).OrderBy(group => group.Key))
            table.Append(CultureInfo.InvariantCulture, $"| {Words(copies.Key)} | {copies.Count()} | {Likeness(copies)} | {Share(copies, c => !c.Truth.IsByText && c.Truth.Verdict != TwinVerdict.Different)} | {Share(copies, c => c.IsCandidate)} | {Share(copies, c => c.IsCandidate && c.Truth.Verdict != TwinVerdict.Different)} |\n");
        table.Append("\n| texts alike | copies | found | to be expected |\n| --- | ---: | ---: | ---: |\n");
        foreach (var bin in run.Copies.Where(copy => copy.Likeness is not null && copy.Truth.IsByText | copy.Truth.Verdict == TwinVerdict.Different).GroupBy(copy => Math.Min(9, (int)(copy.Likeness!.Value * 10))).OrderByDescending(group => group.Key))
            table.Append(CultureInfo.InvariantCulture, $"| {bin.Key / 10.0:0.0} to {(bin.Key + 1) / 10.0:0.0} | {bin.Count()} | {Share(bin, c => c.IsCandidate)} | {bin.Average(c => 1 - Math.Pow(1 - Math.Pow(c.Likeness!.Value, TwinText.Rows), TwinText.Bands)):0.0 %} |\n");
        table.Append("\n| for each copy | median | 95 % | most |\n| --- | ---: | ---: | ---: |\n");
        Row("calls that share a key of the title", c => c.SharingName);
        Row("calls that share a key of the text", c => c.SharingText);
        Row("calls that were read and compared", c => c.Candidates);
        Row("storage operations", c => c.Operations);
        Row("of these ranges", c => c.Ranges);
        Row("keys that more than 1,000 calls have", c => c.OverfullKeys);
        Row("keys, as rows", c => c.KeyRows);
        Row("bytes of these", c => c.KeyBytes);
        Row("its text held against all, ms", c => c.ByAll.TotalMilliseconds);
        Row("FindTwins with SQLite, ms", c => c.ByKeys.TotalMilliseconds);
        var (all, keys, alike) = (run.Copies.Sum(c => c.ByAll.TotalMilliseconds), run.Copies.Sum(c => c.ByKeys.TotalMilliseconds), run.Copies.Sum(c => c.Alike));
        table.Append(CultureInfo.InvariantCulture, $"\nHolding a text against all takes {all / keys:0.0} times as long as all that FindTwins does in storage. It found {alike:N0} pairs of near copies, the keys {run.Copies.Sum(c => c.AlikeFound):N0} of them.\n");
        return table.ToString();

        void Row(string name, Func<FoundCopy, double> value)
        {
            var values = run.Copies.Select(value).Order().ToList();
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {values[values.Count / 2]:#,0.##} | {values[values.Count * 95 / 100]:#,0.##} | {values[^1]:#,0.##} |\n");
        }
    }

    private static string Likeness(IEnumerable<FoundCopy> copies)
    {
        var known = copies.Select(copy => copy.Likeness).OfType<double>().Order().ToList();
        return known.Count == 0 ? "–" : known[known.Count / 2].ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static string Share(IEnumerable<FoundCopy> copies, Func<FoundCopy, bool> isSo) =>
        copies.Average(copy => isSo(copy) ? 1.0 : 0).ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Words(Copy how) => how switch
    {
        Copy.ShuffledHeadline => "headline shuffled, no text",
        Copy.RewordedHeadline => "a third of the headline's words changed, text as it is",
        Copy.TextAsItIs => "another headline, text as it is",
        Copy.EveryTenthWord => "another headline, a tenth of the text's words changed",
        Copy.Cut => "another headline, text cut after 300 letters",
        Copy.WordsInFront => "another headline, 12 words in front of the text",
        _ => "another headline, sentences shuffled",
    };
}
