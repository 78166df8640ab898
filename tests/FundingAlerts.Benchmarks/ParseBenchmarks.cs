using System.Text;
using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using FundingAlerts.Benchmarks.Pages;
using FundingAlerts.Benchmarks.Peers;

namespace FundingAlerts.Benchmarks;

/// <summary>Only the tree: how much of a reading is the parser's.</summary>
public class ParseBenchmarks
{
    private static readonly HtmlParser Parser = new();

    [ParamsSource(nameof(Pages))]
    public BenchmarkPage Html { get; set; } = null!;

    public static IEnumerable<BenchmarkPage> Pages => [.. MadePages.Cards(), .. SavedPages.EuroAccess()];

    [Benchmark]
    public object AngleSharp() => Parser.ParseDocument(Encoding.UTF8.GetString(Html.Body.Span));

    [Benchmark(Baseline = true)]
    public object HtmlAgilityPack() => AgilityPages.Parse(Html.Body);
}
