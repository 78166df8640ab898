using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace FundingAlerts.Benchmarks;

/// <summary>In this process, so that no project is built for each run; one table a class, speed and memory beside the peer's.</summary>
internal sealed class ReadingConfig : ManualConfig
{
    /// <param name="isShort">Three short rounds of each, for a first look: all classes within two minutes.</param>
    public ReadingConfig(bool isShort)
    {
        var job = isShort
            ? Job.ShortRun.WithIterationTime(TimeInterval.FromMilliseconds(200))
            : Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(250)).WithWarmupCount(6).WithIterationCount(15);
        AddJob(job.WithToolchain(InProcessEmitToolchain.Instance).WithId(isShort ? "short" : "full"));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(new MegabytesPerSecond());
        HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2, Column.Job, Column.Median);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
    }
}
