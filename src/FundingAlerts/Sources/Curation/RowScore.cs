using AngleSharp.Dom;
using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Sources.Curation;

/// <summary>How much a group of alike elements looks like a list of calls.</summary>
internal static class RowScore
{
    private const int Sampled = 30;

    public static RowGroup Of(RowGroup group, PageOutline outline, Uri page, PrintedContext context)
    {
        var rows = Sample(group.Rows);
        var looks = rows.Select(r => Look(r, page, context)).ToList();
        double count = rows.Count;
        // "Read more" and "Open link here" are no titles; then the row's longest line is.
        if (looks.Select(l => l.Title).Distinct(StringComparer.Ordinal).Count() < count * 0.5)
            looks = [.. looks.Select(l => l with { Title = l.LongestLine })];

        var addresses = looks.Select(l => l.Address?.AbsoluteUri).OfType<string>().ToList();
        var links = addresses.Distinct(StringComparer.Ordinal).Count() / count;
        var home = addresses.Count == 0 ? 0 : looks.Count(l => l.Address is { } a && IsHome(a, page)) / (double)addresses.Count;
        var titles = looks.Select(l => l.Title).Distinct(StringComparer.Ordinal).Count() / count;
        var titleLength = looks.Select(l => l.Title.Length).Order().ElementAt(rows.Count / 2);
        var text = rows.Select(outline.TextIn).Order().ElementAt(rows.Count / 2);
        var dates = looks.Count(l => l.HasDate) / count;
        var calls = looks.Count(l => l.SpeaksOfCalls) / count;
        var headings = looks.Count(l => l.HasHeading) / count;
        var bare = looks.Count(l => l.IsBareLink) / count;
        var several = Math.Max(0, looks.Average(l => l.Headlines) - 1);

        if (titles < 0.4 || titleLength < 6)
            return group with { Score = 0 };
        var quality = (links * (2 + home))
            + (titleLength switch { < 12 => 0, < 20 => 0.7, < 250 => 2, _ => 0.5 })
            + (dates * 3)
            + (calls * 1.5)
            + Math.Min(1.2, text / 200.0)
            + (headings * 0.8)
            + (rows.Any(SaysRow) ? 0.8 : 0)
            + (rows[0].Closest("main, [role=main], #content, #main") is not null ? 0.6 : 0)
            - (bare * 1.8)
            - Math.Min(5, several * 2.5)
            - (text > 4000 ? 2 : 0);
        quality *= Math.Min(1, titles + 0.1);
        // Short links and nothing else are a menu, whatever it is called.
        if (bare > 0.6 && dates < 0.2 && (titleLength < 28 || (calls < 0.3 && headings < 0.3)))
            quality *= titleLength < 28 ? 0.4 : 0.5;
        quality *= 0.3 + (0.7 * Alike(rows));
        return group with { Score = Math.Max(0, quality) * Math.Min(5, Math.Log2(group.Rows.Count + 1)), Links = links, Dates = dates };
    }

    public static IReadOnlyList<IElement> Sample(IReadOnlyList<IElement> rows) =>
        rows.Count <= Sampled ? rows : [.. Enumerable.Range(0, Sampled).Select(i => rows[(int)((long)i * (rows.Count - 1) / (Sampled - 1))])];

    /// <summary>The share of rows that are built as most are.</summary>
    private static double Alike(IReadOnlyList<IElement> rows) =>
        rows.GroupBy(Build, StringComparer.Ordinal).Max(g => g.Count()) / (double)rows.Count;

    // What a row may or may not have (a flag, a second date) makes little difference to its first steps.
    private static string Build(IElement row) => string.Join(' ', row.QuerySelectorAll(":scope > *, :scope > * > *").Take(3)
        .Select(e => $"{e.LocalName}.{string.Join('.', StableNames.Classes(e).Take(2))}"));

    private sealed record RowLook(Uri? Address, string Title, string LongestLine, bool HasDate, bool SpeaksOfCalls, bool HasHeading, bool IsBareLink, int Headlines);

    private static RowLook Look(IElement row, Uri page, PrintedContext context)
    {
        var link = RowLink.Main(row);
        var heading = row.QuerySelector("h1, h2, h3, h4, h5, h6, [class*=title], [class*=heading]");
        // Cells are lines of their own, which plain text does not know.
        var text = PlainText.Cut(row.LocalName is "tr" ? string.Join('\n', row.Children.Select(PlainText.Of)) : PlainText.Of(row), 1500);
        var linkText = link is null ? "" : PlainText.Squash(link.TextContent);
        var title = heading is null ? "" : PlainText.Squash(heading.TextContent);
        if (title.Length < linkText.Length && title.Length < 12)
            title = linkText;
        var longest = text.Split('\n').MaxBy(line => Math.Min(line.Length, 200)) ?? "";
        if (title.Length < 6)
            title = longest;
        return new(
            link is null ? null : RowLink.Address(link, page),
            title,
            longest,
            text.Split('\n').Take(20).Any(line => CallWords.HoldsDate(line, context)),
            CallWords.SpeakOfCalls(text),
            heading is not null,
            linkText.Length > 0 && (linkText.Length >= text.Length - 3 || (heading is null && text.Length < 80 && linkText.Length > text.Length * 0.55)),
            Headlines(row));
    }

    // A row that holds several headlines with a link each is a list of rows.
    private static int Headlines(IElement row) => row
        .QuerySelectorAll("a[href]")
        .Where(a => RowLink.Target(a) is not null && PlainText.Squash(a.TextContent).Length >= 20)
        .Select(a => a.GetAttribute("href"))
        .Distinct(StringComparer.Ordinal)
        .Take(20)
        .Count();

    private static bool SaysRow(IElement row) =>
        row.LocalName is "article" || row.ClassList.Where(StableNames.IsStable).Any(c => StableNames.Cost(c) == 0);

    private static bool IsHome(Uri address, Uri page) =>
        string.Equals(Bare(address.Host), Bare(page.Host), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
}
