using System.Globalization;
using System.Text;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>
/// Text as a line of plain words with single spaces between and around: " eic equity only ". In lower case and without
/// accents, so that words are looked for with <see cref="RoleWords.Has"/>: " prize" begins a word, "prijs " ends one.
/// </summary>
internal static class WordLine
{
    public static string Of(params ReadOnlySpan<string?> texts)
    {
        var line = new StringBuilder(" ");
        foreach (var text in texts)
            Append(line, text);
        return line.ToString();
    }

    private static void Append(StringBuilder line, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        foreach (var sign in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(sign))
                line.Append(sign == 'ß' ? "ss" : char.ToLowerInvariant(sign).ToString());
            else if (char.GetUnicodeCategory(sign) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) && line[^1] != ' ')
                line.Append(' ');
        }

        if (line[^1] != ' ')
            line.Append(' ');
    }
}
