using System.Globalization;
using System.Runtime.InteropServices;

namespace FundingAlerts.Benchmarks.Reading;

/// <summary>
/// <c>reading [--rounds 9]</c>: what reading a page takes beside AngleSharp's parse alone, step by step too, and what a first crawl and a crawl of
/// unchanged pages ask of the storage, as Markdown tables on stdout.
/// </summary>
internal static class ReadingCommand
{
    private const int Rounds = 9;

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var rounds = Rounds;
        if (args is not [] && (args is not ["--rounds", var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) || rounds == 0))
        {
            await Console.Error.WriteLineAsync("Write reading, or reading --rounds N with N of at least 1.");
            return 2;
        }
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- reading`: {rounds} rounds; {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}."));
        Console.Out.WriteLine();
        var pages = ReadPage.All().ToList();
        // Once for the compiler: what is shared is compiled well before the first of them counts.
        pages.ForEach(ReadingMeasure.Warm);
        Console.Out.Write(ReadingTable.Of([.. pages.Select(p => ReadingMeasure.Of(p, rounds))]));
        Console.Out.WriteLine();
        Console.Out.Write(ReadingParts.Of(ReadPage.OfMarkup(), rounds));
        Console.Out.WriteLine();
        Console.Out.Write(await RecrawlTable.OfAsync(CancellationToken.None));
        return 0;
    }
}
