using AngleSharp.Dom;
using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Sources.Curation;

/// <summary>The dates within rows, and by the words around them what they are for.</summary>
internal static class RowDates
{
    private const int LongestDate = 140;

    private sealed record Found(RowReading? Reading, RowRule Rule, string Kind, int Count, string Because, double Score);

    public static IEnumerable<ProposedField> Find(
        IReadOnlyList<RowReading> readings, IReadOnlyList<IElement> rows, Uri page, PrintedContext context, RowReading? title)
    {
        var found = readings
            .Where(r => r.Count >= Math.Max(1, rows.Count * 0.25) && r.MedianLength <= LongestDate)
            .Select(r => Of(r, rows, context, title))
            .Concat(Labels(rows).Select(l => OfLabel(l, rows, page, context)))
            .OfType<Found>()
            .OrderByDescending(f => f.Score)
            .ToList();
        if (found.Count == 0 && OfWholeRow(rows, context) is { } whole)
            found.Add(whole);
        var kinds = new Dictionary<string, Found>(StringComparer.Ordinal);
        foreach (var date in found)
        {
            // A date without words, found again by another selector, is no second date.
            if (date.Kind.Length > 0 || !kinds.Values.Any(k => SameElements(k, date)))
                kinds.TryAdd(date.Kind, date);
        }
        if (kinds.Remove("", out var bare))
        {
            var kind = kinds.ContainsKey(FieldNames.Closes) ? FieldNames.Published : bare.Reading?.Texts.Any(t => t.Contains(':', StringComparison.Ordinal)) == true ? FieldNames.Closes : FieldNames.Published;
            if (!kinds.Values.Any(k => SameElements(k, bare)))
                kinds.TryAdd(kind, bare with { Because = $"a date without a word that says what it is for; it may be {(kind == FieldNames.Closes ? "the publication" : "the deadline")}" });
        }
        foreach (var (kind, date) in kinds.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var values = rows.Select(r => date.Rule.Read(r, page)).OfType<string>().ToList();
            var others = found
                .Where(f => f.Rule != date.Rule && (f.Kind == kind || f.Kind.Length == 0) && !SameElements(f, date))
                .Take(2)
                .Select(f => $"{f.Rule} — {Yaml.Comment(rows.Select(r => f.Rule.Read(r, page)).OfType<string>().FirstOrDefault() ?? "", 50)}");
            yield return new(kind, values.Count, rows.Count, date.Because, [.. values.Take(3)], [.. others])
            {
                Rules = [date.Rule],
                Sureness = date.Because.StartsWith("a date", StringComparison.Ordinal) || date.Rule.Select is "" ? Sureness.Guess : date.Count >= rows.Count * 0.8 ? Sureness.Sure : Sureness.Likely,
            };
        }
    }

    private static bool SameElements(Found one, Found other) =>
        one.Reading is { } a && other.Reading is { } b
        && a.Found.Zip(b.Found).All(p => p.First is null || p.Second is null || p.First == p.Second || p.First.Contains(p.Second) || p.Second.Contains(p.First));

    private static Found? Of(RowReading reading, IReadOnlyList<IElement> rows, PrintedContext context, RowReading? title)
    {
        var machine = reading.Share(e => e.HasAttribute("datetime")) > 0.5;
        var kinds = new List<string>();
        var text = 0;
        foreach (var element in reading.Elements)
        {
            var printed = PlainText.Squash(PlainText.Of(element));
            text += printed.Length;
            if ((machine ? CallWords.KindOfDate(element.GetAttribute("datetime") ?? "", context) : null) is null && CallWords.KindOfDate(printed, context) is null)
                continue;
            kinds.Add(CallWords.KindOfDate(printed, context) is { Length: > 0 } said ? said : ByPlace(element, rows) ?? "");
        }
        if (kinds.Count < Math.Max(1, rows.Count * 0.25))
            return null;
        var kind = kinds.GroupBy(k => k).MaxBy(g => g.Count())!;
        var average = text / (double)reading.Count;
        var ofTitle = title is not null && reading.Share(e => title.Elements.Any(t => t == e || e.Contains(t) || t.Contains(e))) > 0.5;
        var score = (kinds.Count * 4.0 / rows.Count) + (kind.Count() * 1.0 / kinds.Count)
            - (average / 60) - (reading.Selector.Cost * 0.12) - (ofTitle ? 3 : 0) - ((reading.Count - kinds.Count) * 1.0 / reading.Count) + (machine ? 0.3 : 0);
        var because = kind.Key.Length == 0 ? "a date" : $"its words or its place say '{kind.Key}'";
        // What is printed says the hour and the words; the attribute alone is better only where nothing readable is printed.
        var attribute = machine && reading.Elements.Count(e => CallWords.HoldsDate(PlainText.Squash(e.TextContent), context)) < kinds.Count * 0.8 ? "datetime" : null;
        return new(reading, new(reading.Selector.Text, attribute), kind.Key, kinds.Count, because, score);
    }

