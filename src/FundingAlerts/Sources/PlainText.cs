using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace FundingAlerts.Sources;

/// <summary>Text for people out of markup: blocks on lines of their own, what is no text for people left out.</summary>
public static class PlainText
{
    private static readonly FrozenDictionary<string, NodeRole> Roles = RolesOf(
        (NodeRole.Left, "script style noscript template svg iframe"),
        (NodeRole.Block, "p div section article header footer h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr br hr blockquote pre figure main aside"),
        (NodeRole.Cell, "td th"));

    /// <summary>Blanks of all kinds, those of no width included, and control characters, which are left out.</summary>
    internal static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(char.MinValue, char.MaxValue + 1).Select(c => (char)c).Where(c => IsBlank(c) || char.IsControl(c))]);

    private static readonly SearchValues<char> SpecialButSpace =
        SearchValues.Create([.. Enumerable.Range(char.MinValue, char.MaxValue + 1).Select(c => (char)c).Where(c => c != ' ' && (IsBlank(c) || char.IsControl(c)))]);

    /// <summary>The text of a node and all below it; lines are squashed, empty lines dropped.</summary>
    public static string Of(INode node)
    {
        var writer = new PlainTextWriter();
        Write(node, writer);
        return writer.Take();
    }

    /// <summary>One line: runs of white space, no-break and zero-width blanks become one blank; the ends are trimmed.</summary>
    public static string Squash(string text)
    {
        if (IsSquashed(text))
            return text;
        var trimmed = text.AsSpan().Trim();
        if (IsSquashed(trimmed))
            return trimmed.ToString();
        var writer = new PlainTextWriter();
        writer.Write(trimmed);
        return writer.Take();
    }

    private static bool IsSquashed(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] != ' ' && text[^1] != ' ' && !text.ContainsAny(SpecialButSpace) && !text.Contains("  ", StringComparison.Ordinal));

    internal static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF';

    /// <param name="name">The local name of an element.</param>
    internal static NodeRole RoleOf(string name) => Roles.GetValueOrDefault(name);

    private static FrozenDictionary<string, NodeRole> RolesOf(params (NodeRole Role, string Names)[] roles) =>
        roles.SelectMany(r => r.Names.Split(' ').Select(n => KeyValuePair.Create(n, r.Role))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>At most so many characters, cut at a blank where one is near, never within a surrogate pair.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var blank = text.LastIndexOf(' ', length - 1, Math.Min(length, 40));
        var end = blank > 0 ? blank : length - 1;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end].TrimEnd() + "…";
    }

    /// <summary>The text without halves of surrogate pairs, which no storage or mail can hold.</summary>
    public static string WellFormed(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var units) != OperationStatus.Done)
                return string.Concat(text.EnumerateRunes().Where(r => r != Rune.ReplacementChar));
            rest = rest[(at + units)..];
        }
        return text;
    }

    // A loop with its own stack: hostile pages nest deeper than the thread's stack is.
    private static void Write(INode root, PlainTextWriter text)
    {
        var stack = new Stack<(INode? Node, bool EndsBlock)>();
        stack.Push((root, false));
        while (stack.TryPop(out var next))
        {
            if (next.EndsBlock)
            {
                text.EndLine();
                continue;
            }
            if (next.Node is IText words)
            {
                text.Write(words.Data);
                continue;
            }
            var role = next.Node is IElement element ? RoleOf(element.LocalName) : NodeRole.None;
            if (role == NodeRole.Left)
                continue;
            if (role == NodeRole.Cell)
                text.Blank();
            if (role == NodeRole.Block)
            {
                text.EndLine();
                stack.Push((null, true));
            }
            // By index: AngleSharp looks a sibling's place up anew each time, which a list of thousands feels.
            for (var i = next.Node!.ChildNodes.Length - 1; i >= 0; i--)
                stack.Push((next.Node.ChildNodes[i], false));
        }
    }
}
