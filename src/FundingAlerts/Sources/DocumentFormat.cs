using System.Text.RegularExpressions;

namespace FundingAlerts.Sources;

/// <summary>What kind of document a text is, by its own look: servers' media types are often wrong.</summary>
internal static partial class DocumentFormat
{
    // Comments and declarations before the first element end well within this.
    private const int Head = 8192;

    /// <summary>Null when it has the look of none.</summary>
    public static ResponseFormat? Of(string text)
    {
        var start = text.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart();
        if (start.Length is 0)
            return null;

        if (start[0] is '{' || (start[0] is '[' && LooksLikeArray(start)))
            return ResponseFormat.Json;

        if (start[0] is not '<')
            return text.AsSpan(0, Math.Min(text.Length, Head)).Contains("<html", StringComparison.OrdinalIgnoreCase)
                ? ResponseFormat.Html
                : null;

        var head = start[..Math.Min(start.Length, Head)].ToString();
        if (HtmlStart().IsMatch(head))
            return ResponseFormat.Html;

        return XmlStart().IsMatch(head) ? ResponseFormat.Xml : ResponseFormat.Html;
    }

    // "[Draft] A page" is no JSON.
    private static bool LooksLikeArray(ReadOnlySpan<char> text)
    {
        var next = text[1..].TrimStart();
        return next.Length is 0 || next[0] is '{' or '[' or ']' or '"' or '-' || char.IsAsciiDigit(next[0])
            || next.StartsWith("true") || next.StartsWith("false") || next.StartsWith("null");
    }

    // <?xml version="1.0"?><!DOCTYPE html …   or   <!-- cached --><html lang="en">
    [GeneratedRegex(@"^(?:\s|<\?[^>]*>|<!--(?:[^-]|-[^-])*-->)*<(?:!doctype\s+html|html)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HtmlStart();

    // <?xml version="1.0"?>   or   a document type that is not HTML's   or   a root that feeds and sitemaps have
    [GeneratedRegex(@"^(?:<\?xml\b|<!(?:doctype|DOCTYPE)\b|(?:\s|<!--(?:[^-]|-[^-])*-->)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml|\w+:\w+)\b|<[^>]*\sxmlns(?::\w+)?\s*=)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex XmlStart();
}
