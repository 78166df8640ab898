using System.Text.RegularExpressions;
using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Sources.Curation;

/// <summary>What the words of a row give away: a call, a date, and what the date is for.</summary>
internal static partial class CallWords
{
    // A row's date stands in its first lines, and reading is not free.
    private const int MostText = 400;

    public static bool SpeakOfCalls(string text) => Call().IsMatch(text);

    /// <summary>Whether the text holds a date that we can read, whichever way round its day and month are.</summary>
    public static bool HoldsDate(string text, PrintedContext context) => KindOfDate(text, context) is not null;

    /// <summary>closes, opens or published by the words beside the date; "" for a date without such words; null when there is none.</summary>
    public static string? KindOfDate(string text, PrintedContext context)
    {
        if (text.Length > MostText)
            text = text[..MostText];
        if (!text.Any(char.IsAsciiDigit))
            return null;
        var reading = DeadlineText.Read(text, context);
        if (reading.Deadlines.Count == 0 && reading.Opens is null && DateText.Read(text, context) is null)
        {
            // 03/04/2026 in English is two dates; that it is one at all is what counts here.
            if (context.Language is "nl" || DateText.Read(text, context with { Language = "nl" }) is null)
                return null;
        }
        return KindByWords(text) ?? (reading.Opens is not null && reading.Deadlines.Count == 0 ? FieldNames.Opens : "");
    }

    /// <summary>By a label, a column's heading or a class name alone; null when they do not say.</summary>
    public static string? KindByWords(string words) =>
        Closing().IsMatch(words) ? FieldNames.Closes
        : Publishing().IsMatch(words) ? FieldNames.Published
        : Opening().IsMatch(words) ? FieldNames.Opens
        : null;

    [GeneratedRegex(@"\b(?:calls?|grants?|fund(?:s|ing|ed)?|fellowships?|scholarships?|opportunit|competitions?|proposals?|tenders?|awards?|prizes?|applications?|innovation|programm?|subsid|oproep|regeling|beurs|beurzen|prijs|aanvra|tender|ausschreib|förder|foerder|bekanntmachung|aufruf|wettbewerb|stipendi|richtlinie|vergabe|appels?|projets?|financement|subventions?|bourses?|concours|convocatoria|ayudas?|výzv|dotac|конкурс|повик|стипенди|оглас)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    // Deadline, Last Date of Submission, sluit, Einsendeschluss, date limite
    [GeneratedRegex(@"deadline|clos(?:es?|ing)|last date|due|submission|expir|apply by|\bends?\b|end[-_ ]?date|valid until|\buntil\b|\btill\b|sluit|uiterlijk|einddatum|indien|tot en met|frist|schluss|stichtag|\bbis\b|abgabe|limite|clôture|cloture|jusqu|\bfin\b|échéance|plazo|cierre|termín|uzávěrka|рок", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Closing();

    // Opens on, start date, vanaf, ab dem, ouverture
    [GeneratedRegex(@"\bopen(?:s|ing|ed)?\b|\bstarts?\b|start[-_ ]?date|begin|vanaf|startdatum|\bab\b|beginn|eröffn|ouvert|ouverture|début|apertura|inicio", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Opening();

    // Published, pubDate, geplaatst, Veröffentlicht, publié le
    [GeneratedRegex(@"publi|posted|pubdate|updated|modified|created|added|gepubliceerd|geplaatst|bijgewerkt|veröffentlich|ver.ffentlich|aktualisiert|erstellt|mis à jour|aktualiz|zveřejn", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Publishing();
}
