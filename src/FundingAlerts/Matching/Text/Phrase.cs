namespace FundingAlerts.Matching.Text;

/// <summary>Words that stand one after the other; one word is a phrase of one.</summary>
/// <param name="IsPrefix">The last word may go on.</param>
public sealed record Phrase(IReadOnlyList<PhraseWord> Words, bool IsPrefix)
{
    /// <summary>Whether a longer word of a Dutch or German text is looked into for it.</summary>
    public bool IsPartOfCompounds => !IsPrefix && Words is [{ IsCapital: false, Key.Length: >= Compounds.ShortestPart }];

    /// <summary>The phrase that these words are; null when there are none.</summary>
    public static Phrase? Of(string written, bool isPrefix = false)
    {
        var words = new List<PhraseWord>();
        var scanner = new WordScanner(written, stackalloc char[WordScanner.BufferLength]);
        while (scanner.Next())
        {
            var folded = scanner.Folded.ToString();
            var key = scanner.Key.SequenceEqual(folded) ? folded : scanner.Key.ToString();
            words.Add(new(folded, key, scanner.IsCapital));
        }
        return words.Count == 0 ? null : new([.. words], isPrefix);
    }

    public bool Equals(Phrase? other) => other is not null && IsPrefix == other.IsPrefix && Words.SequenceEqual(other.Words);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in Words)
            hash.Add(word);
        return HashCode.Combine(IsPrefix, hash.ToHashCode());
    }
}

/// <summary>A word of a phrase.</summary>
/// <param name="IsCapital">An acronym: met by capitals only.</param>
public readonly record struct PhraseWord(string Folded, string Key, bool IsCapital)
{
    public bool Meets(Word word) => word.Key == Key && (!IsCapital || word.IsCapital);

    public bool Begins(Word word) => word.Folded.StartsWith(Folded, StringComparison.Ordinal) && (!IsCapital || word.IsCapital);
}
