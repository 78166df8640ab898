using System.Globalization;
using System.Text;

namespace FundingAlerts.Benchmarks.Matching;

/// <param name="Different">How many different queries the interests are.</param>
/// <param name="Words">Of a call, on average.</param>
/// <param name="Matches">Of all calls.</param>
/// <param name="Bytes">Of the stored index, which lies in memory as it is stored.</param>
/// <param name="Engines">Ours first, each with the time that all calls took.</param>
/// <param name="Tokenising">What cutting as many calls into words alone took.</param>
internal sealed record MatchingRun(
    int Interests,
    int Different,
    int Calls,
    int Words,
    long Matches,
    TimeSpan Build,
    TimeSpan Load,
    long Bytes,
    IReadOnlyList<(string Name, TimeSpan Time)> Engines,
    TimeSpan Tokenising);

internal static class MatchingTable
{
    public static string Of(IReadOnlyList<MatchingRun> runs)
    {
        var table = new StringBuilder();
        table.AppendLine("| interests | matches a call | build | load | bytes an interest | ours, calls a second | ours by tokenising alone | cost by the first size's | " + string.Join(" | ", runs[0].Engines.Skip(1).Select(e => e.Name + ", calls a second | ours is so many times as fast")) + " |");
        table.AppendLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | " + string.Join(" | ", runs[0].Engines.Skip(1).Select(_ => "---: | ---:")) + " |");
        foreach (var run in runs)
        {
            var ours = run.Engines[0].Time;
            string[] cells =
            [
                Number(run.Interests), Number((double)run.Matches / run.Calls), $"{Number(run.Build.TotalMilliseconds)} ms", $"{Number(run.Load.TotalMilliseconds)} ms",
                Number((double)run.Bytes / run.Interests), Number(run.Calls / ours.TotalSeconds), Ratio(ours / run.Tokenising),
                Ratio(ours.TotalSeconds / run.Calls / (runs[0].Engines[0].Time.TotalSeconds / runs[0].Calls)),
                .. run.Engines.Skip(1).SelectMany(e => new[] { Number(run.Calls / e.Time.TotalSeconds), Ratio(e.Time / ours) }),
            ];
            table.AppendLine($"| {string.Join(" | ", cells)} |");
        }
        return table.ToString();
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString(value < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) + " ×";
}
