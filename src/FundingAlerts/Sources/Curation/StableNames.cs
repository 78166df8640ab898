using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>Which names on an element will still be there after the site's next build, and how much they say.</summary>
internal static partial class StableNames
{
    /// <summary>How little a name can be trusted: 0 says what the element holds, 3 only how it looks.</summary>
    public static int Cost(string name) =>
        Utility().IsMatch(name) || name.Contains(':', StringComparison.Ordinal) ? 3 : Meaning().IsMatch(name) ? 0 : 1;

    /// <summary>The classes that are no hash, no state and no number.</summary>
    public static IEnumerable<string> Classes(IElement element) => element.ClassList.Where(IsStable);

    public static bool IsStable(string name) =>
        Plain().IsMatch(name) && !State().IsMatch(name) && !Generated().IsMatch(name) && !name.Split('-', '_').Any(LooksHashed);

    /// <summary>"Flag_a-flag" of "Flag_a-flag__aHFYA": what a build leaves as it is; null for other names.</summary>
    public static string? BeforeHash(string name) =>
        HashedModule().Match(name) is { Success: true } module && LooksHashed(module.Groups["hash"].Value) ? module.Groups["name"].Value : null;

    /// <summary>Letters and digits in no order that a person would choose: "1x2y3z", "aHFYA", "f235658".</summary>
    private static bool LooksHashed(string part)
    {
        if (part.Length < 4)
            return false;
        var switches = 0;
        for (var i = 1; i < part.Length; i++)
        {
            if (char.IsAsciiDigit(part[i]) != char.IsAsciiDigit(part[i - 1]))
                switches++;
        }
        var digits = part.Count(char.IsAsciiDigit);
        if (digits > 0)
            return switches >= 2 || digits >= 3;
        var inner = part.AsSpan(1).Count(char.IsAsciiLetterUpper);
        return part.Length <= 8 && inner >= 2 && part.Any(char.IsAsciiLetterLower);
    }

    private static int Count(this ReadOnlySpan<char> text, Func<char, bool> which)
    {
        var count = 0;
        foreach (var c in text)
            count += which(c) ? 1 : 0;
        return count;
    }

    // search-result, resultList, ecl-card__title
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{1,50}$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    // odd, active, views-row-first, item-3
    [GeneratedRegex(@"(?:^|[-_])(?:in|odd|even|first|last|active|inactive|current|selected|open|opened|closed|hidden|show|shown|collapse|collapsed|expanded|sticky|visible|disabled|clearfix|animated|[a-z]?\d+)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex State();

    // css-1x2y3z, sc-bdVaJa, jsx-2891, ng-tns-c12-3, svelte-1tky8bj
    [GeneratedRegex(@"^(?:css|sc|jsx?|ng|svelte|emotion|makeStyles|mui)-|^(?:js-|is-|has-|wow$|aos)|\d{3}", RegexOptions.NonBacktracking)]
    private static partial Regex Generated();

    // Flag_a-flag__aHFYA
    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9_-]{2,40}?)__?(?<hash>[A-Za-z0-9-]{4,8})$", RegexOptions.NonBacktracking)]
    private static partial Regex HashedModule();

    // mt-5, col-md-4, text-center, flex, ecl-u-mb-l, govuk-!-margin-bottom-2
    [GeneratedRegex(@"^(?:[mp][trblxyse]?|w|h|g|gx|gy|z|min|max|col|row|container|wrapper|inner|outer|text|font|bg|border|rounded|shadow|flex|grid|gap|inline|block|relative|absolute|fixed|items|justify|self|grow|shrink|space|leading|tracking|transition|duration|hover|group|overflow|opacity|cursor|float|pull|push|left|right|center|align|no|d|position|order|fade\w*|bounce\w*|elementor|fa|glyphicon|size|line|whitespace|uppercase|underline|padding|margin|table|btn|button|link|ecl-u|ecl-col|ecl-row|u|l|grid-row|govuk-grid|clearfix|large|small|medium)(?:-.*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Utility();

    // search-result, call__title, opportunity-card
    [GeneratedRegex(@"result|title|heading|headline|subject|name|deadline|closing|date|time|opening|publish|summary|description|teaser|excerpt|intro|abstract|call|opportunit|grant|fund|tender|subsid|foerder|förder|competition|award|article|post|entry|news|card|item|listing|record|status|reference", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Meaning();
}
