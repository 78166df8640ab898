using System.Globalization;
using System.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>Takes out what a hostile page could trick a reader with: control characters and marks that turn the reading direction.</summary>
internal static class CleanText
{
    // What was printed is kept as evidence; more than this is no date, amount or status.
    private const int PrintedLength = 1_000;

    /// <summary>The words beside an understood value.</summary>
    public static string Printed(string text) => PlainText.Cut(Of(text), PrintedLength);

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
