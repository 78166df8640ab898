using System.Text.RegularExpressions;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// The funder's own numbers, as "kind:number": "eu:HORIZON-CL4-2026-04-DATA-06", "ifs:2445" (Innovation Funding Service),
/// "nsf:24-521".
/// </summary>
/// <param name="Own">What the call is called: its reference, topic, address, or the number in front of its title.</param>
/// <param name="Certain">Those of <paramref name="Own"/> that the source gives as the reference, not only prints.</param>
/// <param name="Mentioned">What its texts name besides; up to 20.</param>
public sealed partial record CallReferences(IReadOnlySet<string> Own, IReadOnlySet<string> Certain, IReadOnlySet<string> Mentioned)
{
    private const int MostMentioned = 20;
    private const int TextLength = 20_000;
    private const int FewestSegments = 3;

    public static CallReferences Of(Opportunity call) => Of(call, TwinTitle.Of(call.Title));

    internal static CallReferences Of(Opportunity call, TwinTitle read)
    {
        var certain = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in new[] { call.Reference, call.Topic ?? "" })
            certain.UnionWith(Identifiers(text).Where(found => found.Whole).Select(found => found.Reference));
        certain.UnionWith(InAddress(call.Address.AbsoluteUri));

        var own = new SortedSet<string>(certain, StringComparer.Ordinal);
        var title = Identifiers(call.Title).ToList();
        own.UnionWith(title.Where(found => found.First).Select(found => found.Reference));
        if (read.Competition is { } competition)
            own.Add($"ifs:{competition}");
        if (Slug().Match(call.Address.AbsoluteUri) is { Success: true } slug && !slug.Groups["number"].Value.StartsWith("20", StringComparison.Ordinal))
            own.Add($"ifs:{slug.Groups["number"].Value}");

        var texts = string.Concat(call.Summary.AsSpan(0, Math.Min(call.Summary.Length, TextLength)), "\n", call.Description.AsSpan(0, Math.Min(call.Description.Length, TextLength)));
        var mentioned = title.Select(found => found.Reference)
            .Concat(Identifiers(texts).Select(found => found.Reference))
            .Concat(InAddress(texts))
            .Where(reference => !own.Contains(reference))
            .Distinct(StringComparer.Ordinal)
            .Take(MostMentioned);
        return new(own, certain, new SortedSet<string>(mentioned, StringComparer.Ordinal));
    }

    /// <summary>Both have numbers of one kind, and none fits another ("HORIZON-HLTH-2026-CARE-01" may shorten "HORIZON-HLTH-2026-01-CARE-01").</summary>
    public bool Contradicts(CallReferences other) =>
        Own.Any(mine => other.Own.Any(theirs => Kind(mine) == Kind(theirs)))
        && !Own.Any(mine => other.Own.Any(theirs => Kind(mine) == Kind(theirs) && (Shortens(mine, theirs) || Shortens(theirs, mine))));

    /// <summary>The years that stand in the call's own numbers.</summary>
    public IEnumerable<int> Years =>
        Own.Where(reference => Kind(reference) == "eu").SelectMany(reference => reference.Split('-')).Where(part => YearPart().IsMatch(part)).Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture));

    internal static string WithoutIdentifiers(string text) =>
        MayHaveTopic(text) ? EuIdentifier().Replace(text, match => IsTopic(match.Value) ? " " : match.Value) : text;

    // Most texts have none, and looking is much cheaper than matching.
    private static bool MayHaveTopic(string text) => text.Contains("-20", StringComparison.Ordinal);

    private static IEnumerable<(string Reference, bool First, bool Whole)> Identifiers(string text)
    {
        foreach (var match in MayHaveTopic(text) ? EuIdentifier().Matches(text) : Enumerable.Empty<Match>())
        {
            if (IsTopic(match.Value))
                yield return ("eu:" + match.Value.ToUpperInvariant(), match.Index == 0, match.Length == text.Length);
        }
        foreach (var match in text.Contains("EuropeAid", StringComparison.OrdinalIgnoreCase) ? EuropeAid().Matches(text) : Enumerable.Empty<Match>())
            yield return ("europeaid:" + match.Groups["number"].Value, match.Index == 0, match.Index == 0);
        foreach (var match in text.Contains("NSF", StringComparison.OrdinalIgnoreCase) ? Nsf().Matches(text) : Enumerable.Empty<Match>())
            yield return ("nsf:" + match.Groups["number"].Value, match.Index == 0, match.Length == text.Length);
    }

    private static IEnumerable<string> InAddress(string text)
    {
        foreach (var match in text.Contains("/competition/", StringComparison.OrdinalIgnoreCase) ? Competition().Matches(text) : Enumerable.Empty<Match>())
            yield return "ifs:" + match.Groups["number"].Value;
        foreach (var match in text.Contains("/topic-details/", StringComparison.OrdinalIgnoreCase) ? Topic().Matches(text) : Enumerable.Empty<Match>())
        {
            if (IsTopic(match.Groups["id"].Value))
                yield return "eu:" + match.Groups["id"].Value.ToUpperInvariant();
        }
    }

    // HORIZON-HLTH-2027 alone is a year of a programme, not a call.
    private static bool IsTopic(string identifier) =>
        identifier.Split('-') is { Length: >= FewestSegments } parts && !YearPart().IsMatch(parts[^1]) && parts.Any(part => YearPart().IsMatch(part));

    private static string Kind(string reference) => reference[..reference.IndexOf(':', StringComparison.Ordinal)];

    private static bool Shortens(string shorter, string longer)
    {
        var parts = shorter.Split('-');
        var next = 0;
        foreach (var part in longer.Split('-'))
        {
            if (next < parts.Length && parts[next] == part)
                next++;
        }
        return next == parts.Length;
    }

    // HORIZON-CL4-2026-04-DATA-06
    [GeneratedRegex(@"\b(HORIZON|DIGITAL|LIFE|ERC|EDF|EDIP|ERASMUS|CEF|CERV|CREA|SMP|JUST|EU4H|EUAF|ESC|EIC|EMFAF|I3|RFCS|PPPA|SOCPL|AGRIP|UCPM|INNOVFUND|EURATOM|AMIF|BMVI|ISF|NDICI|H2020)(-[A-Za-z0-9]+)+\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EuIdentifier();

    // EuropeAid/185928/DH/ACT/CY
    [GeneratedRegex(@"\bEuropeAid/(?<number>[0-9]{6})\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EuropeAid();

    // NSF 24-521
    [GeneratedRegex(@"\bNSF ?(?<number>[0-9]{2}-[0-9]{3})\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Nsf();

    // apply-for-innovation-funding.service.gov.uk/competition/2445/overview/…
    [GeneratedRegex(@"apply-for-innovation-funding\.service\.gov\.uk/competition/(?<number>[0-9]{2,6})\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Competition();

    // /topic-details/horizon-cl4-2026-04-data-06
    [GeneratedRegex(@"ec\.europa\.eu/[^\s?#]*/topic-details/(?<id>[A-Za-z0-9-]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Topic();

    // https://www.ukri.org/opportunity/2523-scaling-performance-of-quantum-computing-hardware-crd/
    [GeneratedRegex(@"\Ahttps?://(www\.)?ukri\.org/opportunity/(?<number>[0-9]{4})-", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Slug();

    // 2026
    [GeneratedRegex(@"\A20[0-9]{2}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex YearPart();
}
