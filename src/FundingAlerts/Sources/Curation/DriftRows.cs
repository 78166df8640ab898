using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>Looks for the old page's calls on the new page, and for what repeats around them.</summary>
internal static class DriftRows
{
    private const int MostLookedFor = 60;
    private const int MostProposed = 3;

    /// <summary>Selectors or paths of rows that hold the old calls one each, the best first, with how many they hold.</summary>
    public static IReadOnlyList<(string Rows, int Held)> Find(IReadOnlyList<Listing> old, DriftPage now)
    {
        var wanted = old.Take(MostLookedFor).ToList();
        return now.IsJson ? InJson(wanted, now) : InMarkup(wanted, now);
    }

    private static IReadOnlyList<(string Rows, int Held)> InJson(List<Listing> old, DriftPage now) =>
        [.. JsonLeaves.Lists(now.Opened.Json!)
            .Select(l => (l.Path, Held: old.Count(o => l.Rows.Any(r => Holds(JsonLeaves.Of(r).Select(leaf => leaf.Value), o)))))
            .Where(l => l.Held > 0)
            .OrderByDescending(l => l.Held)
            .ThenBy(l => l.Path.Length)
            .Take(MostProposed)];

    public static bool Holds(IEnumerable<string> values, Listing old)
    {
        var anchors = Anchors(old).Select(SameValue.Bare).Where(a => a.Length > 3).ToHashSet(StringComparer.Ordinal);
        return values.Any(v => anchors.Contains(SameValue.Bare(v)) || anchors.Contains(SameValue.Bare(SameValue.AddressKey(v))));
    }

    /// <summary>What tells a call from all others: title, address, reference.</summary>
    private static IEnumerable<string> Anchors(Listing old)
    {
        if (old.First(FieldNames.Title) is { } title)
            yield return title;
        if (old.First(FieldNames.Address) is { } address)
            yield return SameValue.AddressKey(address);
        if (old.First(FieldNames.Reference) is { Length: > 5 } reference)
            yield return reference;
    }

    private static List<(string Rows, int Held)> InMarkup(List<Listing> old, DriftPage now)
    {
        var document = now.Opened.Document!;
        var outline = PageOutline.Of((IElement?)(document as AngleSharp.Html.Dom.IHtmlDocument)?.Body ?? document.DocumentElement, withChrome: true);
        var held = Held(old, outline, now.Address);
        var groups = RowGroups.Candidates(outline)
            .Select(g => (Group: g, Fit: Fit(g, held, old.Count), Text: g.Rows.Take(20).Sum(outline.TextIn)))
            .Where(g => g.Fit.Held > 0 && g.Fit.Score > 0)
            .OrderByDescending(g => g.Fit.Score)
            .ThenByDescending(g => g.Text)
            .Take(8);
        var found = new List<(string Rows, int Held)>();
        foreach (var (group, fit, _) in groups)
        {
            if (RowSelector.For(document, group.Rows) is [{ Fit: > 0.6 } best, ..] && !found.Exists(f => f.Rows == best.Selector.Text))
                found.Add((best.Selector.Text, fit.Held));
            if (found.Count == MostProposed)
                break;
        }
        return found;
    }

    /// <summary>Element → the old calls that are named in it or below.</summary>
    private static Dictionary<IElement, HashSet<int>> Held(List<Listing> old, PageOutline outline, Uri page)
    {
        var anchors = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < old.Count; i++)
        {
            foreach (var anchor in Anchors(old[i]).Select(SameValue.Bare).Where(a => a.Length > 3).Distinct(StringComparer.Ordinal))
            {
                if (!anchors.TryGetValue(anchor, out var calls))
                    anchors[anchor] = calls = [];
                calls.Add(i);
            }
        }
        var held = new Dictionary<IElement, HashSet<int>>();
        foreach (var element in outline.Elements)
        {
            var texts = new List<string>();
            if (outline.TextIn(element) is > 3 and < 600)
                texts.Add(element.TextContent);
            if (RowLink.Address(element, page) is { } address)
                texts.Add(address.PathAndQuery.TrimEnd('/'));
            foreach (var call in texts.Select(SameValue.Bare).SelectMany(t => anchors.GetValueOrDefault(t) ?? []))
            {
                for (var above = element; above is not null; above = above.ParentElement)
                {
                    if (!held.TryGetValue(above, out var calls))
                        held[above] = calls = [];
                    if (!calls.Add(call))
                        break;
                }
            }
        }
        return held;
    }

    private static (double Score, int Held) Fit(RowGroup group, Dictionary<IElement, HashSet<int>> held, int wanted)
    {
        var covered = new HashSet<int>();
        int crowded = 0, empty = 0;
        foreach (var row in group.Rows)
        {
            if (!held.TryGetValue(row, out var calls))
                empty++;
            else if (calls.Count > 1)
                crowded++;
            else
                covered.UnionWith(calls);
        }
        return ((covered.Count / (double)wanted) - (crowded * 2.0 / group.Rows.Count) - (0.1 * empty / group.Rows.Count), covered.Count);
    }
}
