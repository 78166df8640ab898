using System.Globalization;
using System.Text;

namespace FundingAlerts.Matching;

/// <summary>A word of a text, folded for comparing, and where it stands.</summary>
public readonly record struct Word(string Folded, int Start, int Length);

/// <summary>
/// Cuts text into words: runs of letters and digits, without case and diacritics.
/// Hyphens, slashes and apostrophes part words, so "brain-inspired" and "brain inspired" are the same two words.
/// </summary>
public static class Words
{
    public static IReadOnlyList<Word> In(string text)
    {
        var words = new List<Word>();
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && Rune.TryGetRuneAt(text, at, out var rune) && IsPartOfWord(rune))
                at += rune.Utf16SequenceLength;
            if (at > start)
                words.Add(new(Fold(text[start..at]), start, at - start));
            else
                at++;
        }
        return words;
    }

    /// <summary>Lower case, without diacritics, ligatures and full-width forms resolved: "Élan", "élan" and "elan" are one.</summary>
    public static string Fold(string word)
    {
        if (IsPlain(word))
            return word;
        var folded = new StringBuilder(word.Length);
        foreach (var rune in Decompose(word).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
        }
        return folded.Replace("ß", "ss").Replace("ø", "o").Replace("ł", "l").ToString();
    }

    // Lone surrogates cannot be normalised; they are no part of any word either way.
    private static string Decompose(string word) =>
        word.IsNormalized(NormalizationForm.FormKD) ? word : word.Normalize(NormalizationForm.FormKD);

    private static bool IsPlain(string word)
    {
        foreach (var c in word)
        {
            if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9'))
                return false;
        }
        return true;
    }

    private static bool IsPartOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
