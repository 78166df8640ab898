using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>Cuts a title into words in lower case without accents, with every number as digits.</summary>
internal static partial class TitleTokens
{
    private const int ShortestRoman = 2;
    private const int NoCharacter = 0xFFFE;

    public static List<string> Of(string title)
    {
        var printed = Token().Matches(Fold(title)).Select(match => match.Value).ToList();
        // "Innowwide II": only capitals, or "vi" and "mix" would be numbers too.
        if (printed.Count > 1 && printed[^1] is { Length: >= ShortestRoman } last && last.All(char.IsAsciiLetterUpper) && NumberWords.Roman(last.ToLowerInvariant()) is { } roman)
            printed[^1] = Digits(roman);

        var tokens = printed.ConvertAll(word => word.ToLowerInvariant());
        for (var next = Step(tokens); next is not null; next = Step(tokens))
            tokens = next;
        return tokens;
    }

    /// <summary>Signs that mean the same made one, accents gone, capitals kept.</summary>
    public static string Fold(string title)
    {
        var folded = new StringBuilder(title.Length);
        foreach (var sign in Ascii.IsValid(title) ? title : Decompose(title))
        {
            switch (sign)
            {
                case '\'' or '\u2018' or '\u2019' or '\u02BC' or '`' or '\u00B4':
                    break;
                case '&':
                    folded.Append(" and ");
                    break;
                case 'ß':
                    folded.Append("ss");
                    break;
                case 'ø' or 'Ø':
                    folded.Append('o');
                    break;
                case 'æ' or 'Æ':
                    folded.Append("ae");
                    break;
                case 'œ' or 'Œ':
                    folded.Append("oe");
                    break;
                default:
                    if (CharUnicodeInfo.GetUnicodeCategory(sign) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                        folded.Append(sign);
                    break;
            }
        }
        return folded.Replace(" and amp;", " and ").ToString();
    }

    private static string Decompose(string title)
    {
        // Half a surrogate pair cannot be normalised, nor can U+FFFE.
        var whole = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
            whole.Append(rune.Value == NoCharacter ? Rune.ReplacementChar.ToString() : rune.ToString());
        return whole.ToString().Normalize(NormalizationForm.FormKD);
    }

    /// <summary>One change, or null when there is none left: so that a title in normal form stays as it is.</summary>
    private static List<string>? Step(List<string> tokens)
    {
        // Before the ordinal in front of it is looked at.
        if (Enumerable.Range(0, Math.Max(0, tokens.Count - 1)).FirstOrDefault(i => tokens[i] == "cut" && tokens[i + 1] == "off", -1) is >= 0 and var cut)
            return With(tokens, cut, 2, "cutoff");
        for (var i = 0; i < tokens.Count; i++)
        {
            var before = i > 0 ? tokens[i - 1] : "";
            var after = i + 1 < tokens.Count ? tokens[i + 1] : "";
            var word = tokens[i];
            if (NumberWords.Label(word) is { } label && label != word && (IsNumber(before) || IsNumber(after)))
                return With(tokens, i, 1, label);
            if (NumberWords.Cardinal(word, NumberWords.Label(before) is not null) is { } cardinal)
                return With(tokens, i, 1, Digits(cardinal));
            if (NumberWords.Ordinal(word) is { } ordinal && (NumberWords.Label(after) is not null || char.IsAsciiDigit(word[0])))
                return NumberWords.Label(after) is { } named ? With(tokens, i, 2, named, Digits(ordinal)) : With(tokens, i, 1, Digits(ordinal));
            if (word.Length > 1 && word[0] == '0' && word.All(char.IsAsciiDigit))
                return With(tokens, i, 1, word.TrimStart('0') is { Length: > 0 } number ? number : "0");
            // R&D, CR and D, CRD.
            if (i > 0 && word == "and" && before.Length <= 2 && after.Length == 1 && char.IsAsciiLetter(after[0]) && before.All(char.IsAsciiLetter))
                return With(tokens, i - 1, 3, before + after);
        }
        return null;
    }

    private static bool IsNumber(string word) =>
        word.Length > 0 && (char.IsAsciiDigit(word[0]) || NumberWords.Cardinal(word, afterLabel: true) is not null || NumberWords.Ordinal(word) is not null);

    private static List<string> With(List<string> tokens, int at, int count, params ReadOnlySpan<string> words)
    {
        var changed = new List<string>(tokens);
        changed.RemoveRange(at, count);
        changed.InsertRange(at, words.ToArray());
        return changed;
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    // objective 2.1
    [GeneratedRegex(@"[0-9]+(\.[0-9]+)+|[\p{L}\p{N}]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