    /// <summary>What the label before it, the column's heading, or its class says.</summary>
    private static string? ByPlace(IElement element, IReadOnlyList<IElement> rows)
    {
        for (var (at, steps) = (element, 0); at is not null && steps < 4; at = at.ParentElement, steps++)
        {
            if (StableNames.Classes(at).Where(c => StableNames.Cost(c) < 3).Select(CallWords.KindByWords).FirstOrDefault(k => k is not null) is { } named)
                return named;
            if (at.LocalName is "td" && Heading(at) is { } heading && CallWords.KindByWords(heading) is { } column)
                return column;
            if (at.GetAttribute("data-label") is { } label && CallWords.KindByWords(label) is { } labelled)
                return labelled;
            if (rows.Contains(at))
                break;
            // The words just before: <span>Closing date</span> <b>5 May</b>
            if (at.PreviousSibling is { } before && PlainText.Squash(before.TextContent) is { Length: 0 } && before.PreviousSibling is { } further)
            {
                if (Short(further) is { } words && CallWords.KindByWords(words) is { } said)
                    return said;
            }
            else if (at.PreviousSibling is { } directly && Short(directly) is { } near && CallWords.KindByWords(near) is { } saidNear)
            {
                return saidNear;
            }
        }
        return null;
    }

    private static string? Short(INode node) => PlainText.Squash(node.TextContent) is { Length: > 1 and < 50 } words && !words.Any(char.IsAsciiDigit) ? words : null;

    private static string? Heading(IElement cell)
    {
        var column = cell.ParentElement!.Children.TakeWhile(c => c != cell).Count();
        var head = cell.Closest("table")?.QuerySelector("tr:has(> th)");
        return head is not null && column < head.Children.Length ? PlainText.Squash(head.Children[column].TextContent) : null;
    }

    private static IEnumerable<string> Labels(IReadOnlyList<IElement> rows) => rows
        .SelectMany(r => r.QuerySelectorAll("dt, th, strong, b, label").Take(20).Select(e => PlainText.Squash(e.TextContent).TrimEnd(':', ' ')).Distinct(StringComparer.OrdinalIgnoreCase))
        .Where(l => l.Length is > 2 and < 50 && !l.Any(char.IsAsciiDigit))
        .GroupBy(l => l, StringComparer.OrdinalIgnoreCase)
        .Where(g => g.Count() >= rows.Count * 0.25)
        .Select(g => g.Key)
        .Take(20);

    private static Found? OfLabel(string label, IReadOnlyList<IElement> rows, Uri page, PrintedContext context)
    {
        var rule = new RowRule(null, Label: label);
        var dated = rows.Select(r => rule.Read(r, page)).OfType<string>().Count(v => v.Length <= LongestDate && CallWords.HoldsDate(v, context));
        return dated < Math.Max(1, rows.Count * 0.25) ? null
            : new(null, rule, CallWords.KindByWords(label) ?? "", dated, $"the label '{label}'", (dated * 4.0 / rows.Count) + 2);
    }

    // The date stands loose among the row's words.
    private static Found? OfWholeRow(IReadOnlyList<IElement> rows, PrintedContext context)
    {
        var kinds = rows.Select(r => CallWords.KindOfDate(PlainText.Squash(PlainText.Of(r)), context)).Where(k => k is { Length: > 0 }).ToList();
        return kinds.Count < rows.Count * 0.5 ? null
            : new(null, new(""), kinds.GroupBy(k => k!).MaxBy(g => g.Count())!.Key, kinds.Count, "a date within the row's words", 0);
    }
}
