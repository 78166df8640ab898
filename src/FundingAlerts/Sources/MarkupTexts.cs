namespace FundingAlerts.Sources;

/// <summary>What the parts of a tree say, for people or as it stands.</summary>
internal sealed class MarkupTexts(MarkupTree tree)
{
    private readonly Dictionary<(int From, int To), string> texts = [];
    private readonly Stack<int> ends = new();
    private readonly PlainTextWriter writer = new();

    /// <summary>Text for people: blocks on lines of their own, lines squashed.</summary>
    public string Plain(MarkupSpan span)
    {
        if (span.Left is not null)
            return Written(span);
        // Most values are one text in one element.
        var isOne = span.To - span.From == 1 || (span.To - span.From == 2 && tree.IsElement(span.From));
        if (isOne && tree.Data(span.To - 1) is { } only && tree.Role(span.From) != NodeRole.Left)
            return PlainText.Squash(only[span.Skipped..]);
        // Several rules look for their part in the same long text.
        if (!texts.TryGetValue((span.From, span.To), out var text))
            texts[(span.From, span.To)] = text = Written(span);
        return text;
    }

    private string Written(MarkupSpan span)
    {
        for (var at = span.From; at < span.To;)
        {
            while (ends.TryPeek(out var end) && end <= at)
            {
                ends.Pop();
                writer.EndLine();
            }
            if (span.Leaves(at))
            {
                at = tree.End(at);
                continue;
            }
            if (tree.Data(at) is { } data)
                writer.Write(at == span.From ? data.AsSpan(span.Skipped) : data);
            var role = tree.Role(at);
            if (role == NodeRole.Cell)
            {
                writer.Blank();
            }
            else if (role == NodeRole.Block)
            {
                writer.EndLine();
                ends.Push(tree.End(at));
            }
            at = role == NodeRole.Left ? tree.End(at) : at + 1;
        }
        ends.Clear();
        return writer.Take();
    }

    /// <summary>All characters as they stand.</summary>
    public string Content(MarkupSpan span)
    {
        if (span.To - span.From == 2 && tree.IsElement(span.From) && span.Left is null)
            return tree.Data(span.From + 1) ?? "";
        var parts = new List<string>();
        for (var at = span.From; at < span.To; at = span.Leaves(at) ? tree.End(at) : at + 1)
        {
            if (tree.Data(at) is { } data)
                parts.Add(at == span.From ? data[span.Skipped..] : data);
        }
        return parts is [var only] ? only : string.Concat(parts);
    }
}
