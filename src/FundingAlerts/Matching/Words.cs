using System.Globalization;
using System.Text;

namespace FundingAlerts.Matching;

/// <summary>A word of a text, folded for comparing, and where it stands.</summary>
public readonly record struct Word(string Folded, int Start, int Length);

/// <summary>
/// Cuts text into words: runs of letters and digits, without case and diacritics.
/// Hyphens, slashes and apostrophes part words, so "brain-inspired" and "brain inspired" are the same two words.
/// Any string will do, halves of surrogate pairs are no letters.
/// </summary>
public static class Words
{
    // A place where a line may break, which is between words.
    private const int ZeroWidthSpace = 0x200B;

    public static IReadOnlyList<Word> In(string text)
    {
        var words = new List<Word>();
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var first))
            {
                at++;
                continue;
            }
            var start = at;
            at += first.Utf16SequenceLength;
            if (!Rune.IsLetterOrDigit(first))
                continue;
            at = End(text, at);
            // Unicode has letters that are nothing but a diacritic.
            if (Fold(text[start..at]) is var folded && !string.IsNullOrWhiteSpace(folded))
                words.Add(new(folded, start, at - start));
        }
        return words;
    }

    // Soft hyphens and joiners stand within words, but a word does not end in one.
    private static int End(string text, int at)
    {
        var end = at;
        while (at < text.Length && Rune.TryGetRuneAt(text, at, out var rune))
        {
            var isFormat = Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value != ZeroWidthSpace;
            if (!isFormat && !IsLetter(rune) && !IsDiacritic(rune))
                break;
            at += rune.Utf16SequenceLength;
            if (!isFormat)
                end = at;
        }
        return end;
    }

    /// <summary>Lower case, without diacritics, ligatures and full-width forms resolved: "Élan", "élan" and "elan" are one.</summary>
    private static string Fold(string word)
    {
        if (IsPlain(word))
            return word;
        var folded = new StringBuilder(word.Length);
        foreach (var rune in word.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            // By way of the capital, which σ and ς share. The dot that ŀ comes apart into is no letter.
            if (IsLetter(rune))
                folded.Append(Spelled(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune))));
        }
        return folded.ToString();
    }

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

    private static bool IsPlain(string word)
    {
        foreach (var c in word)
        {
            if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9'))
                return false;
        }
        return true;
    }

    // Vowels of Indic scripts are marks that take room, and no diacritics.
    private static bool IsLetter(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark;

    private static bool IsDiacritic(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
