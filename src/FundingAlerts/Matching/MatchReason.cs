namespace FundingAlerts.Matching;

/// <summary>Why a call met an interest: which term of the query, in which field, in which words.</summary>
/// <param name="Term">As written in the query: neuromorph*, "spiking neural".</param>
/// <param name="Field">title, call, topics, summary, description, programme, type, funder, reference.</param>
public sealed record MatchReason(string Term, string Field, Snippet Snippet);

/// <summary>The found words with a little of what stands around them, in one line of plain text.</summary>
public sealed record Snippet(string Before, string Found, string After)
{
    private const int Around = 60;

    internal static Snippet Around60(string text, int start, int length)
    {
        var from = Math.Max(0, start - Around);
        var to = Math.Min(text.Length, start + length + Around);
        // Begin and end at a word, not within one.
        while (from > 0 && from < start && !char.IsWhiteSpace(text[from - 1]))
            from++;
        while (to < text.Length && to > start + length && !char.IsWhiteSpace(text[to]))
            to--;
        return new(
            (from > 0 ? "… " : "") + OneLine(text[from..start]),
            OneLine(text[start..(start + length)]),
            OneLine(text[(start + length)..to]) + (to < text.Length ? " …" : ""));
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var leading = text.Length > 0 && char.IsWhiteSpace(text[0]) && line.Length > 0 ? " " : "";
        var trailing = text.Length > 0 && char.IsWhiteSpace(text[^1]) && line.Length > 0 ? " " : "";
        return leading + line + trailing;
    }
}
