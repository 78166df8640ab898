using BenchmarkDotNet.Attributes;
using FundingAlerts.Benchmarks.Pages;
using FundingAlerts.Benchmarks.Peers;
using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks;

/// <summary>From the bytes of a feed to the fields of every item, by the shipped definition of UKRI.</summary>
public class FeedBenchmarks
{
    [ParamsSource(nameof(Pages))]
    public BenchmarkPage Feed { get; set; } = null!;

    public static IEnumerable<BenchmarkPage> Pages => MadePages.Feeds();

    [GlobalSetup]
    public void Check() => Agreement.Check(FundingAlerts(), SystemXmlLinq());

    [Benchmark]
    public IReadOnlyList<Listing> FundingAlerts() => PageReader.ReadListing(Feed.Source, Feed.Page).Rows;

    [Benchmark(Baseline = true)]
    public IReadOnlyList<Listing> SystemXmlLinq() => LinqFeed.ReadUkri(Feed.Page);
}
