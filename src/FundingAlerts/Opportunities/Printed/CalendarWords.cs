using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Names of months, days and ordinals in English, Dutch, German, French, Italian and Spanish, without accents.</summary>
internal static class CalendarWords
{
    private static readonly Dictionary<string, int> Months = Table(
        "january jan januari janvier janv januar janner jaenner gennaio enero",
        "february feb febr februari fevrier fevr fev februar febbraio febrero",
        "march mar mrt maart mars marz maerz mrz marzo marts",
        "april apr avril avr aprile abril",
        "may mei mai maj maggio mayo",
        "june jun juni juin giugno junio juno",
        "july jul juli juillet juil luglio julio julei",
        "august aug augustus aout augusti agosto",
        "september sep sept septembre settembre septiembre",
        "october oct okt oktober octobre ottobre octubre",
        "november nov novembre noviembre",
        "december dec dez dezember decembre dicembre diciembre");

    private static readonly Dictionary<string, int> Weekdays = Table(
        "monday mon maandag montag lundi lun lunedi lunes",
        "tuesday tue tues dinsdag dienstag mardi martedi martes",
        "wednesday wed weds woensdag mittwoch mercredi mer mercoledi miercoles",
        "thursday thu thur thurs donderdag donnerstag jeudi jeu giovedi jueves",
        "friday fri vrijdag freitag vendredi ven venerdi viernes",
        "saturday sat zaterdag samstag sonnabend samedi sam sabato sabado",
        "sunday sun zondag sonntag dimanche dim domenica domingo");

    private static readonly Dictionary<string, int> DutchDays = Table("ma", "di", "wo", "do", "vr", "za", "zo");

    private static readonly Dictionary<string, int> GermanDays = Table("mo", "di", "mi", "do", "fr", "sa", "so");

    private static readonly Dictionary<string, int> Ordinals = Table(
        "first eerste erste ersten erster premier primo", "second tweede zweite zweiten deuxieme", "third derde dritte dritten troisieme",
        "fourth vierde vierte vierten", "fifth vijfde funfte funften", "sixth zesde", "seventh zevende", "eighth achtste", "ninth negende",
        "tenth tiende zehnte zehnten", "eleventh elfde", "twelfth twaalfde", "thirteenth dertiende", "fourteenth veertiende",
        "fifteenth vijftiende funfzehnte funfzehnten", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth twintigste",
        "", "", "", "", "", "", "", "", "", "thirtieth dertigste");

    private static readonly HashSet<string> Suffixes = ["st", "nd", "rd", "th", "er", "e", "de", "ste", "ten", "o"];

    /// <summary>1 to 12, or 0 when it is no month.</summary>
    public static int Month(string word) => Months.GetValueOrDefault(word);

    public static IsoDayOfWeek? Weekday(string word, PrintedContext context) =>
        Weekdays.TryGetValue(word, out var day)
        || (context.Speaks("nl") && DutchDays.TryGetValue(word, out day))
        || (context.Speaks("de") && GermanDays.TryGetValue(word, out day))
            ? (IsoDayOfWeek)day
            : null;

    /// <summary>1 to 31, or 0: "first", and 21 for "twenty" before "first".</summary>
    public static int Ordinal(string word) => Ordinals.GetValueOrDefault(word);

    public static int Tens(string word) => word switch { "twenty" => 20, "thirty" => 30, _ => 0 };

    public static bool IsOrdinalSuffix(string word) => Suffixes.Contains(word);

    private static Dictionary<string, int> Table(params string[] rows) => rows
        .SelectMany((row, i) => row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word, i + 1)))
        .ToDictionary(entry => entry.word, entry => entry.Item2);
}
