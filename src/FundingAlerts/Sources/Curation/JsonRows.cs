using System.Text.RegularExpressions;
using FundingAlerts.Opportunities.Printed;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources.Curation;

/// <summary>Proposes rows and fields of an interface's answer: the list of objects that have titles and addresses.</summary>
internal static partial class JsonRows
{
    private const int Sampled = 40;

    private sealed record Leaf(string Path, IReadOnlyList<string> Values, int Rows)
    {
        public string Key { get; } = Path[(Path.LastIndexOf('.') + 1)..];

        public double Share => Values.Count / (double)Rows;

        public double Distinct => Values.Distinct(StringComparer.Ordinal).Count() / (double)Math.Max(1, Values.Count);

        public double Length => Values.Average(v => v.Length);
    }

    public static Draft Propose(JToken root, Uri page, PrintedContext context)
    {
        var drafts = JsonLeaves.Lists(root)
            .OrderByDescending(l => l.Rows.Count)
            .Take(20)
            .Select(l => Try(l.Path, l.Rows, page, context))
            .OfType<(Draft Draft, double Score)>()
            .OrderByDescending(d => d.Score)
            .ToList();
        if (drafts.Count == 0)
            return Draft.Nothing("The JSON holds no list of objects with a title each. Look whether this is the address that the list comes from.");
        var others = drafts.Skip(1).Take(2).Select(d => $"another list: path {d.Draft.Rows} ({d.Draft.Count} rows)");
        return drafts[0].Draft with { Remarks = [.. others] };
    }

    private static (Draft Draft, double Score)? Try(string path, IReadOnlyList<JObject> all, Uri page, PrintedContext context)
    {
        var rows = all.Count <= Sampled ? all : [.. Enumerable.Range(0, Sampled).Select(i => all[i * (all.Count - 1) / (Sampled - 1)])];
        var leaves = rows.SelectMany(JsonLeaves.Of).GroupBy(l => l.Path, StringComparer.Ordinal)
            .Select(g => new Leaf(g.Key, [.. g.Select(l => l.Value)], rows.Count))
            .ToList();
        var title = Best(leaves, l => (TitleKey().IsMatch(l.Key) ? 4 : 0) + (l.Length switch { < 8 => 0, < 20 => 1, < 200 => 2, _ => -1 }) + (l.Distinct * 2) - (IsAddress(l) ? 9 : 0) - (IsDate(l, context) ? 9 : 0));
        if (title is null || title.Length < 6 || title.Distinct < 0.5 || IsAddress(title))
            return null;
        var fields = new List<ProposedField>();
        var link = Best(leaves.Where(IsAddress), l => (LinkKey().IsMatch(l.Key) ? 3 : 0) + (l.Distinct * 4) - (Picture().IsMatch(l.Key) ? 5 : 0));
        var id = Best(leaves.Where(l => !IsAddress(l) && IdKey().IsMatch(l.Key)), l => (l.Distinct * 4) + (l.Path.Count(c => c == '.') == 1 ? 1 : 0) - (l.Length > 80 ? 3 : 0));
        if (link is not null)
            fields.Add(Field(FieldNames.Address, link, "values that are addresses", new(null, Path: link.Path, Absolute: true), Sureness.Sure));
        if (id is { Distinct: > 0.9, Share: > 0.9 })
            fields.Add(Field(FieldNames.Reference, id, "a key that names an identifier", new(null, Path: id.Path), Sureness.Likely));
        else if (link is not null)
            fields.Add(ByAddress([.. link.Values.Select(v => Uri.TryCreate(page, v, out var address) ? address.AbsoluteUri : v)], rows.Count));
        else
            return null;
        if (link is null)
            fields.Add(new(FieldNames.Address, 0, rows.Count, "no key holds an address: write the page of a call, with ${reference} in it", [], []) { Rules = [new(null, Value: $"{page.GetLeftPart(UriPartial.Path)}#${{reference}}")] });
        fields.Add(Field(FieldNames.Title, title, TitleKey().IsMatch(title.Key) ? "a key that names a title" : "distinct and as long as titles are", new(null, Path: title.Path, Html: title.Values.Any(v => v.Contains('<', StringComparison.Ordinal))), TitleKey().IsMatch(title.Key) ? Sureness.Sure : Sureness.Guess));
        fields.AddRange(Dates(leaves, context));
        if (Best(leaves.Where(l => l != title && l.Length > 60 && !IsAddress(l)), l => (SummaryKey().IsMatch(l.Key) ? 3 : 0) + l.Distinct - (l.Length > 3000 ? 2 : 0)) is { } summary)
            fields.Add(Field(FieldNames.Summary, summary, "the longest text", new(null, Path: summary.Path, Html: true), Sureness.Guess));
        // The reader fills fields in their order, and the reference may need the address.
        var ordered = fields.OrderBy(f => f.Name == FieldNames.Address && f.Rules[0].Value is null ? 0 : f.Name == FieldNames.Reference ? 1 : 2).ToList();
        var score = (Math.Log2(all.Count + 1) * (1 + title.Share + (link?.Distinct ?? 0) + (TitleKey().IsMatch(title.Key) ? 1 : 0))) - path.Count(c => c == '[');
        return (new(path, all.Count, link is null ? Sureness.Guess : Sureness.Sure, ordered, []), score);
    }

