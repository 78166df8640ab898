using System.Buffers;
using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace FundingAlerts.Sources;

/// <summary>
/// A document's nodes in their order, walked once and numbered: what stands below a node are the numbers up to its end.
/// AngleSharp asks each node for its place anew; here finding, reading and going on to the next sibling are steps along columns.
/// </summary>
internal sealed class MarkupTree : IDisposable
{
    private const int NeitherTextNorElement = 0;

    /// <summary>The number of the name that texts have for want of one; elements have greater ones.</summary>
    public const int Text = 1;
    private const int FewNodes = 4_096;
    private const int Met = 64;

    private static readonly ConditionalWeakTable<INode, MarkupTree> Documents = [];

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(string Name, NodeRole Role)> names = [("", NodeRole.None), ("", NodeRole.None)];
    private readonly Dictionary<string, MarkupQuery> queries = new(StringComparer.Ordinal);
    private readonly Dictionary<IReadOnlyList<string>, int[]> tagsOf = [];
    private readonly (string Name, int Number)[] met = new (string, int)[Met];
    private Place[] places = ArrayPool<Place>.Shared.Rent(FewNodes);
    private int[] tags = ArrayPool<int>.Shared.Rent(FewNodes);
    private ClassColumn? classes;

    private MarkupTree(INode root, ReadingTime time)
    {
        (Time, Texts) = (time, new(this));
        Walk(root);
    }

    /// <param name="Parent">-1 for the root.</param>
    /// <param name="End">The number behind all that stands below.</param>
    private readonly record struct Place(INode Node, int Parent, int End);

    public int Count { get; private set; }

    public ReadingTime Time { get; }

    /// <summary>What its parts say.</summary>
    public MarkupTexts Texts { get; }

    /// <summary>For each node the number of its name; up to 1 for what is no element.</summary>
    public ReadOnlySpan<int> Tags => tags.AsSpan(0, Count);

    /// <summary>The classes of all elements, read when they are first asked for.</summary>
    public ClassColumn Classes => classes ??= new(this);

    /// <param name="root">A document, or an element that stands alone. Its number is 0.</param>
    public static MarkupTree Of(INode root, ReadingTime time) => new(root, time);

    /// <summary>The tree of an element's whole document, kept as long as the document; nobody may change it.</summary>
    public static MarkupTree Around(IElement element) =>
        Documents.GetValue(element.GetRoot(), root => new(root, new(TimeSpan.MaxValue)));

    /// <summary>The number of the outermost element.</summary>
    public int DocumentElement => Tags.IndexOfAnyExceptInRange(NeitherTextNorElement, Text);

    /// <summary>Nothing may be asked afterwards.</summary>
    public void Dispose()
    {
        Array.Clear(places, 0, Count);
        ArrayPool<Place>.Shared.Return(places);
        ArrayPool<int>.Shared.Return(tags);
        (places, tags, Count) = ([], [], 0);
    }

    public INode Node(int at) => places[at].Node;

    public int Parent(int at) => places[at].Parent;

    public int End(int at) => places[at].End;

    /// <summary>The next sibling; -1 for the last.</summary>
    public int Next(int at) => Parent(at) is >= 0 and var parent && End(at) < End(parent) ? End(at) : -1;

    public bool IsElement(int at) => tags[at] > Text;

    /// <summary>The local name of an element; empty for anything else.</summary>
    public string Name(int at) => names[tags[at]].Name;

    public NodeRole Role(int at) => names[tags[at]].Role;

    public IElement Element(int at) => (IElement)places[at].Node;

    /// <summary>The data of a text; null for anything else.</summary>
    public string? Data(int at) => tags[at] == Text ? ((ICharacterData)places[at].Node).Data : null;

    public int NumberOf(INode node) => Array.FindIndex(places, 0, Count, p => ReferenceEquals(p.Node, node));

