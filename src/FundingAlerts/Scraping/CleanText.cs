using System.Globalization;
using System.Text;

namespace FundingAlerts.Scraping;

/// <summary>Takes out what a hostile page could trick a reader with: control characters and marks that turn the reading direction.</summary>
internal static class CleanText
{
    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' || !IsUnwanted(rune))
                clean.Append(rune.ToString());
            else if (rune.Value is '\t' or '\r')
                clean.Append(' ');
        }
        return clean.ToString().Trim();
    }

    private static bool IsUnwanted(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar;
}
