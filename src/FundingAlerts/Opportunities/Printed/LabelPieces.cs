namespace FundingAlerts.Opportunities.Printed;

/// <summary>The words between two dates, cut where a sentence, a line or a glued label ends.</summary>
internal sealed class LabelPieces
{
    private static readonly HashSet<string> Ends = [";", "|", "•", "·", "\n", "!", "?", "*", "▪", "●"];

    private readonly PrintedText text;
    private readonly List<(int First, int After)> pieces = [];

    /// <summary>The last cut stands at the very end: "deadline27 April", "Deadline\n27 April".</summary>
    private bool gluedAtEnd;

    private LabelPieces(PrintedText text) => this.text = text;

    public static LabelPieces Of(PrintedText text, int first, int after)
    {
        var label = new LabelPieces(text);
        var from = first;
        for (var i = first; i < after; i++)
        {
            if (text.At(i, Ends) || label.IsSentenceEnd(i))
            {
                label.pieces.Add((from, i));
                from = i + 1;
            }
            else if (i > 0 && text.WordAt(i) && text.Glued(i) && (text.WordAt(i - 1) || text.At(i - 1, ")") || (i == first && text.NumberAt(i - 1))) && text.Capital(i))
            {
                label.pieces.Add((from, i));
                from = i;
            }
        }

        label.pieces.Add((from, after));
        if (after < text.Count && after > from && text.Glued(after) && (text.WordAt(after - 1) || text.At(after - 1, ")")))
        {
            label.pieces.Add((after, after));
            label.gluedAtEnd = true;
        }

        return label;
    }

    /// <summary>The words that speak of the date behind; across a line's or a column's end the words before that.</summary>
    public (int First, int After) LastWithWords()
    {
        if (gluedAtEnd)
            return default;
        for (var i = pieces.Count - 1; i >= 0 && i >= pieces.Count - 2; i--)
        {
            if (HasWords(pieces[i]) && (i == pieces.Count - 1 || text.At(pieces[i].After, "\n") || text.At(pieces[i].After, "|")))
                return pieces[i];
        }

        return default;
    }

    public (int First, int After) FirstWithWords() => pieces.Find(HasWords) is var found && found != default && pieces.IndexOf(found) <= 1 ? found : default;

    /// <summary>The words for the date before and the words for the date behind.</summary>
    public ((int First, int After) Trailing, (int First, int After) Leading) Shared()
    {
        if (pieces.Count > 1)
        {
            var last = LastWithWords();
            return (pieces[0] == last ? default : pieces[0], last);
        }

        var (first, after) = pieces[0];
        var marked = text.At(first, ":") || text.At(first, "-") || text.At(first, "=");
        var introduces = after - 1 > first && (text.At(after - 1, ":") || text.At(after - 1, "-"));
        if (marked && !introduces)
            return (pieces[0], default);
        // "5 May 2026 for outlines and 9 October 2026 for full proposals"
        var aimed = (text.At(first, "for") || text.At(first, "voor") || text.At(first, "fur") || text.At(first, "pour"))
            && (text.At(after - 1, "and") || text.At(after - 1, "en") || text.At(after - 1, "und") || text.At(after - 1, "et") || text.At(after - 1, ","));
        return aimed ? ((first, after - 1), default) : (default, pieces[0]);
    }

    private bool HasWords((int First, int After) piece) =>
        Enumerable.Range(piece.First, piece.After - piece.First).Any(i => text.WordAt(i) || text.NumberAt(i));

    private bool IsSentenceEnd(int i)
    {
        if (!text.At(i, "."))
            return false;
        if (text.At(i + 1, "."))
            return true;
        var wordBefore = i > 0 && text.Tokens[i - 1] is var before && ((before.IsWord && before.Text.Length > 3) || before.Is(")") || (before.IsNumber && before.Text.Length == 4));
        return (wordBefore || text.At(i - 1, ".")) && (i + 1 >= text.Count || !text.Glued(i + 1)) && (i + 1 >= text.Count || text.Capital(i + 1) || text.NumberAt(i + 1));
    }
}
