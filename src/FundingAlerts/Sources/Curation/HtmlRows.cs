using AngleSharp.Dom;
using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Sources.Curation;

/// <summary>Proposes rows and fields of an HTML listing.</summary>
internal static class HtmlRows
{
    private const int Tried = 6;

    // On a page of so many elements every try takes seconds.
    private const int Huge = 50_000;
    // Found by trial on real pages: below are fragments of a page's layout.
    private const double LeastScore = 6;
    private const double LeastScoreOfTwo = 9;

    public static Draft Propose(IDocument document, Uri page, PrintedContext context)
    {
        if (document.Body is not { } body)
            return Draft.Nothing("The page has no body to find calls in.");
        var outline = PageOutline.Of(body);
        var groups = RowGroups.Find(outline, page, context);
        if (groups.Count == 0)
            return Draft.Nothing("Nothing on the page repeats as a list of calls does. Give the address of the list itself, or write rows.select by hand.");
        var tries = groups.Take(outline.Elements.Count > Huge ? 2 : Tried).Select(g => Try(document, outline, g, page, context)).OfType<(Draft Draft, double Score)>().OrderByDescending(t => t.Score).ToList();
        if (tries.Count == 0)
            return Draft.Nothing("Elements repeat on the page, but they do not lead to a page each: all have the same link, or none. If the list is filled by a script, look in the browser's network panel for the address that its data comes from.");
        if (tries[0].Score < (tries[0].Draft.Count == 2 ? LeastScoreOfTwo : LeastScore))
            return Draft.Nothing($"Nothing on the page looks enough like a list of calls; the nearest is '{tries[0].Draft.Rows}' with {tries[0].Draft.Count} elements. Give the address of the list itself.");
        var best = tries[0].Draft;
        var others = tries.Skip(1).Where(t => t.Draft.Rows != best.Rows).DistinctBy(t => t.Draft.Rows).Take(3)
            .Select(t => $"another list: select {t.Draft.Rows} ({t.Draft.Count} rows, such as: {Yaml.Comment(Title(t.Draft), 60)})");
        return best with { Remarks = [.. best.Remarks, .. others], Next = NextPage.Of(document, page) };
    }

    private static string Title(Draft draft) => draft.Fields.FirstOrDefault(f => f.Name == FieldNames.Title) is { Samples.Count: > 0 } title ? title.Samples[0] : "";

    private static (Draft Draft, double Score)? Try(IDocument document, PageOutline outline, RowGroup group, Uri page, PrintedContext context)
    {
        var selectors = RowSelector.For(document, group.Rows);
        if (selectors.Count == 0)
            return null;
        var (selector, fit) = selectors[0];
        IReadOnlyList<IElement> rows = [.. document.QuerySelectorAll(selector.Text)];
        // The selector may find more of the same: those count too.
        var found = fit > 0.999 ? group : RowScore.Of(group with { Rows = rows }, outline, page, context);
        var fields = new RowFields(rows, page, context).Propose();
        var draft = new Draft(
            selector.Text,
            rows.Count,
            found.Links > 0.8 && rows.Count >= 5 ? Sureness.Sure : found.Links > 0.6 ? Sureness.Likely : Sureness.Guess,
            fields,
            [.. selectors.Skip(1).Where(s => s.Fit > 0.9).Take(2).Select(s => $"the same rows by: {s.Selector.Text}")]);
        if (!draft.Has(FieldNames.Title) || !draft.Has(FieldNames.Address) || Distinct(rows, fields, page) < Math.Max(2, rows.Count * 0.5))
            return null;
        var dates = fields.Where(f => f.Name is FieldNames.Closes or FieldNames.Opens or FieldNames.Published).Select(f => f.Found / (double)f.Rows).DefaultIfEmpty(0).Max();
        return (draft, (found.Score * (0.8 + (0.2 * fit)) * (1 - (Math.Min(20, selector.Cost) / 70.0))) + dates);
    }

    private static int Distinct(IReadOnlyList<IElement> rows, IReadOnlyList<ProposedField> fields, Uri page)
    {
        var rule = fields.First(f => f.Name == FieldNames.Address).Rules[0];
        return rows.Select(r => rule.Read(r, page)).OfType<string>().Distinct(StringComparer.Ordinal).Count();
    }
}
