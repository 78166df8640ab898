using AngleSharp.Dom;

namespace FundingAlerts.Sources;

/// <summary>A selector in one tree: the column to look along, and the numbers there that can be meant.</summary>
internal sealed class MarkupQuery
{
    // Looking along a column is a thousand times as quick as asking a selector.
    private const int NodesInAStep = 1_000;
    private readonly MarkupTree tree;
    private readonly MarkupSelector selector;
    private readonly bool byClass;
    private readonly int[]? wanted;

    public MarkupQuery(MarkupTree tree, MarkupSelector selector)
    {
        (this.tree, this.selector) = (tree, selector);
        byClass = selector.Classes is not null;
        wanted = selector.Classes is { } classes ? [.. classes.SelectMany(tree.Classes.NumbersOf).Distinct()]
            : selector.Names is { } names ? tree.TagsOf(names)
            : null;
    }

    /// <summary>The first that fits, of the numbers <paramref name="from"/> up to <paramref name="end"/>; <paramref name="end"/> for none.</summary>
    /// <param name="scope">Within which element it is asked.</param>
    public int Next(int from, int end, IElement? scope)
    {
        for (var at = from; ; at++)
        {
            at = NextCandidate(at, end);
            if (at == end || selector.IsPlain)
                return at;
            tree.Time.Step();
            if (selector.Whole.Match(tree.Element(at), scope))
                return at;
        }
    }

    private int NextCandidate(int from, int end)
    {
        var column = (byClass ? tree.Classes.Numbers : tree.Tags)[from..end];
        var found = wanted is null ? column.IndexOfAnyExceptInRange(0, MarkupTree.Text) : column.IndexOfAny(wanted);
        if ((found < 0 ? column.Length : found) > NodesInAStep)
            tree.Time.Step();
        return found < 0 ? end : from + found;
    }
}
