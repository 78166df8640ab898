namespace FundingAlerts.Matching.Text;

/// <summary>A word of a text, and where it stands.</summary>
/// <param name="Folded">Lower case, without diacritics: "élan" is "elan".</param>
/// <param name="Key">What its forms have in common (<see cref="WordForms"/>): words of a query and of a text meet when their keys are equal.</param>
/// <param name="IsCapital">Written as an acronym: two to five letters, all of them capitals, a plural s aside.</param>
/// <param name="JoinsNext">Only a hyphen parts it from the next word.</param>
public readonly record struct Word(string Folded, string Key, bool IsCapital, bool JoinsNext, int Start, int Length);

/// <summary>Cuts text into words: see <see cref="WordScanner"/> for what a word is.</summary>
public static class Words
{
    public static IReadOnlyList<Word> In(string text)
    {
        var words = new List<Word>();
        var scanner = new WordScanner(text, stackalloc char[WordScanner.BufferLength]);
        while (scanner.Next())
        {
            var folded = scanner.Folded.ToString();
            words.Add(new(folded, scanner.Key.SequenceEqual(folded) ? folded : scanner.Key.ToString(), scanner.IsCapital, scanner.JoinsNext, scanner.Start, scanner.Length));
        }
        return words;
    }

    /// <summary>The key of two words that a hyphen joins: what they would be as one. Null where that is too long for a word.</summary>
    internal static string? JoinedKey(string folded, string next)
    {
        Span<char> joined = stackalloc char[WordScanner.BufferLength];
        return folded.Length + next.Length > joined.Length ? null : Join(folded, next, joined).ToString();
    }

    /// <inheritdoc cref="JoinedKey(string, string)"/>
    /// <param name="joined">Room for both.</param>
    internal static ReadOnlySpan<char> Join(ReadOnlySpan<char> folded, ReadOnlySpan<char> next, Span<char> joined)
    {
        folded.CopyTo(joined);
        next.CopyTo(joined[folded.Length..]);
        return joined[..WordForms.Reduce(joined[..(folded.Length + next.Length)])];
    }
}
