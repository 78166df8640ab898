using BenchmarkDotNet.Attributes;
using FundingAlerts.Benchmarks.Pages;
using FundingAlerts.Benchmarks.Peers;
using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks;

/// <summary>From the bytes of the EU portal's answer to the fields of every topic, by the shipped definition.</summary>
public class JsonBenchmarks
{
    [ParamsSource(nameof(Pages))]
    public BenchmarkPage Answer { get; set; } = null!;

    public static IEnumerable<BenchmarkPage> Pages => [MadePages.EuTopics(), .. SavedPages.EuTopics()];

    [GlobalSetup]
    public void Check() => Agreement.Check(FundingAlerts(), SystemTextJson());

    [Benchmark]
    public IReadOnlyList<Listing> FundingAlerts() => PageReader.ReadListing(Answer.Source, Answer.Page).Rows;

    [Benchmark(Baseline = true)]
    public IReadOnlyList<Listing> SystemTextJson() => TextJsonPages.ReadEuTopics(Answer.Page);
}
