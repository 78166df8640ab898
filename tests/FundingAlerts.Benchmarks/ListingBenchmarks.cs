using BenchmarkDotNet.Attributes;
using FundingAlerts.Benchmarks.Pages;
using FundingAlerts.Benchmarks.Peers;
using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks;

/// <summary>From the bytes of a listing page to the fields of every row.</summary>
public class ListingBenchmarks
{
    [ParamsSource(nameof(Pages))]
    public BenchmarkPage Listing { get; set; } = null!;

    public static IEnumerable<BenchmarkPage> Pages => [.. MadePages.Cards(), .. SavedPages.EuroAccess()];

    [GlobalSetup]
    public void Check() => Agreement.Check(FundingAlerts(), HtmlAgilityPack());

    [Benchmark]
    public IReadOnlyList<Listing> FundingAlerts() => PageReader.ReadListing(Listing.Source, Listing.Page).Rows;

    [Benchmark(Baseline = true)]
    public IReadOnlyList<Listing> HtmlAgilityPack() =>
        Listing.Name == "cards" ? AgilityPages.ReadCards(Listing.Page) : AgilityPages.ReadTable(Listing.Page);
}
