using System.Globalization;
using System.Text;

namespace FundingAlerts.Matching.Text;

/// <summary>Which characters make up words, and what they are without case and diacritics.</summary>
internal static class WordFolding
{
    /// <summary>Letters below this have their folded form in a table: Latin with all its accents.</summary>
    public const int Tabled = 0x250;

    // A place where a line may break, which is between words.
    private const int ZeroWidthSpace = 0x200B;
    private const char SoftHyphen = '\u00AD';
    private static readonly string?[] Table = [.. Enumerable.Range(0, Tabled).Select(value => Tabulate((char)value))];
    private static readonly char[] Single = [.. Table.Select(folded => folded is [var only] ? only : '\0')];

    /// <summary>The folded form of a letter or digit below <see cref="Tabled"/> when it is one character; 0 for all else.</summary>
    public static char FoldedChar(char letter) => Single[letter];

    /// <summary>The folded form of a letter or digit below <see cref="Tabled"/>, or null when it is none or depends on its neighbours.</summary>
    public static string? FoldedText(char letter) => Table[letter];

    /// <summary>Whether this goes on a word that has begun: a letter, a digit, a mark on a letter, or a character without a width within.</summary>
    public static bool GoesOn(Rune rune) => IsFormat(rune) || IsLetter(rune) || IsDiacritic(rune);

    /// <summary>Where the word ends that has begun before. Soft hyphens and joiners stand within words, but a word does not end in one.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (at < text.Length && Rune.DecodeFromUtf16(text[at..], out var rune, out var length) == System.Buffers.OperationStatus.Done && GoesOn(rune))
        {
            at += length;
            if (!IsFormat(rune))
                end = at;
        }
        return end;
    }

    /// <summary>Lower case, without diacritics, ligatures and full-width forms resolved: "Élan", "élan" and "elan" are one.</summary>
    public static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var rune in word.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            // By way of the capital, which σ and ς share. The dot that ŀ comes apart into is no letter.
            if (IsLetter(rune))
                folded.Append(Spelled(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune))));
        }
        return folded.ToString();
    }

    private static string? Tabulate(char letter) =>
        letter != SoftHyphen && char.IsLetterOrDigit(letter) && Fold(letter.ToString()) is { Length: > 0 } folded ? folded : null;

    // Letters that Unicode does not take apart.
    private static string Spelled(Rune letter) => letter.Value switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        _ => letter.ToString(),
    };

    private static bool IsFormat(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value != ZeroWidthSpace;

    // Vowels of Indic scripts are marks that take room, and no diacritics.
    private static bool IsLetter(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark;

    private static bool IsDiacritic(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
