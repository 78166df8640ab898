using System.Text.RegularExpressions;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>Numbers as titles print them, in English, Dutch, German and French: words, ordinals and Roman numerals.</summary>
internal static partial class NumberWords
{
    // Numbers in any place. Words that also mean something else (one health, een, ein, un, acht, six, onze) are in the next table.
    private static readonly Dictionary<string, int> Anywhere = Table(
        "", "two twee zwei deux", "three drie drei trois", "four vier quatre", "five vijf funf cinq", "zes sechs", "seven zeven sieben",
        "eight huit", "nine negen neun", "ten tien zehn", "eleven", "twelve twaalf zwolf douze");

    private static readonly Dictionary<string, int> AfterLabel = Table(
        "one een eins ein une un", "", "", "", "", "six", "sept", "acht", "neuf", "dix", "elf onze");

    private static readonly Dictionary<string, int> Ordinals = Table(
        "first eerste erste ersten erster premier premiere", "second tweede zweite zweiten zweiter deuxieme seconde", "third derde dritte dritten dritter troisieme",
        "fourth vierde vierte vierten vierter quatrieme", "fifth vijfde funfte funften funfter cinquieme", "sixth zesde sechste sechsten sixieme",
        "seventh zevende siebte siebten septieme", "eighth achtste achte achten huitieme", "ninth negende neunte neunten neuvieme",
        "tenth tiende zehnte zehnten dixieme", "eleventh elfde elfte elften onzieme", "twelfth twaalfde zwolfte zwolften douzieme");

    private static readonly Dictionary<string, string> Labels = Words(
        "round ronde runde rondes tour", "call oproep aufruf appel calls", "stage", "phase fase etappe", "cohort cohorte", "wave golf welle vague",
        "cutoff", "part deel teil partie", "edition editie ausgabe", "pillar pijler pilier", "priority prioriteit", "objective", "batch", "tranche", "packet pakket",
        "track", "lot", "strand", "topic", "module", "drawdown", "collaborate", "cycle");

    /// <summary>The word for a numbered part of a programme in English ("ronde" is "round"), or null.</summary>
    public static string? Label(string word) => Labels.GetValueOrDefault(word);

    /// <summary>"eight", "twee"; after a label also "one", "een", "six", "IV" and "x".</summary>
    public static int? Cardinal(string folded, bool afterLabel) =>
        Anywhere.TryGetValue(folded, out var number) || (afterLabel && AfterLabel.TryGetValue(folded, out number)) ? number
        : afterLabel ? Roman(folded)
        : null;

    /// <summary>"third", "derde", "3rd", "2e".</summary>
    public static int? Ordinal(string folded)
    {
        if (Ordinals.TryGetValue(folded, out var number))
            return number;
        return OrdinalDigits().Match(folded) is { Success: true } match ? int.Parse(match.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>1 to 39. Anywhere else than after a label a caller takes only capitals of two letters or more.</summary>
    public static int? Roman(string folded)
    {
        if (folded.Length == 0 || !RomanNumeral().IsMatch(folded))
            return null;
        var value = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            var unit = Unit(folded[i]);
            value += i + 1 < folded.Length && Unit(folded[i + 1]) > unit ? -unit : unit;
        }
        return value;
    }

    private static int Unit(char letter) => letter switch { 'i' => 1, 'v' => 5, _ => 10 };

    private static Dictionary<string, int> Table(params string[] rows) => rows
        .SelectMany((row, i) => row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word, i + 1)))
        .ToDictionary(entry => entry.word, entry => entry.Item2, StringComparer.Ordinal);

    private static Dictionary<string, string> Words(params string[] rows) => rows
        .Select(row => row.Split(' '))
        .SelectMany(row => row.Select(word => (word, row[0])))
        .ToDictionary(entry => entry.word, entry => entry.Item2, StringComparer.Ordinal);

    // 3rd, 2e, 1ste
    [GeneratedRegex(@"\A(?<number>[0-9]{1,2})(st|nd|rd|th|e|er|de|ste|eme|ieme)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OrdinalDigits();

    // xiv
    [GeneratedRegex(@"\Ax{0,3}(ix|iv|v?i{0,3})\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RomanNumeral();
}
