using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using FundingAlerts.Benchmarks.Pages;

namespace FundingAlerts.Benchmarks;

/// <summary>Bytes of the page, as they came over the wire, by the mean time; 1 MB is 1,000,000 bytes.</summary>
internal sealed class MegabytesPerSecond : IColumn
{
    public string Id => nameof(MegabytesPerSecond);

    public string ColumnName => "MB/s";

    public string Legend => "Megabytes (10^6) of page read in a second";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary[benchmarkCase]?.ResultStatistics is { } measured
        && benchmarkCase.Parameters.Items.Select(p => p.Value).OfType<BenchmarkPage>().FirstOrDefault() is { } page
            ? (page.Body.Length * 1e3 / measured.Mean).ToString("0.0", CultureInfo.InvariantCulture)
            : "-";

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}
