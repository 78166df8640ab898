using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Xml.Parser;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources.Curation;

/// <summary>A page as a tree, of whatever kind it turns out to be; or why it is none.</summary>
internal sealed record OpenedPage(ResponseFormat? Format, IDocument? Document, JToken? Json, SourceProblem? Problem)
{
    // People's pages nest some dozens deep. Each step down costs every question that is asked of the tree.
    private const int Deepest = 2000;

    private static readonly HashSet<string> NeedNoEnd = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option", "param",
    };

    /// <param name="expected">The kind that a definition expects; null takes what is there.</param>
    public static OpenedPage Of(Page page, ResponseFormat? expected = null)
    {
        if (PageText.Read(page) is not PageText.Decoded decoded)
            return Failed(((PageText.Unreadable)PageText.Read(page)).Problem);
        var text = decoded.Text;
        var format = expected ?? DocumentFormat.Of(text) ?? ResponseFormat.Html;
        if (PageInspection.Inspect(page, text, format) is { } problem)
            return Failed(problem);
        try
        {
            switch (format)
            {
                case ResponseFormat.Json:
                    return new(format, null, JsonText.Parse(text), null);
                case ResponseFormat.Xml:
                    return IsTooDeep(text, []) ? TooDeep() : new(format, new XmlParser().ParseDocument(text), null, null);
                default:
                    return IsTooDeep(text, NeedNoEnd) ? TooDeep() : new(format, new HtmlParser().ParseDocument(text), null, null);
            }
        }
        catch (Exception broken) when (broken is JsonException or XmlParseException)
        {
            return Failed(new(SourceProblemKind.UnexpectedFormat, $"The document is broken: {broken.Message}"));
        }
    }

    // One pass over the tags, before a tree is built whose building alone would take minutes.
    private static bool IsTooDeep(string text, HashSet<string> needNoEnd)
    {
        var depth = 0;
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
        {
            var closes = text[at + 1] == '/';
            var start = closes ? at + 2 : at + 1;
            var end = start;
            while (end < text.Length && end - start < 20 && char.IsAsciiLetterOrDigit(text[end]))
                end++;
            if (end == start || needNoEnd.Contains(text[start..end]))
                continue;
            if (closes)
                depth = Math.Max(0, depth - 1);
            else if (text.IndexOf('>', end) is > 0 and var close && text[close - 1] == '/')
                continue;
            else if (++depth > Deepest)
                return true;
        }
        return false;
    }

    private static OpenedPage TooDeep() => Failed(new(
        SourceProblemKind.UnexpectedFormat,
        "The page nests its elements thousands deep, as no page for people does. Look whether it is broken, or look for a feed or an interface of the site."));

    private static OpenedPage Failed(SourceProblem problem) => new(null, null, null, problem);
}
