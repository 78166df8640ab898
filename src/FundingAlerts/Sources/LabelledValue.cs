using AngleSharp.Dom;

namespace FundingAlerts.Sources;

/// <summary>
/// Finds a value by its printed label, wherever a site puts it: dt → dd, th → td, strong or label → what follows,
/// heading → what stands below it until the next heading. Positions change with every redesign, labels hardly ever.
/// </summary>
internal static class LabelledValue
{
    private const string Labels = "dt, th, strong, b, label, legend, h1, h2, h3, h4, h5, h6";

    public static IEnumerable<IElement> Find(IElement within, IReadOnlyList<string> labels)
    {
        foreach (var candidate in within.QuerySelectorAll(Labels))
        {
            var printed = PlainText.Squash(candidate.TextContent).TrimEnd(':', ' ');
            if (labels.Any(l => string.Equals(l, printed, StringComparison.OrdinalIgnoreCase)))
                return Below(candidate);
        }
        return [];
    }

    private static IEnumerable<IElement> Below(IElement label)
    {
        // A heading is often wrapped (in an accordion's header): climb until something follows.
        for (var (at, climbed) = (label, 0); at is not null && climbed < 4; at = at.ParentElement, climbed++)
        {
            var following = new List<IElement>();
            for (var next = at.NextElementSibling; next is not null && !EndsValue(next, label); next = next.NextElementSibling)
            {
                following.Add(next);
                if (label.LocalName is "dt" or "th" && next.LocalName is not "dd" and not "td")
                    break;
            }
            if (following.Count > 0)
                return following;
            // <li><strong>Opens:</strong> 3 May</li> has no element after the label, only text.
            if (label.LocalName is "strong" or "b" or "label" && TextAfter(label) is { } rest)
                return [rest];
        }
        return [];
    }

    private static bool EndsValue(IElement next, IElement label) =>
        next.LocalName == label.LocalName || next.LocalName is "dt" or "th" || (IsHeading(label) && IsHeading(next));

    private static bool IsHeading(IElement element) => element.LocalName is ['h', >= '1' and <= '6'];

    private static IElement? TextAfter(IElement label)
    {
        var text = string.Concat(Following(label).Select(n => n.TextContent));
        if (string.IsNullOrWhiteSpace(text) || label.Owner is null)
            return null;
        var value = label.Owner.CreateElement("span");
        value.TextContent = text.TrimStart(':', ' ');
        return value;
    }

    private static IEnumerable<INode> Following(INode label)
    {
        for (var next = label.NextSibling; next is not null; next = next.NextSibling)
            yield return next;
    }
}
