namespace FundingAlerts.Matching.Text;

/// <summary>
/// Dutch and German write compounds as one word: who looks for "Halbleiter" means "Halbleiterforschung" and
/// "Leistungshalbleiter" too. A word meets the beginning or the end of one, not its middle.
/// </summary>
internal static class Compounds
{
    /// <summary>Shorter words are taken for simple ones.</summary>
    public const int Shortest = 10;

    /// <summary>No compound that anybody writes is longer; what is, has no parts.</summary>
    public const int Longest = 64;

    /// <summary>A key of fewer letters is not looked for within compounds.</summary>
    public const int ShortestPart = 6;

    private const int ShortestRest = 3;

    // What follows a word's beginning and makes no compound of it but another form: systematisch, Systematik.
    private static readonly string[] Endings =
        ["isch", "lich", "atisch", "atie", "atik", "heid", "heden", "keit", "ung", "schaft", "ing", "baar", "achtig", "iteit", "itat", "ismus", "isme", "ist", "eren", "ieren", "elijk", "ier", "end"];

    /// <summary>Whether a word of a text in such a language is looked into.</summary>
    public static bool IsOne(ReadOnlySpan<char> folded) => folded.Length is >= Shortest and <= Longest;

    /// <summary>Whether a language (BCP 47) has them.</summary>
    public static bool IsIn(string language) => language is "nl" or "de" || language.StartsWith("nl-", StringComparison.Ordinal) || language.StartsWith("de-", StringComparison.Ordinal);

    /// <summary>Whether a compound may have a part of so many letters at its beginning.</summary>
    /// <param name="compound">A folded word of at least <see cref="Shortest"/> letters.</param>
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

    /// <summary>Whether a compound may have so many letters of its key as a part at its end.</summary>
    public static bool MayEndWith(ReadOnlySpan<char> key, int length) => key.Length - length >= ShortestRest;

    public static bool Meets(PhraseWord part, Word compound) => EndsWith(compound.Key, part.Key) || BeginsWith(compound.Folded, part.Key);

    private static bool EndsWith(string key, string part) => key.EndsWith(part, StringComparison.Ordinal) && MayEndWith(key, part.Length);

    private static bool BeginsWith(string compound, string part)
    {
        Span<char> key = stackalloc char[compound.Length];
        for (var length = ShortestPart; length < compound.Length; length++)
        {
            if (!MayBeginWith(compound, length))
                continue;
            compound.AsSpan(0, length).CopyTo(key);
            if (key[..WordForms.Reduce(key[..length])].SequenceEqual(part))
                return true;
        }
        return false;
    }
}
