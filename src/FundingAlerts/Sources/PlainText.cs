using System.Buffers;
using System.Text;
using AngleSharp.Dom;

namespace FundingAlerts.Sources;

/// <summary>Text for people out of markup: blocks on lines of their own, what is no text for people left out.</summary>
public static class PlainText
{
    private static readonly HashSet<string> Left = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "noscript", "template", "svg", "iframe" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "section", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li",
        "dl", "dt", "dd", "table", "tr", "br", "hr", "blockquote", "pre", "figure", "main", "aside",
    };

    /// <summary>The text of a node and all below it; lines are squashed, empty lines dropped.</summary>
    public static string Of(INode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return string.Join('\n', text.ToString().Split('\n').Select(Squash).Where(line => line.Length > 0));
    }

    /// <summary>One line: runs of white space, no-break and zero-width blanks become one blank; the ends are trimmed.</summary>
    public static string Squash(string text)
    {
        var squashed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF')
            {
                if (squashed.Length > 0 && squashed[^1] != ' ')
                    squashed.Append(' ');
            }
            else if (!char.IsControl(c))
            {
                squashed.Append(c);
            }
        }
        return squashed.ToString().TrimEnd(' ');
    }

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
    private static void Write(INode root, StringBuilder text)
    {
        var stack = new Stack<(INode? Node, bool EndsBlock)>();
        stack.Push((root, false));
        while (stack.TryPop(out var next))
        {
            if (next.EndsBlock)
            {
                text.Append('\n');
                continue;
            }
            switch (next.Node)
            {
                case IText words:
                    // A line break in the source is a blank; only blocks make lines.
                    text.Append(words.Data.ReplaceLineEndings(" "));
                    break;
                case IElement element when Left.Contains(element.LocalName):
                    break;
                case { } parent:
                    if (parent is IElement block && Blocks.Contains(block.LocalName))
                    {
                        text.Append('\n');
                        stack.Push((null, true));
                    }
                    else if (parent is IElement { LocalName: "td" or "th" })
                    {
                        text.Append(' ');
                    }
                    // By index: AngleSharp looks a sibling's place up anew each time, which a list of thousands feels.
                    for (var i = parent.ChildNodes.Length - 1; i >= 0; i--)
                        stack.Push((parent.ChildNodes[i], false));
                    break;
            }
        }
    }
}
