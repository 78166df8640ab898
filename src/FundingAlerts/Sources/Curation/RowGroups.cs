using AngleSharp.Dom;
using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Sources.Curation;

/// <summary>Finds what repeats on a page: siblings and cousins of one tag and class, rows of tables, items of lists, cards.</summary>
internal static class RowGroups
{
    private const int MostRows = 60_000;
    private const int LeastText = 8;
    private const int Judged = 80;

    private static readonly HashSet<string> NeverRows =
        ["html", "body", "br", "hr", "img", "input", "td", "th", "thead", "tbody", "tfoot", "colgroup", "col", "span", "b", "i", "em", "strong", "small", "form", "label", "button", "source", "picture", "figure", "link", "meta", "main", "abbr", "font"];

    /// <summary>The likeliest first; none when nothing on the page repeats.</summary>
    public static IReadOnlyList<RowGroup> Find(PageOutline outline, Uri page, PrintedContext context) =>
        [.. Candidates(outline)
            .OrderByDescending(g => Glance(g, outline))
            .Take(Judged)
            .Select(g => RowScore.Of(g, outline, page, context))
            .Where(g => g.Score > 0)
            .OrderByDescending(g => g.Score)];

    /// <summary>Everything that repeats, unjudged.</summary>
    public static IEnumerable<RowGroup> Candidates(PageOutline outline)
    {
        var buckets = new Dictionary<(object? Scope, string Key), List<IElement>>();
        void Add(object? scope, string key, IElement element)
        {
            if (!buckets.TryGetValue((scope, key), out var rows))
                buckets[(scope, key)] = rows = [];
            rows.Add(element);
        }

        foreach (var element in outline.Elements)
        {
            if (NeverRows.Contains(element.LocalName) || outline.TextIn(element) < LeastText || element.ParentElement is not { } parent || IsHeaderRow(element))
                continue;
            Add(parent, element.LocalName, element);
            Add(parent, Look(element), element);
            Add(null, $"{Look(parent.ParentElement)} {Look(parent)} {Look(element)}", element);
            foreach (var name in StableNames.Classes(element))
                Add(null, $"{element.LocalName}.{name}", element);
            if (element.LocalName is "article")
                Add(null, "article", element);
        }
        return buckets.Values
            .Where(rows => rows.Count is >= 2 and <= MostRows)
            .Select(rows => new RowGroup(Outermost(rows)))
            .Where(group => group.Rows.Count >= 2)
            .Distinct(RowGroup.SameRows);
    }

    private static bool IsHeaderRow(IElement element) =>
        element.LocalName is "tr" && (element.ParentElement is { LocalName: "thead" or "tfoot" } || !element.Children.Any(c => c.LocalName is "td"));

    private static string Look(IElement? element) => element is null ? "" : string.Join('.',
        StableNames.Classes(element).Order(StringComparer.Ordinal).Prepend(element.LocalName));

    // Cards within cards: the outer one is the row.
    private static List<IElement> Outermost(List<IElement> rows)
    {
        var all = rows.ToHashSet();
        return [.. rows.Where(row => !Above(row).Take(12).Any(all.Contains))];
    }

    private static IEnumerable<IElement> Above(IElement element)
    {
        for (var above = element.ParentElement; above is not null; above = above.ParentElement)
            yield return above;
    }

    // Many rows of some text: what is worth a closer look.
    private static double Glance(RowGroup group, PageOutline outline)
    {
        var median = group.Rows.Take(50).Select(outline.TextIn).Order().ElementAt(Math.Min(group.Rows.Count, 50) / 2);
        var linked = group.Rows.Take(12).Count(r => RowLink.All(r).Any());
        return Math.Log2(group.Rows.Count + 1) * Math.Min(1, median / 60.0) * (0.2 + (linked / (double)Math.Min(group.Rows.Count, 12))) * (median > 3000 ? 0.3 : 1);
    }
}
