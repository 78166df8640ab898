namespace FundingAlerts.Matching.Text;

/// <summary>
/// Dutch and German write compounds as one word: who looks for "Halbleiter" means "Halbleiterforschung" and
/// "Leistungshalbleiter" too. A word meets the beginning or the end of one, not its middle.
/// </summary>
internal static class Compounds
{
    /// <summary>Shorter words are taken for simple ones.</summary>
    public const int Shortest = 10;

    private const int ShortestRest = 3;

    // What follows a word's beginning and makes no compound of it but another form: systematisch, Systematik.
    private static readonly string[] Endings =
        ["isch", "lich", "atisch", "atie", "atik", "heid", "heden", "keit", "ung", "schaft", "ing", "baar", "achtig", "iteit", "itat", "ismus", "isme", "ist", "eren", "ieren", "elijk", "ier", "end"];

    public static bool IsIn(string language) => language is "nl" or "de" || language.StartsWith("nl-", StringComparison.Ordinal) || language.StartsWith("de-", StringComparison.Ordinal);

    /// <summary>Whether a compound begins with this word as it is written.</summary>
    /// <param name="compound">A folded word of at least <see cref="Shortest"/> letters.</param>
    /// <param name="length">How much of it is the word.</param>
    public static bool MayBeginWith(ReadOnlySpan<char> compound, int length)
    {
        if (compound.Length - length < ShortestRest)
            return false;
        var rest = compound[length..];
        foreach (var ending in Endings)
        {
            if (rest.StartsWith(ending))
                return false;
        }
        return true;
    }

    /// <summary>Whether a compound may end with so much of its key.</summary>
    public static bool MayEndWith(ReadOnlySpan<char> key, int length) => key.Length - length >= ShortestRest;

    public static bool Meets(PhraseWord part, Word compound) =>
        (compound.Folded.StartsWith(part.Folded, StringComparison.Ordinal) && MayBeginWith(compound.Folded, part.Folded.Length))
        || (compound.Key.EndsWith(part.Key, StringComparison.Ordinal) && MayEndWith(compound.Key, part.Key.Length));
}
