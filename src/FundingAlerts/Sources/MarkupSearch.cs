using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace FundingAlerts.Sources;

/// <summary>Finds elements of one page: each selector is parsed once, and no more is looked at than is asked for.</summary>
internal sealed class MarkupSearch(ReadingTime time)
{
    private readonly CssSelectorParser parser = new();
    private readonly Dictionary<string, ISelector> selectors = new(StringComparer.Ordinal);

    /// <summary>The elements below a node that a CSS selector fits, in the order of the document.</summary>
    /// <exception cref="PageTakesTooLongException">While the elements are enumerated.</exception>
    public IEnumerable<IElement> All(INode within, string selector)
    {
        var wanted = Parsed(selector);
        var scope = within as IElement ?? (within as IDocument)?.DocumentElement;
        return Below(within).Where(e => wanted.Match(e, scope));
    }

    private ISelector Parsed(string selector)
    {
        if (!selectors.TryGetValue(selector, out var parsed))
            selectors[selector] = parsed = parser.ParseSelector(selector) ?? throw new DomException(DomError.Syntax);
        return parsed;
    }

    // A loop with its own stack, and by index: AngleSharp looks a sibling's place up anew each time.
    private IEnumerable<IElement> Below(INode root)
    {
        var stack = new Stack<(INodeList Nodes, int Next)>();
        stack.Push((root.ChildNodes, 0));
        while (stack.TryPop(out var at))
        {
            while (at.Next < at.Nodes.Length)
            {
                if (at.Nodes[at.Next++] is not IElement element)
                    continue;
                time.Step();
                yield return element;
                if (element.ChildNodes.Length == 0)
                    continue;
                stack.Push(at);
                at = (element.ChildNodes, 0);
            }
        }
    }
}
