using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>Where the sentences of a text end, and what parts the words within them.</summary>
internal sealed class SentenceMap
{
    // And single letters: e.g., i. e., z. B.
    private static readonly HashSet<string> Abbreviations = ["eg", "ie", "cf", "approx", "incl", "excl", "vs", "dr", "prof", "st", "nr", "bijv", "resp", "bzw", "ca", "ggf", "evtl", "inkl", "env"];
    private readonly int[] _sentences;
    private readonly Gap[] _gaps;

    public SentenceMap(string text, IReadOnlyList<Word> words)
    {
        _sentences = new int[words.Count];
        _gaps = new Gap[words.Count + 1];
        _gaps[0] = _gaps[words.Count] = Gap.Sentence;
        for (var i = 1; i < words.Count; i++)
        {
            var before = words[i - 1];
            _gaps[i] = Read(text.AsSpan(before.Start + before.Length, Math.Max(0, words[i].Start - before.Start - before.Length)), before);
            _sentences[i] = _sentences[i - 1] + (_gaps[i] == Gap.Sentence ? 1 : 0);
        }
    }

    public int SentenceOf(int word) => _sentences[word];

    /// <summary>What stands before a word, or after the last one.</summary>
    public Gap Before(int word) => _gaps[word];

    /// <summary>The first word of the run that a word stands in, up to whatever parts words.</summary>
    public int StartOf(int word)
    {
        while (_gaps[word] == Gap.None)
            word--;
        return word;
    }

    /// <summary>The last word of the run that a word stands in.</summary>
    public int EndOf(int word)
    {
        while (_gaps[word + 1] == Gap.None)
            word++;
        return word;
    }

    private static Gap Read(ReadOnlySpan<char> between, Word before)
    {
        var gap = Gap.None;
        var breaks = 0;
        for (var i = 0; i < between.Length; i++)
        {
            var here = between[i] switch
            {
                '!' or '?' => Gap.Sentence,
                '.' => i + 1 < between.Length && (char.IsWhiteSpace(between[i + 1]) || between[i + 1] is '"' or '”' or ')') && !IsAbbreviation(before) ? Gap.Sentence : Gap.None,
                ':' or '(' or ')' or '[' or ']' or '…' => Gap.Edge,
                ',' or ';' or '、' => Gap.Item,
                '\n' => ++breaks > 1 ? Gap.Edge : Gap.Line,
                '•' or '·' or '▪' or '●' or '◦' or '‣' or '*' => Gap.Line,
                _ => Gap.None,
            };
            gap = here > gap ? here : gap;
        }
        return gap;
    }

    private static bool IsAbbreviation(Word word) => word.Length == 1 || Abbreviations.Contains(word.Folded);
}

/// <summary>What stands between two words, the stronger the later.</summary>
internal enum Gap
{
    None,

    /// <summary>A comma or semicolon.</summary>
    Item,

    /// <summary>The end of a line, or a bullet.</summary>
    Line,

    /// <summary>A colon, bracket or blank line: a list goes not beyond it.</summary>
    Edge,

    Sentence,
}
