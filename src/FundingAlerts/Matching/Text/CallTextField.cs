using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Text;

/// <summary>One field of a call, indexed by word.</summary>
public sealed class CallTextField
{
    private readonly Dictionary<string, List<int>> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _joined = new(StringComparer.Ordinal);
    private readonly List<int> _compounds = [];

    /// <param name="language">BCP 47, where known: Dutch and German have compounds.</param>
    public CallTextField(string name, string text, string language = "")
    {
        Name = name;
        Field = CallFieldNames.Of(name);
        Text = text;
        Words = Matching.Text.Words.In(text);
        var hasCompounds = Compounds.IsIn(language);
        for (var i = 0; i < Words.Count; i++)
        {
            Note(_positions, Words[i].Key, i);
            if (Words[i].JoinsNext && i + 1 < Words.Count && Matching.Text.Words.JoinedKey(Words[i].Folded, Words[i + 1].Folded) is { } joined)
                Note(_joined, joined, i);
            if (hasCompounds && Compounds.IsOne(Words[i].Folded))
                _compounds.Add(i);
        }
    }

    public string Name { get; }

    public CallFields Field { get; }

    public string Text { get; }

    public IReadOnlyList<Word> Words { get; }

    /// <summary>Where the phrase stands, in the order of the text; a compound or two words joined by a hyphen may be a word of the phrase.</summary>
    public IEnumerable<WordRange> Find(Phrase phrase)
    {
        if (phrase.Words is not [var only])
            return FindSeveral(phrase);
        if (phrase.IsPrefix)
            return Enumerable.Range(0, Words.Count).Where(i => only.Begins(Words[i])).Select(i => new WordRange(i, i));
        return FindOne(only, phrase.IsPartOfCompounds);
    }

    private IEnumerable<WordRange> FindOne(PhraseWord word, bool isPartOfCompounds)
    {
        var found = At(_positions, word.Key).Where(i => word.Meets(Words[i])).Select(i => new WordRange(i, i));
        if (!word.IsCapital)
            found = found.Concat(At(_joined, word.Key).Select(i => new WordRange(i, i + 1)));
        if (isPartOfCompounds)
            found = found.Concat(_compounds.Where(i => Words[i].Key != word.Key && Compounds.Meets(word, Words[i])).Select(i => new WordRange(i, i)));
        return found.OrderBy(range => range.First);
    }

    private IEnumerable<WordRange> FindSeveral(Phrase phrase)
    {
        foreach (var start in At(_positions, phrase.Words[0].Key))
        {
            if (start + phrase.Words.Count <= Words.Count && phrase.Words[0].Meets(Words[start]) && FollowAt(start, phrase))
                yield return new(start, start + phrase.Words.Count - 1);
        }
    }

    private bool FollowAt(int start, Phrase phrase)
    {
        for (var i = 1; i < phrase.Words.Count; i++)
        {
            var word = Words[start + i];
            if (!(phrase.IsPrefix && i == phrase.Words.Count - 1 ? phrase.Words[i].Begins(word) : phrase.Words[i].Meets(word)))
                return false;
        }
        return true;
    }

    private static List<int> At(Dictionary<string, List<int>> positions, string key) => positions.TryGetValue(key, out var at) ? at : [];

    private static void Note(Dictionary<string, List<int>> positions, string key, int at)
    {
        if (!positions.TryGetValue(key, out var all))
            positions[key] = all = [];
        all.Add(at);
    }
}

/// <summary>Words of a field, from the first to the last.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WordRange(int First, int Last);
