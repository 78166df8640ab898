using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks.Pages;

/// <summary>Real saved pages; none where the corpus is not on this machine.</summary>
internal static class SavedPages
{
    /// <summary>EuroAccess: a table of 142 calls, behind forms with hundreds of fields.</summary>
    public static IEnumerable<BenchmarkPage> EuroAccess() =>
        Saved("EuroAccess", SourceCatalogue.Find("euro-access") ?? Folders.Definition("table.yml"), "euro-access/SearchForFunding.html");

    /// <summary>RVO's Eurostars: nearly all of it is the JSON that its own scripts draw the page from.</summary>
    public static IEnumerable<BenchmarkPage> Eurostars() =>
        Saved("RVO call", SourceCatalogue.Find("rvo")!, "rvo/eurostars-detail.raw.html");

    /// <summary>Ten topics of the EU portal's interface, with all their texts.</summary>
    public static IEnumerable<BenchmarkPage> EuTopics() =>
        Saved("EU answer", SourceCatalogue.Find("eu-funding-tenders")!, "sedia/search-response-page1-2025-05-05.json");

    private static IEnumerable<BenchmarkPage> Saved(string name, SourceDefinition source, string file) =>
        Folders.Saved(file) is { } body ? [new(name, source, source.Home, body)] : [];
}
