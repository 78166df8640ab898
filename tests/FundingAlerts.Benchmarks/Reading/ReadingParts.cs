using System.Diagnostics;
using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Xml.Parser;
using FundingAlerts.Benchmarks.Pages;
using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks.Reading;

/// <summary>Where the time of a reading goes, step by step as <see cref="PageReader"/> takes them, beside the parse.</summary>
internal static class ReadingParts
{
    private const int Warm = 60;
    private static readonly string[] Steps = ["decode", "look for walls, shells, ends", "look for bombs", "parse", "number the tree", "find rows", "fields", "of these, JSON within"];
    private static readonly HtmlParser Html = new();
    private static readonly XmlParser Xml = new();

    public static string Of(IEnumerable<(BenchmarkPage Page, bool IsDetail)> pages, int rounds)
    {
        var text = new StringBuilder();
        text.Append("| page | ").AppendJoin(" | ", Steps).AppendLine(" |");
        text.Append("| --- |").Insert(text.Length, " ---: |", Steps.Length).AppendLine();
        foreach (var (page, isDetail) in pages)
        {
            var laps = Steps.Select(_ => new List<double>()).ToList();
            for (var round = 0; round < Warm + rounds; round++)
            {
                var took = Read(page, isDetail);
                for (var step = 0; step < Steps.Length && round >= Warm; step++)
                    laps[step].Add(took[step]);
            }
            var medians = laps.Select(l => l.Order().ElementAt(l.Count / 2)).ToList();
            var parse = medians[Array.IndexOf(Steps, "parse")];
            text.Append("| ").Append(page).Append(" | ").AppendJoin(" | ", medians.Select(m => (m / parse).ToString("0.00", CultureInfo.InvariantCulture))).AppendLine(" |");
        }
        return text.ToString();
    }

    private static double[] Read(BenchmarkPage benchmark, bool isDetail)
    {
        var (source, page) = (benchmark.Source, benchmark.Page);
        var format = isDetail ? source.Follow!.Response : source.Response;
        var fields = isDetail ? source.Follow!.Fields : source.Fields;
        var time = new ReadingTime(ReadingTime.Longest);
        var laps = new List<double>();
        var started = Stopwatch.GetTimestamp();
        void Lap()
        {
            laps.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            started = Stopwatch.GetTimestamp();
        }

        var text = ((PageText.Decoded)PageText.Read(page)).Text;
        Lap();
        _ = PageInspection.Inspect(page, text, format);
        Lap();
        _ = MarkupBomb.IsIn(text, format);
        Lap();
        IDocument document = format == ResponseFormat.Xml ? Xml.ParseDocument(text) : Html.ParseDocument(text);
        Lap();
        using var tree = MarkupTree.Of(document, time);
        Lap();
        var rows = isDetail ? [tree.DocumentElement] : tree.All(0, source.Rows.Select!).ToList();
        Lap();
        var within = Stopwatch.GetTimestamp();
        var json = isDetail && source.Follow!.Embedded is { } rule ? PageReader.Embedded(tree, rule) : null;
        var ofJson = Stopwatch.GetElapsedTime(within).TotalMicroseconds;
        foreach (var row in rows)
            _ = FieldReader.Read(new MarkupPart(tree, row, json), fields, page.Address, Listing.Empty, time);
        Lap();
        return [.. laps, ofJson];
    }
}
