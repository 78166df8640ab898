using System.Text;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching;

/// <summary>Why a call met an interest: which term of the query, in which field, in which words.</summary>
/// <param name="Term">As written in the query: neuromorph*, "spiking neural".</param>
/// <param name="Field">title, call, topics, summary, description, programme, type, funder, reference; <see cref="Fact"/> for a condition.</param>
public sealed record MatchReason(string Term, string Field, Snippet Snippet)
{
    /// <summary>In the place of a field where a condition on the call's facts is met, whose words are the term's.</summary>
    public const string Fact = "fact";

    internal static MatchReason Of(string term, CallTextField field, WordRange range)
    {
        var (first, last) = (field.Words[range.First], field.Words[range.Last]);
        return new(term, field.Name, Snippet.Of(field.Text, first.Start, last.Start + last.Length - first.Start));
    }

    internal static MatchReason Of(string condition) => new(condition, Fact, new("", condition, ""));
}

/// <summary>The found words with a little of what stands around them, in one line of plain text.</summary>
/// <param name="Found">Whole words, at most 200 characters.</param>
public sealed record Snippet(string Before, string Found, string After)
{
    private const int Around = 60;
    private const int LongestFound = 200;

    /// <param name="start">Where the found words begin; they are whole words.</param>
    internal static Snippet Of(string text, int start, int length)
    {
        var end = start + length;
        var from = Math.Max(0, start - Around);
        var to = Math.Min(text.Length, end + Around);
        // Begin and end at a word, not within one; so no pair of surrogates is cut either.
        while (from > 0 && from < start && !char.IsWhiteSpace(text[from - 1]))
            from++;
        while (to < text.Length && to > end && !char.IsWhiteSpace(text[to]))
            to--;
        return new(
            (from > 0 ? "… " : "") + OneLine(text[from..start]),
            Short(OneLine(text[start..end])),
            OneLine(text[end..to]) + (to < text.Length ? " …" : ""));
    }

    // A "word" of thousands of letters is none that anybody reads.
    private static string Short(string found)
    {
        if (found.Length <= LongestFound)
            return found;
        var cut = LongestFound - 1;
        return found[..(char.IsHighSurrogate(found[cut - 1]) ? cut - 1 : cut)] + "…";
    }

    // White space, line ends and control characters become one space each run.
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                line.Append(c);
            else if (line.Length == 0 || line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString();
    }
}
