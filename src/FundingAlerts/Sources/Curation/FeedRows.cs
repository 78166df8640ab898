using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>Proposes rows and fields of a feed: RSS, Atom and their relatives.</summary>
internal static class FeedRows
{
    private static readonly string[] Kinds = ["item", "entry", "url"];

    private static readonly (string Field, RowRule[] Ways)[] Fields =
    [
        (FieldNames.Address, [new("link[rel=alternate]", "href"), new("link[href]", "href"), new("link"), new("guid[isPermaLink=true]"), new("loc")]),
        (FieldNames.Title, [new("title")]),
        (FieldNames.Published, [new("pubDate"), new("published"), new("date"), new("updated"), new("lastmod")]),
        (FieldNames.Summary, [new("description", Html: true), new("summary", Html: true), new("content", Html: true), new("encoded", Html: true)]),
    ];

    public static Draft Propose(IDocument document, Uri page)
    {
        var selector = Kinds.FirstOrDefault(s => document.QuerySelectorAll(s).Length > 0);
        if (selector is null)
            return Draft.Nothing("The document is XML but no feed that we know: it has no item and no entry. Write rows.select by hand.");
        var rows = RowScore.Sample([.. document.QuerySelectorAll(selector)]);
        var fields = new List<ProposedField>();
        foreach (var (name, ways) in Fields)
        {
            var best = ways
                .Select(w => (Rule: w, Values: rows.Select(r => w.Read(r, page)).OfType<string>().ToList()))
                .OrderByDescending(w => w.Values.Count)
                .First();
            if (best.Values.Count == 0)
                continue;
            fields.Add(new(name, best.Values.Count, rows.Count, "a feed's own element", [.. best.Values.Take(3)], []) { Rules = [best.Rule], Sureness = Sureness.Sure });
            if (name == FieldNames.Address)
                fields.Add(Reference(rows, best.Values, page));
        }
        return fields.Exists(f => f.Name == FieldNames.Title) && fields.Exists(f => f.Name == FieldNames.Address)
            ? new(selector, document.QuerySelectorAll(selector).Length, Sureness.Sure, fields, ["a feed seldom holds all current calls and hardly ever a deadline: add 'follow' for the calls' own pages"])
            : Draft.Nothing($"The feed's '{selector}' elements have no title or no link. Write the fields by hand.");
    }

    private static ProposedField Reference(IReadOnlyList<IElement> rows, IReadOnlyList<string> addresses, Uri page)
    {
        var (rule, because, values) = ReferenceRule.For(addresses);
        var guid = new RowRule("guid");
        var guids = rows.Select(r => guid.Read(r, page)).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        IReadOnlyList<string> others = guids == rows.Count ? ["select: guid, filters: [squash]"] : [];
        return new(FieldNames.Reference, values.Count, rows.Count, because, [.. values.Take(3)], others) { Rules = [rule], Sureness = Sureness.Likely };
    }
}
