using System.Text.RegularExpressions;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>One text for all addresses of one page: no scheme, "www.", trailing slash, tracking or fragment.</summary>
public static partial class CanonicalAddress
{
    private static readonly HashSet<string> Tracking =
        new(["fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "_ga", "_gl", "mtm_campaign", "at_medium", "at_campaign", "cmpid"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for the start page of a site, which says nothing about a call.</summary>
    public static string? Of(Uri address)
    {
        if (!address.IsAbsoluteUri)
            return null;
        var host = address.IdnHost.ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal))
            host = host["www.".Length..];
        var place = address.IsDefaultPort ? host : FormattableString.Invariant($"{host}:{address.Port}");
        var path = Index().Replace(address.AbsolutePath, "").TrimEnd('/');
        if (host == "apply-for-innovation-funding.service.gov.uk" && Competition().Match(path) is { Success: true } competition)
            return $"{place}/competition/{competition.Groups["number"].Value}";
        if (host == "ec.europa.eu" && EuTopic().Match(path) is { Success: true } topic)
            return $"{place}/{topic.Groups["kind"].Value.ToLowerInvariant()}/{topic.Groups["id"].Value.ToUpperInvariant()}";
        if (host == "ukri.org")
            path = path.ToLowerInvariant();
        var query = Query(address.Query);
        return path.Length == 0 && query.Length == 0 ? null : place + path + query;
    }

    private static string Query(string query)
    {
        var kept = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Split('=')[0] is var name && !Tracking.Contains(name) && !name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
        return string.Join('&', kept) is { Length: > 0 } rest ? "?" + rest : "";
    }

    // /competition/2445/overview/a850ba04-f0b3-42c5-8dfa-033757310000
    [GeneratedRegex(@"\A/competition/(?<number>[0-9]+)(/|\z)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Competition();

    // /info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/HORIZON-CL4-2026-04-DATA-06;callCode=null
    [GeneratedRegex(@"/(?<kind>topic-details|competitive-calls-cs)/(?<id>[^/;]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EuTopic();

    // /grants/index.html
    [GeneratedRegex(@"/(index|default)\.(html?|php|aspx)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Index();
}
