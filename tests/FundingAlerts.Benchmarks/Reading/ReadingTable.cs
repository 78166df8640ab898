using System.Globalization;
using System.Text;

namespace FundingAlerts.Benchmarks.Reading;

/// <summary>What was measured, as Markdown for docs/benchmarks.md.</summary>
internal static class ReadingTable
{
    public static string Of(IReadOnlyList<ReadingMeasure> measures)
    {
        var text = new StringBuilder();
        text.AppendLine("| page | class | ours | parse alone | ratio | ours, MB/s | parse, MB/s | ours, allocated | parse, allocated |");
        text.AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var m in measures)
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| {m.Page.Name} | {m.Page.Class} | {m.Ours / 1e3:0.00} ms | {m.Parse / 1e3:0.00} ms | {m.Ratio:0.00} | {m.Page.Bytes / m.Ours:0} | {m.Page.Bytes / m.Parse:0} | {m.OursAllocated / 1e6:0.00} MB | {m.ParseAllocated / 1e6:0.00} MB |"));
        return text.ToString();
    }
}
