using FundingAlerts.Opportunities;

namespace FundingAlerts.Matching;

/// <summary>The words of a call, field by field, title first: what a query is held against.</summary>
public sealed class CallText
{
    private readonly List<CallTextField> _fields = [];

    /// <param name="fields">Name and text, in the order in which reasons should be looked for.</param>
    public CallText(params IEnumerable<(string Name, string? Text)> fields)
    {
        foreach (var (name, text) in fields)
        {
            if (!string.IsNullOrWhiteSpace(text))
                _fields.Add(new(name, text));
        }
    }

    public IReadOnlyList<CallTextField> Fields => _fields;

    // Topics and funders are a field each: no phrase goes from one into the next.
    public static CallText Of(Opportunity call) => new(
    [
        ("title", call.Title),
        ("call", call.Call?.Title),
        .. call.Topics.Select(t => ("topics", (string?)t)),
        ("summary", call.Summary),
        ("description", call.Description),
        ("programme", call.Programme),
        ("type", call.Type),
        .. call.Funders.Select(f => ("funder", (string?)f.Name)),
        ("reference", call.Reference),
    ]);
}

/// <summary>One field of a call, indexed by word.</summary>
public sealed class CallTextField
{
    private readonly Dictionary<string, List<int>> _positions = [];

    public CallTextField(string name, string text)
    {
        Name = name;
        Text = text;
        Words = Matching.Words.In(text);
        for (var i = 0; i < Words.Count; i++)
        {
            if (!_positions.TryGetValue(Words[i].Folded, out var positions))
                _positions[Words[i].Folded] = positions = [];
            positions.Add(i);
        }
    }

    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<Word> Words { get; }

    /// <summary>Where the words stand one after the other (the last of them as a prefix if asked): the index of the first word, or -1.</summary>
    public int Find(IReadOnlyList<string> folded, bool lastIsPrefix)
    {
        if (folded.Count == 1)
            return lastIsPrefix ? FindPrefix(folded[0]) : _positions.TryGetValue(folded[0], out var first) ? first[0] : -1;
        if (!_positions.TryGetValue(folded[0], out var starts))
            return -1;
        foreach (var start in starts)
        {
            if (FollowAt(start, folded, lastIsPrefix))
                return start;
        }
        return -1;
    }

    private int FindPrefix(string prefix)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (Words[i].Folded.StartsWith(prefix, StringComparison.Ordinal))
                return i;
        }
        return -1;
    }

    private bool FollowAt(int start, IReadOnlyList<string> folded, bool lastIsPrefix)
    {
        if (start + folded.Count > Words.Count)
            return false;
        for (var i = 1; i < folded.Count; i++)
        {
            var word = Words[start + i].Folded;
            var isPrefix = lastIsPrefix && i == folded.Count - 1;
            if (isPrefix ? !word.StartsWith(folded[i], StringComparison.Ordinal) : word != folded[i])
                return false;
        }
        return true;
    }
}
