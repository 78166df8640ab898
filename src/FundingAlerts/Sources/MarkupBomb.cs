namespace FundingAlerts.Sources;

/// <summary>
/// Tells markup whose tree would take more time or stack than any page is worth: one pass over the tags, without a tree.
/// Browsers cut such pages off too, at 512 open elements.
/// </summary>
internal static class MarkupBomb
{
    private const int MostOpen = 1_000;

    // Steps up the open elements that building the tree may take; 100,000 tags at depth 50 are 5 million.
    private const long MostClimbs = 100_000_000;

    // An unclosed <b> is opened anew in every paragraph that follows it.
    private const long MostRepeats = 2_000_000;

    private static readonly HashSet<string> Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

    // They end by themselves where the next begins, so they nest no deeper than what is around them.
    private static readonly HashSet<string> SelfEnding = ["html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt"];

    private static readonly HashSet<string> Formatting = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

    private static readonly HashSet<string> RawText = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

    public static bool IsIn(string markup, ResponseFormat format)
    {
        var html = format == ResponseFormat.Html;
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        var (depth, formatting, climbs, repeats) = (0, 0, 0L, 0L);
        for (var at = markup.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < markup.Length; at = Next(markup, at))
        {
            if (markup[at + 1] is '!' or '?')
            {
                at = EndOfDeclaration(markup, at);
                continue;
            }
            var closes = markup[at + 1] == '/';
            var name = Name(markup, at + (closes ? 2 : 1), html);
            if (name.Length == 0)
                continue;
            at = EndOfTag(markup, at + name.Length);
            if (html && (Void.Contains(name) || SelfEnding.Contains(name)))
            {
                repeats += formatting;
            }
            else if (closes)
            {
                if (open.GetValueOrDefault(name) is var count and > 0)
                {
                    open[name] = count - 1;
                    depth--;
                    formatting -= html && Formatting.Contains(name) ? 1 : 0;
                }
            }
            else if (markup[at - 1] != '/' || (html && Formatting.Contains(name)))
            {
                if (html && RawText.Contains(name) && open.GetValueOrDefault("svg") + open.GetValueOrDefault("math") == 0)
                {
                    var close = markup.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
                    if (close < 0)
                        return false;
                    at = close;
                    continue;
                }
                open[name] = open.GetValueOrDefault(name) + 1;
                depth++;
                repeats += formatting;
                formatting += html && Formatting.Contains(name) ? 1 : 0;
            }
            climbs += depth;
            if (depth > MostOpen || climbs > MostClimbs || repeats > MostRepeats)
                return true;
        }
        return false;
    }

    private static int Next(string markup, int from) =>
        from + 1 < markup.Length ? markup.IndexOf('<', from + 1) : -1;

    private static int EndOfDeclaration(string markup, int at)
    {
        var end = markup.AsSpan(at).StartsWith("<!--") ? "-->" : markup.AsSpan(at).StartsWith("<![CDATA[") ? "]]>" : ">";
        var found = markup.IndexOf(end, at + 2, StringComparison.Ordinal);
        return found < 0 ? markup.Length - 1 : found;
    }

    private static string Name(string markup, int from, bool html)
    {
        var to = from;
        while (to < markup.Length && to - from < 100 && !char.IsWhiteSpace(markup[to]) && markup[to] is not ('>' or '/'))
            to++;
        var name = markup.AsSpan(from, to - from);
        return name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_') ? "" : html ? name.ToString().ToLowerInvariant() : name.ToString();
    }

    /// <summary>Where the tag's '>' stands; one within quotes, which begin behind '=', is not it.</summary>
    private static int EndOfTag(string markup, int from)
    {
        var last = '\0';
        for (var i = from; i < markup.Length; i++)
        {
            var c = markup[i];
            if (c == '>')
                return i;
            if (c is '"' or '\'' && last == '=')
            {
                i = markup.IndexOf(c, i + 1);
                if (i < 0)
                    break;
            }
            if (!char.IsWhiteSpace(c))
                last = c;
        }
        return markup.Length - 1;
    }
}
