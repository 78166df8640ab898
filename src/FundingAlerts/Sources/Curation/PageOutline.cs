using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>A page's elements outside of the site's own parts, with the amount of text in each; made in one pass.</summary>
internal sealed class PageOutline
{
    // People's pages have some thousands of elements and a depth of some dozens.
    private const int MostElements = 150_000;
    private const int Deepest = 200;

    private static readonly HashSet<string> Silent = ["script", "style", "noscript", "template", "svg", "head", "iframe", "option"];

    private readonly Dictionary<IElement, int> _text = [];

    private PageOutline()
    {
    }

    /// <summary>In the order of the document.</summary>
    public List<IElement> Elements { get; } = [];

    /// <summary>Characters of text in the element and below, without its white space.</summary>
    public int TextIn(IElement element) => _text.GetValueOrDefault(element);

    public bool Holds(IElement element) => _text.ContainsKey(element);

    /// <param name="withChrome">Menus and footers too: for looking up what is known to be there.</param>
    public static PageOutline Of(IElement root, bool withChrome = false)
    {
        var outline = new PageOutline();
        var stack = new Stack<(IElement Element, int Depth)>();
        stack.Push((root, 0));
        while (stack.TryPop(out var next) && outline.Elements.Count < MostElements)
        {
            var (element, depth) = next;
            if (Silent.Contains(element.LocalName) || (!withChrome && SiteChrome.Begins(element)))
                continue;
            outline.Elements.Add(element);
            outline._text[element] = OwnText(element);
            if (depth >= Deepest)
                continue;
            // By index: asking a node for its sibling counts all siblings anew.
            for (var i = element.ChildNodes.Length - 1; i >= 0; i--)
            {
                if (element.ChildNodes[i] is IElement child)
                    stack.Push((child, depth + 1));
            }
        }
        for (var i = outline.Elements.Count - 1; i > 0; i--)
        {
            var element = outline.Elements[i];
            if (element.ParentElement is { } parent && outline._text.ContainsKey(parent))
                outline._text[parent] += outline._text[element];
        }
        return outline;
    }

    private static int OwnText(IElement element)
    {
        var length = 0;
        for (var i = 0; i < element.ChildNodes.Length; i++)
        {
            if (element.ChildNodes[i] is IText text)
                length += text.Data.AsSpan().Trim().Length;
        }
        return length;
    }
}
