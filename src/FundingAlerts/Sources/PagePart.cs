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

/// <param name="at">The number of the row or the page in its tree.</param>
/// <param name="embedded">The JSON that the page carries, for rules with a path; null when it carries none.</param>
internal sealed class MarkupPart(MarkupTree tree, int at, JToken? embedded = null) : PagePart
{
    private LabelledValue? labels;
    private string? words;

    // Signs are several, and each is sought in all that the page says.
    private string Words => words ??= Squashed(at);

    public override IEnumerable<string> Find(FieldRule rule, FilterContext context)
    {
        if (rule.Path is not null)
            return embedded is null ? [] : new JsonPart(embedded).Find(rule, context);
        if (rule.Label is { } wanted)
            return (labels ??= new(tree, at)).Find(wanted).Select(v => TextOf(v, rule));
        return rule.Select is { Length: > 0 } select ? FindAll(select, rule) : [TextOf(tree.Span(at), rule)];
    }

    private IEnumerable<string> FindAll(string selector, FieldRule rule)
    {
        foreach (var found in tree.All(at, selector))
            yield return TextOf(tree.Span(found), rule);
    }

    public override bool Shows(Sign sign) =>
        sign.Path is not null ? embedded is not null && new JsonPart(embedded).Shows(sign)
        : sign.Select is { } select ? tree.All(at, select).Any(e => sign.Text is null || Says(Squashed(e), sign.Text))
        : sign.Text is not null && Says(Words, sign.Text);

    private static bool Says(string words, string sign) => words.Contains(PlainText.Squash(sign), StringComparison.OrdinalIgnoreCase);

    private string Squashed(int element) => PlainText.Squash(tree.Texts.Content(tree.Span(element)));

    private string TextOf(MarkupSpan found, FieldRule rule)
    {
        if (rule.Attr is { } attribute)
            return found.IsPart ? "" : tree.Element(found.From).GetAttribute(attribute) ?? "";
        if (rule.Remove is not { } remove)
            return Text(tree, found);
        if (MarkupSelector.Of(remove).IsPlain)
            return Text(tree, found with { Left = tree.All(found, remove).ToHashSet() });
        // What is to go is sought as if nothing stood around it.
        using var alone = MarkupTree.Of(tree.ElementOf(found).Clone(deep: true), tree.Time);
        return Text(alone, alone.Span(0) with { Left = alone.All(0, remove).ToHashSet() });
    }

    // In feeds the text of an element may itself be HTML, which the filter "text" unwraps.
    private static string Text(MarkupTree tree, MarkupSpan found) =>
        found.IsPart || tree.Node(found.From) is IHtmlElement ? tree.Texts.Plain(found) : tree.Texts.Content(found);
}
