using System.Globalization;
using System.Text.RegularExpressions;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>Which step of an application the title speaks of; null in <see cref="TwinTitle.Step"/> when it names none.</summary>
public enum ApplicationStep
{
    ExpressionOfInterest,
    Outline,
    Full,
}

/// <summary>
/// A title without what sites add to it (numbers, announcements, case, signs), with the numbers that tell one round,
/// stage or year from another set apart.
/// </summary>
public sealed partial record TwinTitle
{
    private const int FirstYear = 1990;
    private const int LastYear = 2100;
    private const int Longest = 600;
    private static readonly HashSet<string> Fillers =
    [
        "a", "an", "the", "of", "for", "and", "in", "on", "to", "with", "by", "at", "from", "de", "het", "een", "van", "voor", "en", "in", "op", "te",
        "der", "die", "das", "und", "fur", "zur", "zum", "le", "la", "les", "et", "des", "du", "pour",
    ];

    /// <summary>The title in small words and digits, one space between: "full adopt grant round 8".</summary>
    public required string NormalForm { get; init; }

    /// <summary>The words that say what it is about, singular, each once: neither fillers nor years nor numbers.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    public required IReadOnlyList<int> Years { get; init; }

    /// <summary>Numbers other than years, in order of size as text: "8", "2.1".</summary>
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>Numbers by the word they stand after: "stage" is "1".</summary>
    public required IReadOnlyDictionary<string, string> Labelled { get; init; }

    public ApplicationStep? Step { get; init; }

    /// <summary>A competition number that stood in front: 2445 in "2445: DRIVE35".</summary>
    public string? Competition { get; init; }

    /// <summary>Reads the first 600 characters; never throws.</summary>
    public static TwinTitle Of(string title)
    {
        var text = TitleTokens.Fold(title.Length > Longest ? title[..Longest] : title);
        var step = (ApplicationStep?)null;
        string? competition = null;
        for (var match = FindPrefix(text); match.Success; match = FindPrefix(text))
        {
            competition ??= match.Groups["number"] is { Success: true } number && !IsYear(number.Value) ? number.Value : null;
            step ??= match.Groups["interest"].Success ? ApplicationStep.ExpressionOfInterest : null;
            // "2026: " is a year that belongs to the title.
            if (match.Groups["number"] is { Success: true } year && IsYear(year.Value))
                break;
            text = text[match.Length..];
        }
        text = Aside().Replace(text, " ");
        step ??= StepIn(text);

        var tokens = TitleTokens.Of(CallReferences.WithoutIdentifiers(text));
        if (tokens.Count == 0)
            tokens = TitleTokens.Of(text);
        return Build(tokens, step, competition);
    }

    private static TwinTitle Build(List<string> tokens, ApplicationStep? step, string? competition)
    {
        var years = new SortedSet<int>();
        var numbers = new List<string>();
        var labelled = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var words = new List<string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (IsYear(token))
                years.Add(int.Parse(token, CultureInfo.InvariantCulture));
            else if (token.All(sign => char.IsAsciiDigit(sign) || sign == '.'))
            {
                numbers.Add(token);
                if (i > 0 && NumberWords.Label(tokens[i - 1]) is { } label)
                    labelled.TryAdd(label, token);
            }
            else if (!Fillers.Contains(token))
                words.Add(Singular(token));
        }
        return new()
        {
            NormalForm = string.Join(' ', tokens),
            Words = [.. words.Distinct(StringComparer.Ordinal)],
            Years = [.. years],
            Numbers = [.. numbers.Order(StringComparer.Ordinal)],
            Labelled = labelled,
            Step = step,
            Competition = competition,
        };
    }

    private static Match FindPrefix(string text) => text.Contains(':', StringComparison.Ordinal) ? Prefix().Match(text) : Match.Empty;

    private static ApplicationStep? StepIn(string text) =>
        InterestStep().IsMatch(text) ? ApplicationStep.ExpressionOfInterest
        : OutlineStep().IsMatch(text) ? ApplicationStep.Outline
        : FullStep().IsMatch(text) ? ApplicationStep.Full
        : null;

    private static bool IsYear(string token) =>
        token.Length == 4 && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= FirstYear and < LastYear;

    private static string Singular(string word) => word switch
    {
        "programme" => "program",
        "centre" => "center",
        { Length: > 5 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 4 } when word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') => Singular(word[..^1]),
        _ => word,
    };

    // 2445: DRIVE35 · Pre-announcement: Future computing
    [GeneratedRegex(@"\A\W*((?<number>[0-9]{3,5})|pre ?-? ?announcement|(?<interest>expressions? of interest|eoi)|funding opportunity|funding call|call for proposals|calls? for applications|vooraankondiging|voraankundigung|pre ?-? ?annonce|openstelling|(now )?open|closed|updated?|new|invite only)\s*:\s*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    // Strategic infrastructure (invite only)
    [GeneratedRegex(@"[(\[]\s*(invite|invitation|by invitation) ?-?(only)?\s*[)\]]|[(\[]\s*(closed|open|gesloten|geschlossen)\s*[)\]]|[(\[]\s*pre ?-? ?announcement\s*[)\]]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Aside();

    // Innovation loans expression of interest
    [GeneratedRegex(@"\b(expressions? of interest|EOI)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InterestStep();

    // venture doctorates: outline stage
    [GeneratedRegex(@"\b(outline|pre-?proposal|vooraanmelding|voorstel)s?( stage| applications?| proposals?)?\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OutlineStep();

    // fellowships: full stage
    [GeneratedRegex(@"\bfull( |-)(stage|applications?|proposals?)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FullStep();
}
