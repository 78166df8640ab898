using System.Collections.Frozen;
using System.Globalization;
using System.Net;

namespace FundingAlerts.Sources;

/// <summary>
/// Plain text of the markup that feeds and interfaces put into their values, when it is of common elements and well nested:
/// then it reads the same with and without a tree, and a tree for each value costs more than all else.
/// </summary>
internal static class TidyMarkup
{
    private const int MostOpen = 50;
    private const int LongestReference = 12;

    private static readonly FrozenDictionary<string, Element>.AlternateLookup<ReadOnlySpan<char>> Elements = ElementsOf(
        (Kind.Void, "br img wbr"),
        (Kind.Inline, "abbr b cite code em i mark q small span strong sub sup time u"),
        (Kind.Link, "a"),
        (Kind.Rule, "hr"),
        (Kind.Block, "p div blockquote ul ol dl section article"),
        (Kind.Heading, "h1 h2 h3 h4 h5 h6"),
        (Kind.ListItem, "li"),
        (Kind.DefinitionItem, "dt dd"));

    private enum Kind
    {
        None,
        Void,
        Inline,
        Link,
        Rule,
        Block,
        Heading,
        ListItem,
        DefinitionItem,
    }

    private sealed record Element(string Name, Kind Kind);

    /// <returns>Null when only a tree can tell.</returns>
    public static string? PlainTextOf(string markup)
    {
        var writer = new PlainTextWriter();
        var open = new Stack<string>();
        for (var rest = markup.AsSpan(); !rest.IsEmpty;)
        {
            var text = rest.IndexOfAny('<', '&', '\0');
            writer.Write(text < 0 ? rest : rest[..text]);
            if (text < 0)
                break;
            rest = rest[text..];
            var passed = rest[0] switch
            {
                '&' => Reference(rest, writer),
                '<' when rest.StartsWith("</") => Close(rest, open, writer),
                '<' => Open(rest, open, writer),
                _ => 0,
            };
            if (passed == 0)
                return null;
            rest = rest[passed..];
        }
        return writer.Take();
    }

    /// <returns>How many characters were passed; 0 when only a tree can tell.</returns>
    private static int Reference(ReadOnlySpan<char> rest, PlainTextWriter writer)
    {
        // R & D
        if (rest.Length == 1 || char.IsWhiteSpace(rest[1]))
        {
            writer.Write("&");
            return 1;
        }
        var end = rest[..Math.Min(rest.Length, LongestReference)].IndexOf(';');
        if (end < 2 || !IsTheSameToAll(rest[1..end]))
            return 0;
        var written = rest[..(end + 1)].ToString();
        var meant = WebUtility.HtmlDecode(written);
        if (meant == written)
            return 0;
        writer.Write(meant);
        return written.Length;
    }

    // Browsers read some numbers as Windows-1252, and have other angle brackets than HTML 4.
    private static bool IsTheSameToAll(ReadOnlySpan<char> reference) =>
        reference[0] == '#'
            ? int.TryParse(reference[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is (> 31 and < 127) or (> 159 and < 0xD800)
            : !reference.ContainsAnyExceptInRange('0', 'z') && reference is not ("lang" or "rang");

    private static int Close(ReadOnlySpan<char> rest, Stack<string> open, PlainTextWriter writer)
    {
        var name = Name(rest[2..]);
        var end = 2 + name.Length;
        if (end == rest.Length || rest[end] != '>' || !open.TryPeek(out var last) || !name.Equals(last, StringComparison.OrdinalIgnoreCase))
            return 0;
        open.Pop();
        if (PlainText.RoleOf(last) == NodeRole.Block)
            writer.EndLine();
        return end + 1;
    }

    private static int Open(ReadOnlySpan<char> rest, Stack<string> open, PlainTextWriter writer)
    {
        var name = Name(rest[1..]);
        if (!Elements.TryGetValue(name, out var element) || !Fits(element.Kind, open) || open.Count == MostOpen)
            return 0;
        var end = EndOfTag(rest, 1 + name.Length);
        var isVoid = element.Kind is Kind.Void or Kind.Rule;
        if (end == 0 || (rest[end - 1] == '/' && !isVoid))
            return 0;
        if (PlainText.RoleOf(element.Name) == NodeRole.Block)
            writer.EndLine();
        if (!isVoid)
            open.Push(element.Name);
        return end + 1;
    }

    // Where a browser would close something first, or mend the nesting.
    private static bool Fits(Kind kind, Stack<string> open) => kind switch
    {
        Kind.Void or Kind.Inline => true,
        Kind.Link => !open.Contains("a"),
        _ when open.Contains("p") => false,
        Kind.Heading => !open.Any(o => o is ['h', >= '1' and <= '6']),
        Kind.ListItem => open.TryPeek(out var list) && list is "ul" or "ol",
        Kind.DefinitionItem => open.TryPeek(out var list) && list is "dl",
        _ => true,
    };

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetterOrDigit(rest[length]))
            length++;
        return rest[..length];
    }

    /// <summary>Where the tag's '>' stands; 0 where that is not plain to see.</summary>
    private static int EndOfTag(ReadOnlySpan<char> rest, int from)
    {
        if (from < rest.Length && rest[from] is not ('>' or '/') && !char.IsWhiteSpace(rest[from]))
            return 0;
        for (var at = from; at < rest.Length;)
        {
            var step = rest[at..].IndexOfAny(">\"'<");
            if (step < 0)
                return 0;
            at += step;
            if (rest[at] == '>')
                return at;
            var close = rest[at] != '<' && rest[at - 1] == '=' ? rest[(at + 1)..].IndexOf(rest[at]) : -1;
            if (close < 0)
                return 0;
            at += close + 2;
        }
        return 0;
    }

    private static FrozenDictionary<string, Element>.AlternateLookup<ReadOnlySpan<char>> ElementsOf(params (Kind Kind, string Names)[] kinds) =>
        kinds.SelectMany(k => k.Names.Split(' ').Select(n => new Element(n, k.Kind)))
            .ToFrozenDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}
