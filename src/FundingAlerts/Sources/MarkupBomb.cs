using System.Runtime.InteropServices;

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

    private const int LongestName = 100;

    private static readonly KeyValuePair<TagName, TagState>[] Known =
    [
        .. Of(TagKind.NeverOpen, "area base br col embed hr img input link meta param source track wbr"),
        // They end by themselves where the next begins, so they nest no deeper than what is around them.
        .. Of(TagKind.NeverOpen, "html head body p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt"),
        .. Of(TagKind.Formatting, "a b big code em font i nobr s small strike strong tt u"),
        .. Of(TagKind.RawText, "script style textarea title xmp iframe noembed noframes"),
        .. Of(TagKind.Foreign, "svg math"),
    ];

    private enum TagKind
    {
        Other,
        NeverOpen,
        Formatting,
        RawText,
        Foreign,
    }

    [StructLayout(LayoutKind.Auto)]
    private record struct TagState(TagKind Kind, int Open);

    public static bool IsIn(string markup, ResponseFormat format)
    {
        // Fewer tags than may be open at once cannot be too many in any way.
        if (markup.AsSpan().Count('<') < MostOpen)
            return false;
        var html = format == ResponseFormat.Html;
        var tags = html ? new Dictionary<TagName, TagState>(Known) : [];
        var (depth, formatting, foreign, climbs, repeats) = (0, 0, 0, 0L, 0L);
        for (var at = markup.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < markup.Length; at = Next(markup, at))
        {
            if (markup[at + 1] is '!' or '?')
            {
                at = EndOfDeclaration(markup, at);
                continue;
            }
            var closes = markup[at + 1] == '/';
            var name = Name(markup, at + (closes ? 2 : 1));
            if (name.IsEmpty)
                continue;
            at = EndOfTag(markup, at + name.Length);
            ref var tag = ref CollectionsMarshal.GetValueRefOrAddDefault(tags, TagName.Of(name, html), out _);
            if (tag.Kind == TagKind.NeverOpen)
            {
                repeats += formatting;
            }
            else if (closes)
            {
                if (tag.Open > 0)
                {
                    tag.Open--;
                    depth--;
                    formatting -= tag.Kind == TagKind.Formatting ? 1 : 0;
                    foreign -= tag.Kind == TagKind.Foreign ? 1 : 0;
                }
            }
            else if (markup[at - 1] != '/' || tag.Kind == TagKind.Formatting)
            {
                if (tag.Kind == TagKind.RawText && foreign == 0)
                {
                    var close = markup.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
                    if (close < 0)
                        return false;
                    at = close;
                    continue;
                }
                tag.Open++;
                depth++;
                repeats += formatting;
                formatting += tag.Kind == TagKind.Formatting ? 1 : 0;
                foreign += tag.Kind == TagKind.Foreign ? 1 : 0;
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

    private static ReadOnlySpan<char> Name(string markup, int from)
    {
        var rest = markup.AsSpan(from, Math.Min(LongestName, markup.Length - from));
        if (rest.IsEmpty || !(char.IsLetter(rest[0]) || rest[0] == '_'))
            return default;
        var length = 1;
        while (length < rest.Length && rest[length] is not ('>' or '/') && !char.IsWhiteSpace(rest[length]))
            length++;
        return rest[..length];
    }

    /// <summary>Where the tag's '>' stands; one within quotes, which begin behind '=', is not it.</summary>
    private static int EndOfTag(string markup, int from)
    {
        var at = from;
        while (at < markup.Length && markup.AsSpan(at).IndexOfAny('>', '"', '\'') is >= 0 and var step)
        {
            at += step;
            if (markup[at] == '>')
                return at;
            if (markup.AsSpan(from, at - from).TrimEnd() is [.., '='])
            {
                at = markup.IndexOf(markup[at], at + 1);
                if (at < 0)
                    break;
            }
            at++;
        }
        return markup.Length - 1;
    }

    private static IEnumerable<KeyValuePair<TagName, TagState>> Of(TagKind kind, string names) =>
        names.Split(' ').Select(n => KeyValuePair.Create(TagName.Of(n, ignoreCase: true), new TagState(kind, 0)));

    /// <summary>A name that is counted without being made a string: the usual ones have few characters.</summary>
    private readonly record struct TagName(ulong First, string? Rest)
    {
        private const int Characters = 8;

        public static TagName Of(ReadOnlySpan<char> name, bool ignoreCase)
        {
            var first = 0UL;
            for (var i = 0; i < name.Length && i < Characters; i++)
            {
                var c = name[i];
                if (c > 0x7F)
                    return new(0, ignoreCase ? name.ToString().ToLowerInvariant() : name.ToString());
                first = (first << Characters) | (ignoreCase && c is >= 'A' and <= 'Z' ? (uint)(c | 0x20) : c);
            }
            var rest = name.Length > Characters ? name[Characters..].ToString() : null;
            return new(first, ignoreCase ? rest?.ToLowerInvariant() : rest);
        }
    }
}
