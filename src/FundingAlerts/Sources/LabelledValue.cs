using AngleSharp.Dom;

namespace FundingAlerts.Sources;

/// <summary>
/// Finds a value by its printed label, wherever a site puts it: dt → dd, th → td (beside it, or below in its column),
/// strong or label → what follows, heading → what stands below it until the next heading of its rank.
/// Positions change with every redesign, labels hardly ever.
/// </summary>
internal sealed class LabelledValue
{
    private static readonly IReadOnlyList<string> Labels = ["dt", "th", "strong", "b", "label", "legend", "h1", "h2", "h3", "h4", "h5", "h6"];

    // A longer text, or one of more nodes, is no label; nobody reads it to its end.
    private const int LongestLabel = 200;
    private const int MostNodes = 50;

    // Whoever prints a label more often without a value has none.
    private const int MostTried = 100;

    // An accordion wraps its headings a few times.
    private const int MostClimbs = 4;

    // What stands beside one of these belongs to another thing.
    private static readonly HashSet<string> Walls = ["nav", "section", "article", "main", "aside", "footer", "body", "table", "dl", "form"];

    // Between a label and its value.
    private const string Colons = ": \n\r\t\u00A0";

    private readonly MarkupTree tree;

    // All labels of the place, read once however many are asked for.
    private readonly List<(int At, string Printed)> labels = [];

    /// <param name="within">The number of the row or the page.</param>
    public LabelledValue(MarkupTree tree, int within)
    {
        this.tree = tree;
        var tags = tree.TagsOf(Labels);
        var end = tree.End(within);
        for (var at = Next(within + 1); at < end; at = Next(at + 1))
        {
            if (Printed(at) is { } printed)
                labels.Add((at, printed));
        }

        int Next(int from) => tree.Tags[from..end].IndexOfAny(tags) is >= 0 and var found ? from + found : end;
    }

    /// <summary>The same in a document that is looked at in other ways too.</summary>
    public static IReadOnlyList<IElement> Find(IElement within, IReadOnlyList<string> wanted)
    {
        var whole = MarkupTree.Around(within);
        return [.. new LabelledValue(whole, whole.NumberOf(within)).Find(wanted).Select(whole.ElementOf)];
    }

    /// <summary>What holds the value of the first label among these that has one; case does not matter.</summary>
    public IReadOnlyList<MarkupSpan> Find(IReadOnlyList<string> wanted)
    {
        var tried = 0;
        foreach (var (at, printed) in labels)
        {
            if (!IsOneOf(wanted, printed))
                continue;
            if (ValueOf(at) is { Count: > 0 } value)
                return value;
            if (++tried == MostTried)
                break;
        }
        return [];
    }

    private static bool IsOneOf(IReadOnlyList<string> wanted, string printed)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].Equals(printed, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private string? Printed(int label)
    {
        if (tree.End(label) - label - 1 > MostNodes)
            return null;
        var text = tree.Texts.Content(tree.Span(label));
        return text.Length > LongestLabel ? null : PlainText.Squash(text).TrimEnd(':', ' ');
    }

    private List<MarkupSpan> ValueOf(int label)
    {
        if (tree.Name(label) is "strong" or "b" or "label" && RestOfLine(label) is { } rest)
            return [rest];
        if (tree.Name(label) is "th" && Column(label) is { } column)
            return column;
        var at = label;
        var following = new List<MarkupSpan>();
        for (var climbed = 0; at >= 0 && tree.IsElement(at) && climbed < MostClimbs && !Walls.Contains(tree.Name(at)); at = tree.Parent(at), climbed++)
        {
            for (var next = tree.Next(at); next > 0; next = tree.Next(next))
            {
                if (!tree.IsElement(next))
                    continue;
                // Right behind this label comes another: this one has no value.
                if (Ends(label, next))
                    return following;
                if (tree.Name(next) is not "br")
                    following.Add(tree.Span(next));
            }
            if (following.Count > 0)
                return following;
        }
        return following;
    }

    // Of a dt only dd, of a th only td, of the rest whatever comes before the next label.
    private bool Ends(int label, int next) => tree.Name(label) switch
    {
        "dt" => tree.Name(next) is not "dd" && (tree.Name(next) is "dt" || BeginsWith(next, "dt")),
        "th" => tree.Name(next) is not "td",
        var name => IsHeadingOfRank(label, next) || BeginsWith(next, name),
    };

    // <p><strong>Closes:</strong> 3 May</p> belongs to its own label, not to the one before.
    private bool BeginsWith(int element, string name)
    {
        var end = tree.End(element);
        var at = element;
        for (var steps = 0; at < end && steps < MostNodes; steps++)
        {
            if (tree.Name(at) == name)
                return true;
            at = FirstWithin(at);
        }
        return false;

        int FirstWithin(int at)
        {
            for (var child = at + 1; child < tree.End(at); child = tree.End(child))
            {
                if (tree.IsElement(child) || (tree.Data(child) is { } data && !string.IsNullOrWhiteSpace(data)))
                    return child;
            }
            return end;
        }
    }

    private bool IsHeadingOfRank(int label, int next) =>
        Rank(next) is { } rank && (Rank(label) is not { } own || rank <= own);

    private int? Rank(int at) => tree.Name(at) is ['h', >= '1' and <= '6' and var rank] ? rank - '0' : null;

    // <li><strong>Opens:</strong> 3 May <br><strong>Closes:</strong> 4 June</li>: what follows need not be an element.
    private MarkupSpan? RestOfLine(int label)
    {
        var from = tree.Next(label);
        if (from < 0)
            return null;
        var saysMore = false;
        var to = from;
        for (var next = from; next > 0 && tree.Name(next) != tree.Name(label); next = tree.Next(next))
        {
            saysMore |= tree.Data(next) is { } data && !data.AsSpan().Trim(Colons).IsEmpty;
            to = tree.End(next);
        }
        return saysMore
            ? new(from, to) { Skipped = tree.Data(from) is { } first ? first.Length - first.AsSpan().TrimStart(Colons).Length : 0, IsPart = true }
            : null;
    }

    /// <summary>The cells below a th of a heading row; null where it does not stand in one.</summary>
    private List<MarkupSpan>? Column(int label)
    {
        var row = tree.Parent(label);
        if (row < 0 || tree.Name(row) != "tr" || Cells(row).Count() < 2 || Cells(row).Any(c => tree.Name(c) != "th"))
            return null;
        var column = Cells(row).TakeWhile(c => c != label).Count();
        var group = tree.Parent(row);
        var inHead = group >= 0 && tree.Name(group) == "thead";
        var table = inHead ? tree.Parent(group) : group;
        return table < 0 || !tree.IsElement(table) ? null
            :
            [
                .. tree.All(table, inHead ? "tbody > tr" : "tr")
                    .Select(r => Cells(r).ElementAtOrDefault(column))
                    .Where(c => c > 0 && tree.Name(c) == "td")
                    .Select(tree.Span),
            ];
    }

    private IEnumerable<int> Cells(int row)
    {
        for (var cell = row + 1; cell < tree.End(row); cell = tree.End(cell))
        {
            if (tree.IsElement(cell))
                yield return cell;
        }
    }
}
