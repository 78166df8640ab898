using BenchmarkDotNet.Attributes;
using FundingAlerts.Benchmarks.Pages;
using FundingAlerts.Benchmarks.Peers;
using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks;

/// <summary>From the bytes of a call's own page to its fields, by the shipped definitions.</summary>
public class DetailBenchmarks
{
    [ParamsSource(nameof(Pages))]
    public BenchmarkPage Call { get; set; } = null!;

    public static IEnumerable<BenchmarkPage> Pages => [MadePages.UkriCall(), .. SavedPages.Eurostars()];

    [GlobalSetup]
    public void Check() => Agreement.Check([FundingAlerts()], [HtmlAgilityPack()]);

    [Benchmark]
    public Listing FundingAlerts() => PageReader.ReadDetail(Call.Source, Call.Page, Listing.Empty).Listing;

    [Benchmark(Baseline = true)]
    public Listing HtmlAgilityPack() =>
        Call.Source.Id == "ukri" ? AgilityPages.ReadUkriCall(Call.Page) : TextJsonPages.ReadRvoCall(Call.Page);
}
