using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>The links of a row that lead to a page of its own.</summary>
internal static partial class RowLink
{
    /// <summary>Links that lead somewhere; the row itself may be one.</summary>
    public static IEnumerable<IElement> All(IElement row)
    {
        if (row.LocalName is "a" && Target(row) is not null)
            yield return row;
        foreach (var link in row.QuerySelectorAll("a[href]"))
        {
            if (Target(link) is not null)
                yield return link;
        }
    }

    /// <summary>The address as written, out of a script's call where it stands in one; null for links that stay on the page.</summary>
    public static string? Target(IElement link)
    {
        var href = link.GetAttribute("href")?.Trim();
        if (href is null or "" || href[0] is '#')
            return null;
        if (href.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
            return href.Length < 2000 && InScript().Match(href) is { Success: true } match ? match.Groups["path"].Value : null;
        return href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || href.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? null : href;
    }

    /// <summary>The pattern that takes the address out of a script's call, for the filter "find".</summary>
    public const string InScriptPattern = "'(/[^']+)'";

    /// <summary>The row's own link: that of its heading, else the one with most to read; null when it has none.</summary>
    public static IElement? Main(IElement row)
    {
        IElement? best = null;
        var most = -1;
        foreach (var link in All(row).Take(30))
        {
            var length = Math.Min(200, PlainText.Squash(link.TextContent).Length);
            var headed = link.Closest("h1, h2, h3, h4, h5, h6") is { } heading && (heading == row || row.Contains(heading));
            if (headed || link.QuerySelector("h1, h2, h3, h4, h5, h6") is not null)
                length += 1000;
            if (length > most)
                (best, most) = (link, length);
        }
        return best;
    }

    public static Uri? Address(IElement link, Uri page) =>
        Target(link) is { } target && Uri.TryCreate(page, target, out var address) && address.Scheme is "http" or "https" or "file" ? address : null;

    // javascript:openPopup('/public/forwarding.do?pid=48098', '400')
    [GeneratedRegex(@"'(?<path>/[^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex InScript();
}
