using AngleSharp.Dom;
using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Sources.Curation;

/// <summary>Finds title, address, reference, dates and summary within the rows of a listing.</summary>
internal sealed class RowFields
{
    private const int MostElements = 150;
    private const int MostSelectors = 400;

    private readonly IReadOnlyList<IElement> _rows;
    private readonly Uri _page;
    private readonly PrintedContext _context;
    private readonly List<RowReading> _readings;

    public RowFields(IReadOnlyList<IElement> rows, Uri page, PrintedContext context)
    {
        _rows = RowScore.Sample(rows);
        _page = page;
        _context = context;
        _readings = [.. Selectors(_rows).Select(s => RowReading.Of(s, _rows)).Where(r => r.Count > 0)];
    }

    public IReadOnlyList<ProposedField> Propose()
    {
        var fields = new List<ProposedField>();
        var title = Title();
        var link = Link(title);
        if (link is not null)
        {
            fields.Add(Field(FieldNames.Address, link.Value.Rule, link.Value.Because, link.Value.Sureness));
            fields.Add(Reference(link.Value.Rule));
        }
        if (title is not null)
        {
            var others = Titles().Where(t => t.Selector.Text != title.Selector.Text && !t.SameTextAs(title) && !t.Texts.Take(3).Any(x => CallWords.HoldsDate(x, _context))).Take(2);
            fields.Add(Field(FieldNames.Title, new(title.Selector.Text), "distinct and as long as titles are", title.Count >= _rows.Count * 0.9 ? Sureness.Sure : Sureness.Likely, others.Select(o => Said(new(o.Selector.Text)))));
        }
        fields.AddRange(RowDates.Find(_readings, _rows, _page, _context, title));
        if (Summary(title) is { } summary)
            fields.Add(Field(FieldNames.Summary, new(summary.Selector.Text), "the longest text beside the title", Sureness.Guess));
        return fields;
    }

    private IEnumerable<RowReading> Titles() => _readings
        .Where(r => r.Count >= Math.Max(1, _rows.Count * 0.6) && r.Distinct >= r.Count * 0.5)
        .Where(r => r.MedianLength is >= 6 and <= 300)
        .OrderByDescending(TitleScore);

    private RowReading? Title()
    {
        var best = Titles().FirstOrDefault();
        if (best is not null && (IsHeadline(best.First!) || best.Texts.Count < best.Count))
            return best;
        // Rows of two kinds have headlines of two kinds.
        var headlines = _readings.Where(r => r.Count >= _rows.Count * 0.2 && r.Count < _rows.Count * 0.9 && r.MedianLength is >= 6 and <= 200 && IsHeadline(r.First!) && r.Distinct >= r.Count * 0.5)
            .OrderBy(r => r.Selector.Cost).DistinctBy(r => r.First).Take(20).ToList();
        foreach (var one in headlines)
        {
            var other = headlines.FirstOrDefault(o => one.Count + o.Count >= _rows.Count * 0.9 && one.Found.Zip(o.Found).All(p => p.First is null || p.Second is null));
            if (other is not null)
                return RowReading.Of(new($"{one.Selector.Text}, {other.Selector.Text}", one.Selector.Cost + other.Selector.Cost + 1), _rows);
        }
        return best;
    }

    private static bool IsHeadline(IElement element) =>
        element.LocalName is ['h', >= '1' and <= '6'] || element.ParentElement?.LocalName is ['h', >= '1' and <= '6'] || element.LocalName is "a"
        || element.ClassList.Any(c => c.Contains("title", StringComparison.OrdinalIgnoreCase) || c.Contains("headline", StringComparison.OrdinalIgnoreCase));

    private double TitleScore(RowReading reading)
    {
        double count = _rows.Count;
        var tag = reading.First!.LocalName;
        var heading = tag is ['h', >= '1' and <= '6'] || reading.First.ParentElement?.LocalName is ['h', >= '1' and <= '6'];
        var named = reading.First.ClassList.Any(c => c.Contains("title", StringComparison.OrdinalIgnoreCase) || c.Contains("headline", StringComparison.OrdinalIgnoreCase) || c.Contains("name", StringComparison.OrdinalIgnoreCase));
        var linked = reading.Share(e => e.LocalName is "a" || e.QuerySelector("a[href]") is not null || e.Closest("a[href]") is not null);
        var dated = reading.Texts.Take(8).Count(t => t.Length < 40 && CallWords.HoldsDate(t, _context)) / (double)Math.Min(8, reading.Count);
        var lines = reading.Share(e => e.Children.Count(c => c.LocalName is "div" or "p" or "ul" or "li" or "h2" or "h3" or "h4" or "td" or "dl" or "br") > 1);
        return (reading.Count / count * 4) + (reading.Distinct / count * 4)
            + (reading.MedianLength switch { < 12 => 0, < 22 => 1, < 160 => 2, < 220 => 1, _ => 0 })
            + (heading ? 2 : 0) + (named ? 1 : 0) + (linked * 1.2)
            - (EndsAlike(reading.Texts) ? 4 : 0)
            - (dated * 4) - (lines * 2.5) - (reading.Selector.Cost * 0.12) - (tag is "p" ? 0.5 : 0)
            - (reading.Rank * 0.02);
    }

