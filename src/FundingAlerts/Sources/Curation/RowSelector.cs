using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>The shortest selector that is likely to last and finds just the given rows.</summary>
internal static class RowSelector
{
    // Elements looked at in all: many tries on a page for people, few on a huge one.
    private const int MostLooks = 1_500_000;

    /// <summary>The best first; the first may still find some more or fewer than the rows.</summary>
    public static IReadOnlyList<(Selector Selector, double Fit)> For(IDocument document, IReadOnlyList<IElement> rows)
    {
        var wanted = rows.ToHashSet();
        var most = Math.Clamp(MostLooks / Math.Max(1, document.All.Length), 6, 250);
        var tried = new List<(Selector Selector, double Fit)>();
        foreach (var selector in Candidates(rows).DistinctBy(s => s.Text).OrderBy(s => s.Cost).ThenBy(s => s.Text.Length).Take(most))
        {
            var fit = Fit(document, selector.Text, wanted);
            if (fit > 0.5)
                tried.Add((selector, fit));
            if (fit > 0.999 && tried.Count(t => t.Fit > 0.999) >= 3)
                break;
        }
        return [.. tried.OrderByDescending(t => t.Fit - (t.Selector.Cost / 60.0)).ThenBy(t => t.Selector.Text.Length)];
    }

    /// <summary>The harmonic mean of precision and recall, 0 to 1.</summary>
    private static double Fit(IDocument document, string selector, HashSet<IElement> wanted)
    {
        int found = 0, right = 0;
        foreach (var element in document.QuerySelectorAll(selector))
        {
            found++;
            right += wanted.Contains(element) ? 1 : 0;
        }
        return right == 0 ? 0 : 2.0 * right / (found + wanted.Count);
    }

    private static IEnumerable<Selector> Candidates(IReadOnlyList<IElement> rows)
    {
        var own = Shared(rows);
        foreach (var selector in own)
        {
            // "li" finds the list today, and the menu that is added tomorrow.
            var bare = selector.Text.All(char.IsAsciiLetterOrDigit) && selector.Text is not "article";
            yield return bare ? selector with { Cost = selector.Cost + 4 } : selector;
        }
        var parents = rows.Select(r => r.ParentElement!).Distinct().ToList();
        foreach (var parent in Shared(parents).Where(p => p.Cost <= 5))
            foreach (var selector in own)
                yield return selector.Under(parent, " > ");
        foreach (var container in Containers(rows).Take(8))
        {
            foreach (var around in Selectors.Of(container).Where(c => c.Cost <= 4))
                foreach (var selector in own)
                    yield return selector.Under(around, container == parents[0] && parents.Count == 1 ? " > " : " ");
        }
        foreach (var selector in ByLink(rows, own))
            yield return selector;
        if (parents.Count == 1)
            yield return new($"{Path(parents[0])} > {rows[0].LocalName}", 14);
    }

    private static List<Selector> Shared(IReadOnlyList<IElement> elements)
    {
        var shared = Selectors.Of(elements[0]).ToList();
        foreach (var element in elements.Skip(1))
        {
            var names = Selectors.Of(element).Select(s => s.Text).ToHashSet(StringComparer.Ordinal);
            shared.RemoveAll(s => !names.Contains(s.Text));
        }
        if (elements.All(e => e.LocalName is "tr"))
            shared.Add(new("tr:has(> td)", 4));
        // Two layout classes together can say what one alone does not.
        var looks = shared.Where(s => s.Cost == 4 && s.Text.Contains('.', StringComparison.Ordinal)).Take(4).ToList();
        if (looks.Count > 1)
            shared.Add(new(looks[0].Text + string.Concat(looks.Skip(1).Select(l => l.Text[l.Text.IndexOf('.', StringComparison.Ordinal)..])), 7));
        return shared;
    }

    // What holds all rows, the nearest first.
    private static IEnumerable<IElement> Containers(IReadOnlyList<IElement> rows)
    {
        for (var above = rows[0].ParentElement; above is not null && above.LocalName is not "html"; above = above.ParentElement)
        {
            if (above.Contains(rows[^1]) && rows.All(above.Contains))
                yield return above;
        }
    }

    // Where classes only lay out, the rows' addresses still begin alike.
    private static IEnumerable<Selector> ByLink(IReadOnlyList<IElement> rows, IReadOnlyList<Selector> own)
    {
        var targets = rows.Select(r => RowLink.Main(r)?.GetAttribute("href")).OfType<string>().ToList();
        if (targets.Count < rows.Count)
            yield break;
        var start = targets.Aggregate((a, b) => a[..a.Zip(b).TakeWhile(p => p.First == p.Second).Count()]);
        var path = start.IndexOf("//", StringComparison.Ordinal) is >= 0 and var scheme ? start[Math.Min(start.Length, Math.Max(0, start.IndexOf('/', scheme + 2)))..] : start;
        var end = path.LastIndexOfAny(['/', '=', '?']);
        path = end < 0 ? "" : path[..(end + 1)];
        if (path.Length < 4 || path.Contains('\'', StringComparison.Ordinal))
            yield break;
        var tag = rows[0].LocalName;
        var direct = rows.All(r => RowLink.Main(r)!.ParentElement == r);
        if (tag is "a")
            yield return new($"a[href*='{path}']", 3);
        else
            yield return new($"{tag}:has({(direct ? "> " : "")}a[href*='{path}'])", direct ? 6 : 8);
        foreach (var selector in own.Where(o => o.Text.Contains('.', StringComparison.Ordinal)))
            yield return new($"{selector.Text}:has({(direct ? "> " : "")}a[href*='{path}'])", selector.Cost + 3);
        foreach (var parent in Shared([.. rows.Select(r => r.ParentElement!).Distinct()]).Where(p => p.Cost <= 6))
            yield return new($"{parent.Text} > {tag}:has(a[href*='{path}'])", 8);
    }

    private static string Path(IElement element)
    {
        var steps = new List<string>();
        for (var at = element; at is not null && at.LocalName is not "html"; at = at.ParentElement)
        {
            if (at != element && Selectors.Of(at).FirstOrDefault() is { Cost: <= 1 } anchor)
            {
                steps.Add(anchor.Text);
                break;
            }
            var place = 1 + (at.ParentElement?.Children.TakeWhile(c => c != at).Count(c => c.LocalName == at.LocalName) ?? 0);
            steps.Add(at.LocalName is "body" ? "body" : FormattableString.Invariant($"{at.LocalName}:nth-of-type({place})"));
        }
        steps.Reverse();
        return string.Join(" > ", steps);
    }
}