    private static IEnumerable<ProposedField> Dates(List<Leaf> leaves, PrintedContext context)
    {
        var dated = leaves.Where(l => IsDate(l, context)).ToList();
        foreach (var kind in new[] { FieldNames.Closes, FieldNames.Opens, FieldNames.Published })
        {
            var named = dated.Where(l => CallWords.KindByWords(Words(l.Path)) == kind || (kind == FieldNames.Published && CallWords.KindByWords(Words(l.Path)) is null));
            if (Best(named, l => (l.Share * 3) + (CallWords.KindByWords(Words(l.Path)) is null ? 0 : 2)) is { } best)
                yield return Field(kind, best, $"a date under '{best.Key}'", new(null, Path: best.Path), CallWords.KindByWords(Words(best.Path)) is null ? Sureness.Guess : Sureness.Likely);
        }
    }

    private static ProposedField ByAddress(IReadOnlyList<string> addresses, int rows)
    {
        var (rule, because, values) = ReferenceRule.For(addresses);
        return new(FieldNames.Reference, values.Count, rows, because, [.. values.Take(3)], []) { Rules = [rule], Sureness = Sureness.Likely };
    }

    private static ProposedField Field(string name, Leaf leaf, string because, RowRule rule, Sureness sureness) =>
        new(name, leaf.Values.Count, leaf.Rows, because, [.. leaf.Values.Take(3)], []) { Rules = [rule], Sureness = sureness };

    private static Leaf? Best(IEnumerable<Leaf> leaves, Func<Leaf, double> score) =>
        leaves.Where(l => l.Share >= 0.3).Select(l => (Leaf: l, Score: score(l) + (l.Share * 3) - (l.Path.Length * 0.01))).OrderByDescending(l => l.Score).Select(l => l.Leaf).FirstOrDefault();

    private static bool IsAddress(Leaf leaf) =>
        leaf.Values.Count(v => v.StartsWith("http", StringComparison.OrdinalIgnoreCase) || (v.Length > 3 && v[0] == '/' && !v.Contains(' ', StringComparison.Ordinal))) > leaf.Values.Count * 0.8;

    private static bool IsDate(Leaf leaf, PrintedContext context) =>
        leaf.Length is >= 6 and < 60 && leaf.Values.Take(12).Count(v => CallWords.HoldsDate(v, context)) >= Math.Min(12, leaf.Values.Count) * 0.6;

    // closingDate → closing Date, deadline_date → deadline date
    private static string Words(string path) => Camel().Replace(path, " $0").Replace('_', ' ').Replace('.', ' ');

    [GeneratedRegex("(?:title|titel|titre|name|naam|headline|label|heading|bezeichnung|intitule)(?:\\[0\\])?$|^(?:title|titel|titre)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex TitleKey();

    [GeneratedRegex("url|link|href|permalink|address|web", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LinkKey();

    [GeneratedRegex("image|img|logo|thumb|icon|picture|photo|pdf|api", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Picture();

    [GeneratedRegex("^(?:_?id|.*identifier|.*reference|ref|code|slug|uuid|guid|.*number|nummer|.*Id|.*_id|key|sys_id)(?:\\[0\\])?$", RegexOptions.NonBacktracking)]
    private static partial Regex IdKey();

    [GeneratedRegex("summary|description|intro|abstract|excerpt|teaser|omschrijving|beschreibung|samenvatting", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SummaryKey();

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.None, 250)]
    private static partial Regex Camel();
}
