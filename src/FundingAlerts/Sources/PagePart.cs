using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources;

/// <summary>A row or a page, in markup or JSON, that field rules are held against.</summary>
internal abstract class PagePart
{
    /// <summary>What a rule finds before its filters, in the order of the document; empty strings included.</summary>
    public abstract IEnumerable<string> Find(FieldRule rule, FilterContext context);

    /// <summary>Whether a sign stands here.</summary>
    public abstract bool Shows(Sign sign);
}

internal sealed class JsonPart(JToken token) : PagePart
{
    public override IEnumerable<string> Find(FieldRule rule, FilterContext context) =>
        rule.Path is { } path ? JsonText.Select(token, context.FillPath(path)).Select(JsonText.Of) : [];

    public override bool Shows(Sign sign) =>
        sign.Path is { } path ? JsonText.Select(token, path).Select(JsonText.Of).Any(v => sign.Text is { } exact ? v == exact : v is not ("" or "false" or "0" or "[]" or "{}"))
        : sign.Text is { } words && token.ToString(Newtonsoft.Json.Formatting.None).Contains(words, StringComparison.OrdinalIgnoreCase);
}

/// <param name="embedded">The JSON that the page carries, for rules with a path; null when it carries none.</param>
internal sealed class MarkupPart(IElement element, MarkupSearch search, JToken? embedded = null) : PagePart
{
    private LabelledValue? labels;

    public override IEnumerable<string> Find(FieldRule rule, FilterContext context)
    {
        if (rule.Path is not null)
            return embedded is null ? [] : new JsonPart(embedded).Find(rule, context);
        var found = rule.Label is { } wanted
            ? (labels ??= new(element)).Find(wanted)
            : rule.Select is { Length: > 0 } select ? search.All(element, select) : [element];
        return found.Select(e => TextOf(e, rule));
    }

    public override bool Shows(Sign sign) =>
        sign.Path is not null ? embedded is not null && new JsonPart(embedded).Shows(sign)
        : sign.Select is { } select ? search.All(element, select).Any(e => sign.Text is null || Says(e, sign.Text))
        : sign.Text is { } words && Says(element, words);

    private static bool Says(IElement element, string words) =>
        PlainText.Squash(element.TextContent).Contains(PlainText.Squash(words), StringComparison.OrdinalIgnoreCase);

    private string TextOf(IElement found, FieldRule rule)
    {
        if (rule.Attr is { } attribute)
            return found.GetAttribute(attribute) ?? "";
        if (rule.Remove is { } remove)
        {
            found = (IElement)found.Clone(deep: true);
            foreach (var unwanted in search.All(found, remove).ToList())
                unwanted.Remove();
        }
        // In feeds the text of an element may itself be HTML, which the filter "text" unwraps.
        return found is IHtmlElement ? PlainText.Of(found) : found.TextContent;
    }
}
