namespace FundingAlerts.Matching;

/// <summary>A folded word, or the beginning of one, that a call must have.</summary>
internal readonly record struct Anchor(string Word, bool IsPrefix);

/// <summary>Finds for a query a few words of which any call that meets it has at least one.</summary>
internal static class Anchors
{
    // The beginning of a word is found in more calls than a whole word of the same length.
    private const int PrefixPenalty = 3;

    /// <summary>Null when there are none, because the query, or one side of an OR, only excludes.</summary>
    public static IReadOnlyList<Anchor>? Of(Query query) => query switch
    {
        Query.Phrase phrase => [OfPhrase(phrase)],
        Query.And and => and.Parts.Select(Of).OfType<IReadOnlyList<Anchor>>().MaxBy(Rarity),
        Query.Or or => or.Parts.Select(Of).ToList() is var parts && parts.Contains(null) ? null : [.. parts.SelectMany(p => p!).Distinct()],
        _ => null,
    };

    // Long words are rare ones.
    private static Anchor OfPhrase(Query.Phrase phrase) =>
        phrase.Folded
            .Select((word, i) => new Anchor(word, phrase.IsPrefix && i == phrase.Folded.Count - 1))
            .MaxBy(Rarity);

    private static int Rarity(Anchor anchor) => anchor.IsPrefix ? anchor.Word.Length - PrefixPenalty : anchor.Word.Length;

    // Each further word is one more way in; the most common of them decides.
    private static int Rarity(IReadOnlyList<Anchor> anchors) => anchors.Min(Rarity) - anchors.Count + 1;
}
