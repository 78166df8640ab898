using System.Globalization;
using System.Text;

namespace FundingAlerts.Benchmarks.Load;

/// <summary>What was measured, as Markdown for docs/performance.md.</summary>
internal static class LoadTable
{
    public static string Of(IReadOnlyList<LoadRun> runs)
    {
        var text = new StringBuilder();
        text.AppendLine("| step | subscribers | output | time | processor | in storage | a second | grew, for each output | |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        for (var step = 0; step < runs[0].Steps.Count; step++)
        {
            for (var size = 0; size < runs.Count; size++)
            {
                var at = runs[size].Steps[step];
                var growth = at.GrowthSince(size == 0 ? null : runs[size - 1].Steps[step]);
                Line(text, $"| {(size == 0 ? at.Name : "")} | {at.Subscribers:N0} | {at.Output:N0} {at.Unit} | {at.Took.TotalSeconds:N1} s | {at.Worked.TotalSeconds:N1} s | {at.InStorage.TotalSeconds:N1} s | {at.PerSecond:N0} | {(growth is { } g ? $"{g:N2} ×" : "")} | {(LoadStep.IsTooMuch(growth) ? "**faster than its output**" : "")} |");
            }
        }
        text.AppendLine();
        Operations(text, runs);
        text.AppendLine();
        foreach (var run in runs)
            Line(text, $"- {run.Subscribers:N0} subscribers: peak working set {run.PeakBytes / 1024 / 1024:N0} MiB; of the sample, half have at most {run.Matches.Median:N0} matches over all calls and nine of ten at most {run.Matches.Ninth:N0}; {run.Changes:N0} changes matched, {run.Mails:N0} mails sent; storage operations for each mail, composed and sent: {run.Steps.Where(s => s.Name is "compose digests" or "send mails").Sum(s => s.Operations.Values.Sum()) / (double)Math.Max(1, run.Mails):N0}.");
        return text.ToString();
    }

    private static void Operations(StringBuilder text, IReadOnlyList<LoadRun> runs)
    {
        var kinds = runs.SelectMany(r => r.Steps).SelectMany(s => s.Operations.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Line(text, $"| storage operations | subscribers | {string.Join(" | ", kinds)} |");
        Line(text, $"| --- | ---: |{string.Concat(kinds.Select(_ => " ---: |"))}");
        foreach (var name in runs[0].Steps.Select(s => s.Name))
        {
            foreach (var at in runs.Select(r => r.Steps.First(s => s.Name == name)))
                Line(text, $"| {name}, for each of the {at.Unit} | {at.Subscribers:N0} | {string.Join(" | ", kinds.Select(k => at.Output == 0 ? "" : Number(at.Operations.GetValueOrDefault(k) / (double)at.Output)))} |");
        }
    }

    private static string Number(double number) => number.ToString(number is 0 or >= 100 ? "N0" : "N2", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