    /// <summary>The numbers of these names; case does not matter, as in CSS.</summary>
    public int[] TagsOf(IReadOnlyList<string> wanted)
    {
        if (!tagsOf.TryGetValue(wanted, out var found))
            tagsOf[wanted] = found = [.. Enumerable.Range(Text + 1, names.Count - Text - 1).Where(n => wanted.Contains(names[n].Name, StringComparer.OrdinalIgnoreCase))];
        return found;
    }

    public MarkupSpan Span(int at) => new(at, End(at));

    /// <summary>A part that is no element becomes one of its own, beside the document.</summary>
    public IElement ElementOf(MarkupSpan span)
    {
        if (!span.IsPart)
            return Element(span.From);
        var part = Node(span.From).Owner!.CreateElement("div");
        for (var at = span.From; at < span.To; at = End(at))
            part.AppendChild(Node(at).Clone(deep: true));
        if (part.FirstChild is IText first)
            first.Data = first.Data[span.Skipped..];
        return part;
    }

    /// <summary>The elements below a node that a CSS selector fits, in the order of the document.</summary>
    /// <exception cref="PageTakesTooLongException">While they are enumerated.</exception>
    public IEnumerable<int> All(int within, string selector) =>
        All(within + 1, End(within), selector, Node(within) as IElement ?? (Node(within) as IDocument)?.DocumentElement);

    /// <summary>The same below an element, or in a part and below it.</summary>
    public IEnumerable<int> All(MarkupSpan within, string selector) =>
        within.IsPart ? All(within.From, within.To, selector, scope: null) : All(within.From, selector);

    private IEnumerable<int> All(int from, int end, string selector, IElement? scope)
    {
        if (!queries.TryGetValue(selector, out var query))
            queries[selector] = query = new(this, MarkupSelector.Of(selector));
        for (var at = query.Next(from, end, scope); at < end; at = query.Next(at + 1, end, scope))
            yield return at;
    }

    // A loop with its own stack, for hostile pages nest deeper than the thread's; and by index, for AngleSharp looks a sibling's place up anew each time.
    private void Walk(INode root)
    {
        var open = new Stack<(INodeList Nodes, int Next, int Number)>();
        var at = (Nodes: root.ChildNodes, Next: 0, Number: Add(root, parent: -1));
        while (true)
        {
            if (at.Next == at.Nodes.Length)
            {
                places[at.Number] = places[at.Number] with { End = Count };
                if (!open.TryPop(out at))
                    return;
                continue;
            }
            var node = at.Nodes[at.Next++];
            var number = Add(node, at.Number);
            if (!IsElement(number) || node.ChildNodes is not { Length: > 0 } below)
                continue;
            open.Push(at);
            at = (below, 0, number);
        }
    }

    private int Add(INode node, int parent)
    {
        if (Count == Math.Min(places.Length, tags.Length))
        {
            Grow(ref places);
            Grow(ref tags);
        }
        places[Count] = new(node, parent, Count + 1);
        tags[Count] = node.NodeType switch
        {
            NodeType.Element => TagOf(((IElement)node).LocalName),
            NodeType.Text or NodeType.CharacterData => Text,
            _ => NeitherTextNorElement,
        };
        return Count++;
    }

    // The next power of two, from a pool: the columns of a large page would not be small objects.
    private static void Grow<T>(ref T[] column)
    {
        var larger = ArrayPool<T>.Shared.Rent(column.Length * 2);
        column.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(column, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        column = larger;
    }

    // AngleSharp has one string for each name that it knows, so most are told by where they lie.
    private int TagOf(string name)
    {
        ref var last = ref met[(name.Length + (name[0] * 7) + name[^1]) % Met];
        if (!ReferenceEquals(last.Name, name))
            last = (name, NumberOf(name));
        return last.Number;
    }

    private int NumberOf(string name)
    {
        if (numbers.TryGetValue(name, out var number))
            return number;
        names.Add((name, PlainText.RoleOf(name)));
        numbers[name] = names.Count - 1;
        return names.Count - 1;
    }
}
