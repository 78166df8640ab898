using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

/// <summary>Every real page that we hold, read and inspected: the three empty frames among them are told, nothing else is.</summary>
public sealed class RecordedPagesTests
{
    [Theory]
#pragma warning disable format // a table
    [InlineData(".html", ResponseFormat.Html, 30)]
    [InlineData(".xml",  ResponseFormat.Xml,  4)]
    [InlineData(".json", ResponseFormat.Json, 80)]
#pragma warning restore format
    public void Real_pages_raise_no_false_alarm(string extension, ResponseFormat format, int atLeast)
    {
        var files = Files(extension);

        var problems = files
            .Select(f => (f.Name, Problem: Inspect(f.Path, format)))
            .Where(f => f.Problem is not null)
            .Select(f => $"{f.Name}: {f.Problem!.Kind}");

        files.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        problems.ShouldBe(
            format is ResponseFormat.Html
                ?
                [
                    "ec-portal/ec_calls_for_proposals.html: JavaScriptShell",
                    "ec-portal/eu_funding_tenders_portal.html: JavaScriptShell",
                    "nl-curated/funding-watch-index-2026-06-29.html: JavaScriptShell", // its list is in a script's source
                ]
                : []);
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData(".html", ResponseFormat.Xml)]
    [InlineData(".html", ResponseFormat.Json)]
    [InlineData(".xml",  ResponseFormat.Html)]
    [InlineData(".xml",  ResponseFormat.Json)]
    [InlineData(".json", ResponseFormat.Html)]
    [InlineData(".json", ResponseFormat.Xml)]
#pragma warning restore format
    public void Real_pages_are_not_taken_for_others(string extension, ResponseFormat format) =>
        // An empty frame is one whatever should have come, and says more of what to do.
        Files(extension).Where(f => Inspect(f.Path, format)!.Kind != SourceProblemKind.UnexpectedFormat)
            .ShouldAllBe(f => extension == ".html" && Inspect(f.Path, format)!.Kind == SourceProblemKind.JavaScriptShell && Inspect(f.Path, ResponseFormat.Html)!.Kind == SourceProblemKind.JavaScriptShell);

    [Theory]
#pragma warning disable format // a table
    [InlineData(".xml",  ResponseFormat.Xml)]
    [InlineData(".json", ResponseFormat.Json)]
#pragma warning restore format
    public void A_real_document_cut_anywhere_is_told(string extension, ResponseFormat format)
    {
        foreach (var (name, path) in Files(extension))
        {
            var text = Text(path);
            foreach (var part in (double[])[0.3, 0.77, 0.99])
            {
                var cut = text[..(int)(text.Length * part)];
                PageInspection.Inspect(PageOf(path), cut, format)?.Kind.ShouldBe(SourceProblemKind.CutOff, $"{name} cut at {part}");
            }
        }
    }

    private static SourceProblem? Inspect(string path, ResponseFormat format) =>
        PageInspection.Inspect(PageOf(path), Text(path), format);

    private static string Text(string path) => PageText.Read(PageOf(path)).ShouldBeOfType<PageText.Decoded>(path).Text;

    // What servers send with such files; the recordings do not say.
    private static Page PageOf(string path) =>
        new(new Uri("https://recorded.example/" + Path.GetFileName(path)), Path.GetExtension(path) is ".html" ? "text/html" : "", null, File.ReadAllBytes(path));

    private static IReadOnlyList<(string Name, string Path)> Files(string extension)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "FundingAlerts.sln")))
            root = root.Parent;

        var documents = Path.GetFullPath(Path.Combine(root?.FullName ?? "/", "../shared/corpus/documents"));
        if (!Directory.Exists(documents))
            Assert.Skip("The recorded pages (../shared/corpus/documents) are not on this machine.");

        return [.. Directory.EnumerateFiles(documents, "*" + extension, SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(documents, path), path))
            .Order()];
    }
}
