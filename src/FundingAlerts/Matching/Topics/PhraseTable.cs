using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>
/// Many phrases, all looked for in one pass over the words of a text, whatever their number. A phrase ends in * when its last
/// word may go on; two words with a hyphen between them may stand closed up, too.
/// </summary>
/// <typeparam name="T">What a phrase stands for.</typeparam>
internal sealed class PhraseTable<T>
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _beginnings = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _lengths = [];
    private readonly Dictionary<long, int> _next = [];
    private readonly List<List<T>?> _ends = [null];

    public void Add(string phrase, T meaning)
    {
        foreach (var form in Forms(phrase))
            AddForm(form, phrase.EndsWith('*'), meaning);
    }

    /// <summary>Every phrase wherever it stands, by its first word.</summary>
    public IEnumerable<(int First, int Count, T Meaning)> In(IReadOnlyList<Word> words)
    {
        var known = new List<int>?[words.Count];
        for (var i = 0; i < words.Count; i++)
            known[i] = Known(words[i]);
        var found = new List<(int First, int Count, T Meaning)>();
        for (var first = 0; first < words.Count; first++)
            Walk(words, known, first, first, node: 0, found);
        return found;
    }

    private void Walk(IReadOnlyList<Word> words, List<int>?[] known, int first, int at, int node, List<(int First, int Count, T Meaning)> found)
    {
        if (at >= words.Count)
            return;
        foreach (var word in known[at] ?? [])
            Go(word, at + 1);
        // "neuro-inspiriert" is the word "neuroinspiriert", too.
        if (words[at].JoinsNext && at + 1 < words.Count && Words.JoinedKey(words[at].Folded, words[at + 1].Folded) is { } key && _words.TryGetValue(key, out var joined))
            Go(joined, at + 2);

        void Go(int word, int after)
        {
            if (!_next.TryGetValue(Step(node, word), out var next))
                return;
            foreach (var meaning in _ends[next] ?? [])
                found.Add((first, after - first, meaning));
            Walk(words, known, first, after, next, found);
        }
    }

    // The word itself, and whatever phrases say of its beginning; null for the many words of which none speaks.
    private List<int>? Known(Word word)
    {
        List<int>? known = _words.TryGetValue(word.Key, out var number) ? [number] : null;
        var beginnings = _beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _lengths)
        {
            if (length > word.Folded.Length)
                break;
            if (beginnings.TryGetValue(word.Folded.AsSpan(0, length), out number))
                (known ??= []).Add(number);
        }
        return known;
    }

    private void AddForm(IReadOnlyList<Word> words, bool isBeginning, T meaning)
    {
        var node = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var step = Step(node, isBeginning && i == words.Count - 1 ? Beginning(words[i].Folded) : Number(_words, words[i].Key));
            if (!_next.TryGetValue(step, out node))
            {
                _next[step] = node = _ends.Count;
                _ends.Add(null);
            }
        }
        if (node == 0)
            return;
        var ends = _ends[node] ??= [];
        if (!ends.Contains(meaning))
            ends.Add(meaning);
    }

    private int Beginning(string folded)
    {
        _lengths.Add(folded.Length);
        return Number(_beginnings, folded);
    }

    // Words and beginnings share one sequence of numbers.
    private int Number(Dictionary<string, int> numbers, string word)
    {
        if (!numbers.TryGetValue(word, out var number))
            numbers[word] = number = _words.Count + _beginnings.Count;
        return number;
    }

    private static long Step(int node, int word) => ((long)node << 32) | (uint)word;

    // "in-memory computing": as it is, and "inmemory computing".
    private static IEnumerable<IReadOnlyList<Word>> Forms(string phrase)
    {
        yield return Words.In(phrase);
        if (phrase.Contains('-', StringComparison.Ordinal))
            yield return Words.In(phrase.Replace("-", "", StringComparison.Ordinal));
    }
}
