using System.Text.RegularExpressions;

namespace FundingAlerts.Sources.Curation;

/// <summary>What in the rows' addresses tells one call from the other and will not change.</summary>
internal static class ReferenceRule
{
    private static readonly (string Pattern, string Because)[] Ways =
    [
        (@"[?&](?:id|pid|nid|callid|call_id|call|tender|project|ref|reference|grant|competition|oppId)=([^&#]+)", "the number in the address's query"),
        (@"/(\d{2,})(?:[/?#-]|$)", "the number in the address"),
        (@"/([^/?#]+?)/?(?:\.\w{2,5})?(?:[?#].*)?$", "the last part of the address"),
        (@"[?&][\w-]*(?:id|key|no|nr|num)\w*=([^&#]+)", "the number in the address's query"),
        (@"https?://[^/]+/(.+)$", "the whole path of the address"),
    ];

    /// <summary>A rule upon the field address, why it was chosen, and what it finds.</summary>
    public static (RowRule Rule, string Because, IReadOnlyList<string> Values) For(IReadOnlyList<string> addresses)
    {
        var distinct = addresses.Distinct(StringComparer.Ordinal).Count();
        foreach (var (pattern, because) in Ways)
        {
            var found = addresses
                .Select(a => Regex.Match(a, pattern, RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(200)))
                .Where(m => m.Success)
                .Select(m => m.Groups[1].Value)
                .ToList();
            if (found.Count == addresses.Count && found.Distinct(StringComparer.Ordinal).Count() >= distinct)
                return (new(null, Value: "${address}", Find: pattern), because, found);
        }
        return (new(null, Value: "${address}"), "the whole address", addresses);
    }
}