    // "… Read more", "… Open link here": a title and a link's words in one.
    private static bool EndsAlike(IReadOnlyList<string> texts)
    {
        if (texts.Count < 3)
            return false;
        var shared = texts.Aggregate((a, b) => a[^a.Reverse().Zip(b.Reverse()).TakeWhile(p => p.First == p.Second).Count()..]);
        return shared.Length >= 8;
    }

    private (RowRule Rule, string Because, Sureness Sureness)? Link(RowReading? title)
    {
        RowReading? best = null;
        var most = 0.0;
        foreach (var reading in _readings)
        {
            var addresses = reading.Elements.Where(e => e.LocalName is "a").Select(e => RowLink.Address(e, _page)).OfType<Uri>().ToList();
            if (addresses.Count < _rows.Count * 0.5)
                continue;
            var distinct = addresses.Select(a => a.AbsoluteUri).Distinct(StringComparer.Ordinal).Count();
            var ofTitle = title is null ? 0 : reading.Share(e => title.Elements.Any(t => t == e || t.Contains(e) || e.Contains(t)));
            var score = (addresses.Count * 2.0 / _rows.Count) + (distinct * 3.0 / _rows.Count) + (ofTitle * 1.5) - (reading.Selector.Cost * 0.1)
                - (addresses.Count(a => !string.Equals(a.Host, _page.Host, StringComparison.OrdinalIgnoreCase)) * 0.5 / addresses.Count);
            if (score > most)
                (best, most) = (reading, score);
        }
        if (best is null)
            return null;
        var rule = new RowRule(best.Selector.Text, "href", Absolute: true);
        var scripted = best.Elements.Count(e => e.GetAttribute("href")?.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true);
        return scripted > best.Count / 2
            ? (rule with { Find = RowLink.InScriptPattern }, "an address within the link's script", Sureness.Guess)
            : (rule, "each row's own link", best.Count >= _rows.Count * 0.9 ? Sureness.Sure : Sureness.Likely);
    }

    private ProposedField Reference(RowRule link)
    {
        var (rule, because, values) = ReferenceRule.For([.. _rows.Select(r => link.Read(r, _page)).OfType<string>()]);
        return new(FieldNames.Reference, values.Count, _rows.Count, because, [.. values.Take(3)], []) { Rules = [rule], Sureness = Sureness.Likely };
    }

    private RowReading? Summary(RowReading? title) => _readings
        .Where(r => r.Count >= _rows.Count * 0.5 && r.Distinct >= r.Count * 0.7 && r.MedianLength is >= 40 and <= 1500)
        .Where(r => title is null || r.Share(e => title.Elements.Any(t => t == e || e.Contains(t) || t.Contains(e))) == 0)
        .Where(r => title is null || !r.SameTextAs(title))
        .Where(r => r.First!.QuerySelector("dt, th, time") is null && !CallWords.HoldsDate(r.Texts[0], _context))
        .OrderByDescending(r => Math.Min(r.MedianLength, 400) - (r.Selector.Cost * 10))
        .FirstOrDefault();

    private ProposedField Field(string name, RowRule rule, string because, Sureness sureness, IEnumerable<string>? alternatives = null)
    {
        var values = _rows.Select(r => rule.Read(r, _page)).OfType<string>().ToList();
        return new(name, values.Count, _rows.Count, because, [.. values.Take(3)], [.. alternatives ?? []]) { Rules = [rule], Sureness = sureness };
    }

    private string Said(RowRule rule) =>
        $"{rule} — {string.Join(" | ", _rows.Select(r => rule.Read(r, _page)).OfType<string>().Take(2).Select(v => Yaml.Comment(v, 50)))}";

    /// <summary>All ways to name something in a row, from a few rows of the sample.</summary>
    private static IEnumerable<Selector> Selectors(IReadOnlyList<IElement> rows)
    {
        var seen = new Dictionary<string, Selector>(StringComparer.Ordinal);
        foreach (var row in rows.Take(3).Concat(rows.Skip(3).Where((_, i) => i % 6 == 0)).Take(7))
        {
            foreach (var element in row.QuerySelectorAll("*").Take(MostElements).Prepend(row))
            {
                if (seen.Count >= MostSelectors)
                    return seen.Values;
                if (element.LocalName is "script" or "style" or "svg" or "path" or "img" or "input" or "br" || (element.TextContent.Length == 0 && !element.HasAttribute("href") && !element.HasAttribute("datetime")))
                    continue;
                foreach (var selector in Curation.Selectors.Within(row, element))
                {
                    if (!seen.TryGetValue(selector.Text, out var known) || known.Cost > selector.Cost)
                        seen[selector.Text] = selector;
                }
            }
        }
        return seen.Values;
    }
}
