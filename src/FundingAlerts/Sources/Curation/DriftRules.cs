using AngleSharp.Dom;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources.Curation;

/// <summary>Finds rules that read on the new page what a blind rule read on the old one.</summary>
internal sealed class DriftRules(DriftPage now, SourceDefinition repaired, IReadOnlyList<(int Old, int New)> pairs)
{
    private const int MostPairs = 25;
    private const int Verified = 8;
    private const int MostProposed = 3;
    private const double Alike = 0.6;

    private readonly List<(int Old, int New)> _pairs = [.. pairs.Take(MostPairs)];

    /// <param name="raw">What the rule found on the old page before its filters, one per old row.</param>
    /// <param name="verify">Reads the new page with the rule in the place of the blind one: how many rows, and how many with the old value.</param>
    public IReadOnlyList<(FieldRule Rule, Replacement Replacement)> Find(
        FieldRule blind, IReadOnlyList<string?> raw, Func<FieldRule, (int Finds, int Same)> verify)
    {
        var candidates = now.IsJson ? InJson(raw) : InMarkup(raw, blind);
        return [.. candidates
            .OrderByDescending(c => c.Same - (c.Cost * 0.02))
            .Take(Verified)
            .Select(c => (c, Rule: Instead(blind, c.Rule)))
            .Select(c => (c.c, c.Rule, Read: verify(c.Rule)))
            .Where(c => c.Read.Finds > 0 && c.Read.Same > 0)
            .OrderByDescending(c => c.Read.Same)
            .ThenByDescending(c => c.c.Same - (c.c.Cost * 0.02))
            .Take(MostProposed)
            .Select(c => (c.Rule, new Replacement(Said(c.c.Rule), c.Read.Finds, c.Read.Same, _pairs.Count)))];
    }

    // Filters, maps and defaults stay: only where to look has moved.
    private static FieldRule Instead(FieldRule blind, RowRule found) => blind with
    {
        Select = found.Select,
        Attr = found.Attr,
        Label = found.Label is { } label ? [label] : null,
        Path = found.Path,
        Remove = found.Select is null && found.Label is null ? null : blind.Remove,
    };

    private static string Said(RowRule rule) => string.Join('\n', new[]
    {
        rule.Path is { } path ? $"path: {Yaml.Text(path)}" : rule.Label is { } label ? $"label: [{Yaml.Text(label)}]" : $"select: {Yaml.Text(rule.Select!)}",
        rule.Attr is { } attribute ? $"attr: {attribute}" : "",
    }.Where(line => line.Length > 0));

    private IEnumerable<(RowRule Rule, double Same, int Cost)> InMarkup(IReadOnlyList<string?> raw, FieldRule blind)
    {
        var rows = now.Elements(repaired);
        var found = new Dictionary<RowRule, int>();
        foreach (var (old, current) in _pairs.Where(p => raw[p.Old] is not null).Take(8))
        {
            foreach (var (rule, cost) in InRow(rows[current], raw[old]!, blind).Take(60))
                found[rule] = Math.Min(cost, found.GetValueOrDefault(rule, int.MaxValue));
        }
        foreach (var (rule, cost) in found.OrderBy(f => f.Value).Take(300))
        {
            var same = _pairs.Sum(p => raw[p.Old] is { } value && rule.Read(rows[p.New], now.Address) is { } read ? SameValue.Likeness(value, read) : 0);
            if (same > 0)
                yield return (rule, same, cost);
        }
    }

    private static IEnumerable<(RowRule Rule, int Cost)> InRow(IElement row, string value, FieldRule blind)
    {
        foreach (var element in row.QuerySelectorAll("*").Take(4000).Prepend(row))
        {
            foreach (var attribute in element.Attributes.Where(a => a.Name is not ("class" or "id" or "style")))
            {
                if (attribute.Value.Length < 2000 && SameValue.Likeness(value, attribute.Value) > Alike && (blind.Attr is not null || attribute.Name is not ("title" or "alt" or "aria-label")))
                    foreach (var selector in Selectors.Within(row, element))
                        yield return (new(selector.Text, attribute.Name), selector.Cost + (attribute.Name == blind.Attr ? 0 : 3));
            }
            if (blind.Attr is not null && blind.Attr is not "datetime")
                continue;
            var likeness = SameValue.Likeness(value, element.TextContent);
            if (likeness <= Alike)
                continue;
            foreach (var selector in Selectors.Within(row, element))
                yield return (new(selector.Text), selector.Cost);
        }
        if (blind.Attr is not null)
            yield break;
        foreach (var label in row.QuerySelectorAll("dt, th, strong, b, label, legend, h2, h3, h4").Take(200).Select(e => PlainText.Squash(e.TextContent).TrimEnd(':', ' ')).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (label.Length is > 1 and < 60 && LabelledValue.Find(row, [label]) is [var found, ..] && SameValue.Likeness(value, found.TextContent) > Alike)
                yield return (new(null, Label: label), blind.Label is null ? 2 : -2);
        }
    }

    private IEnumerable<(RowRule Rule, double Same, int Cost)> InJson(IReadOnlyList<string?> raw)
    {
        var rows = now.Tokens(repaired);
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (old, current) in _pairs)
        {
            if (raw[old] is not { } value)
                continue;
            foreach (var (path, read) in JsonLeaves.Of(rows[current]))
            {
                if (SameValue.Likeness(value, read) is > Alike and var likeness)
                    found[path] = found.GetValueOrDefault(path) + likeness;
            }
        }
        return found.Select(f => (new RowRule(null, Path: f.Key), f.Value, f.Key.Length / 10));
    }
}
