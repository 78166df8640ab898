using AngleSharp.Dom;

namespace FundingAlerts.Sources;

/// <summary>
/// Finds a value by its printed label, wherever a site puts it: dt → dd, th → td (beside it, or below in its column),
/// strong or label → what follows, heading → what stands below it until the next heading of its rank.
/// Positions change with every redesign, labels hardly ever.
/// </summary>
internal sealed class LabelledValue
{
    private static readonly HashSet<string> Labels = ["dt", "th", "strong", "b", "label", "legend", "h1", "h2", "h3", "h4", "h5", "h6"];

    // A longer text, or one of more nodes, is no label; nobody reads it to its end.
    private const int LongestLabel = 200;
    private const int MostNodes = 50;

    // Whoever prints a label more often without a value has none.
    private const int MostTried = 100;

    // An accordion wraps its headings a few times.
    private const int MostClimbs = 4;

    // What stands beside one of these belongs to another thing.
    private static readonly HashSet<string> Walls = ["nav", "section", "article", "main", "aside", "footer", "body", "table", "dl", "form"];

    // All labels of the place, read once however many are asked for.
    private readonly List<(IElement Element, string Printed)> labels;

    /// <param name="within">The row or the page.</param>
    public LabelledValue(IElement within) =>
        labels = [.. within.Descendants<IElement>()
            .Where(e => Labels.Contains(e.LocalName))
            .Select(e => (e, Printed(e)!))
            .Where(l => l.Item2 is not null)];

    public static IReadOnlyList<IElement> Find(IElement within, IReadOnlyList<string> wanted) => new LabelledValue(within).Find(wanted);

    /// <summary>The elements that hold the value of the first label among these that has one; case does not matter.</summary>
    public IReadOnlyList<IElement> Find(IReadOnlyList<string> wanted)
    {
        var candidates = labels.Where(l => wanted.Any(w => string.Equals(w, l.Printed, StringComparison.OrdinalIgnoreCase)));
        return candidates.Take(MostTried).Select(l => ValueOf(l.Element)).FirstOrDefault(v => v.Count > 0) ?? [];
    }

    private static string? Printed(IElement label)
    {
        var text = "";
        var nodes = 0;
        foreach (var node in label.GetDescendants())
        {
            text += (node as IText)?.Data;
            if (text.Length > LongestLabel || ++nodes > MostNodes)
                return null;
        }
        return PlainText.Squash(text).TrimEnd(':', ' ');
    }

    private static IReadOnlyList<IElement> ValueOf(IElement label)
    {
        if (label.LocalName is "strong" or "b" or "label" && RestOfLine(label) is { } rest)
            return [rest];
        if (label.LocalName is "th" && Column(label) is { } column)
            return column;
        var at = label;
        for (var climbed = 0; at is not null && climbed < MostClimbs && !Walls.Contains(at.LocalName); at = at.ParentElement, climbed++)
        {
            var following = new List<IElement>();
            foreach (var next in Following(at).OfType<IElement>())
            {
                // Right behind this label comes another: this one has no value.
                if (Ends(label, next))
                    return following;
                if (next.LocalName is not "br")
                    following.Add(next);
            }
            if (following.Count > 0)
                return following;
        }
        return [];
    }

    // AngleSharp looks a node's place up for each next sibling, which a page of thousands of siblings feels.
    private static IEnumerable<INode> Following(INode node)
    {
        if (node.Parent?.ChildNodes is not { } siblings)
            yield break;
        var at = 0;
        while (at < siblings.Length && siblings[at] != node)
            at++;
        while (++at < siblings.Length)
            yield return siblings[at];
    }

    // Of a dt only dd, of a th only td, of the rest whatever comes before the next label.
    private static bool Ends(IElement label, IElement next) => label.LocalName switch
    {
        "dt" => next.LocalName is not "dd" && (next.LocalName is "dt" || BeginsWith(next, "dt")),
        "th" => next.LocalName is not "td",
        _ => IsHeadingOfRank(label, next) || BeginsWith(next, label.LocalName),
    };

    // <p><strong>Closes:</strong> 3 May</p> belongs to its own label, not to the one before.
    private static bool BeginsWith(IElement element, string name)
    {
        INode? at = element;
        for (var steps = 0; at is not null && steps < MostNodes; steps++)
        {
            if (at is IElement inner && inner.LocalName == name)
                return true;
            at = at.ChildNodes.FirstOrDefault(n => n is IElement || (n is IText text && !string.IsNullOrWhiteSpace(text.Data)));
        }
        return false;
    }

    private static bool IsHeadingOfRank(IElement label, IElement next) =>
        Rank(next) is { } rank && (Rank(label) is not { } own || rank <= own);

    private static int? Rank(IElement element) => element.LocalName is ['h', >= '1' and <= '6' and var rank] ? rank - '0' : null;

    // <li><strong>Opens:</strong> 3 May <br><strong>Closes:</strong> 4 June</li>: what follows need not be an element.
    private static IElement? RestOfLine(IElement label)
    {
        var rest = new List<INode>();
        rest.AddRange(Following(label).TakeWhile(n => !(n is IElement element && element.LocalName == label.LocalName)));
        if (label.Owner is not { } owner || !rest.Any(n => n is IText { Data: var text } && text.Trim(':', ' ', '\n', '\r', '\t', '\u00A0').Length > 0))
            return null;
        var value = owner.CreateElement("div");
        foreach (var node in rest)
            value.AppendChild(node.Clone(deep: true));
        if (value.FirstChild is IText first)
            first.Data = first.Data.TrimStart(':', ' ', '\n', '\r', '\t', '\u00A0');
        return value;
    }

    /// <summary>The cells below a th of a heading row; null where it does not stand in one.</summary>
    private static List<IElement>? Column(IElement label)
    {
        if (label.ParentElement is not { LocalName: "tr" } row || row.Children.Any(c => c.LocalName != "th") || row.Children.Length < 2)
            return null;
        var column = row.Children.TakeWhile(c => c != label).Count();
        var rows = row.ParentElement?.LocalName is "thead" ? row.ParentElement.ParentElement?.QuerySelectorAll("tbody > tr") : row.ParentElement?.QuerySelectorAll("tr");
        return rows?.Where(r => r.Children.Length > column && r.Children[column].LocalName is "td").Select(r => r.Children[column]).ToList();
    }
}
