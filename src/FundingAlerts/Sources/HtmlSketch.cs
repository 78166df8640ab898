using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace FundingAlerts.Sources;

/// <summary>
/// What a person would see of an HTML page at first glance, without building its tree: one pass over the text,
/// so that a page made of a million open tags costs no more than any other of its size.
/// </summary>
internal sealed class HtmlSketch
{
    /// <summary>In characters: a page with so much to read is neither a wall nor a shell.</summary>
    public const int Enough = 4000;

    // Data that a page brings along for its own scripts to show; a definition can read it.
    private static readonly string[] DataMarks = ["__NEXT_DATA__", "__NUXT_DATA__", "__NUXT__", "__INITIAL_STATE__", "__APOLLO_STATE__", "application/ld+json"];

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/");
    private static readonly SearchValues<char> Blanks = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    // All others are only passed.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Noted =
        "input textarea select app-root div main body script style noscript template title svg".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private const int SubstantialData = 500;

    // React, Vue, Next.js, Nuxt, Gatsby, SvelteKit
    private static readonly HashSet<string> AppRoots = ["root", "app", "__next", "__nuxt", "___gatsby", "svelte"];

    private static readonly HashSet<string> NotForPeople = new(StringComparer.OrdinalIgnoreCase) { "hidden", "submit", "button", "image", "reset", "checkbox" };

    private readonly StringBuilder visible = new();
    private bool endsInBlank = true;
    private string? decoded;

    private HtmlSketch()
    {
    }

    public string Title { get; private set; } = "";

    /// <summary>Text outside of head, scripts and the like, blanks run together; up to <see cref="Enough"/> characters.</summary>
    public string Visible => decoded ??= WebUtility.HtmlDecode(visible.ToString()).Trim();

    /// <summary>Markup of the noscript elements.</summary>
    public string NoScript { get; private set; } = "";

    public int Scripts { get; private set; }

    /// <summary>Fields that a person could fill in: a form, not a gate.</summary>
    public int Fields { get; private set; }

    /// <summary>An element in which frameworks build their pages.</summary>
    public bool HasAppRoot { get; private set; }

    /// <summary>The page brings its content along as data.</summary>
    public bool HasData { get; private set; }

    /// <summary>Looks no further than it takes to see <see cref="Enough"/> of the text.</summary>
    public static HtmlSketch Of(string html)
    {
        var sketch = new HtmlSketch();
        var at = 0;
        while (at < html.Length && sketch.visible.Length < Enough)
        {
            var open = html.IndexOf('<', at);
            sketch.See(html.AsSpan(at, (open < 0 ? html.Length : open) - at));
            if (open < 0)
                break;

            at = sketch.Pass(html, open);
        }

        return sketch;
    }

    /// <summary>Takes note of the markup that begins here, and returns where it ends.</summary>
    private int Pass(string html, int open)
    {
        if (html.AsSpan(open).StartsWith("<!--"))
            return After(html, "-->", open + 2); // "<!-->" is a whole comment

        var end = html.IndexOf('>', open);
        if (end < 0)
            return html.Length;

        var tag = html.AsSpan(open + 1, end - open - 1);
        See(" ");
        if (!Noted.TryGetValue(Name(tag), out var name))
            return end + 1;
        if (name is "input" or "textarea" or "select")
            Fields += IsFillable(name, tag) ? 1 : 0;
        else if (name is "app-root" || (name is "div" or "main" or "body" && IsRoot(tag)))
            HasAppRoot = true;

        if (name is not ("script" or "style" or "noscript" or "template" or "title" or "svg" or "textarea" or "select"))
            return end + 1;

        // What is inside is no text for people; it ends at the first closing tag, as in browsers.
        var close = html.IndexOf("</" + name, end + 1, StringComparison.OrdinalIgnoreCase);
        var inside = html.AsSpan(end + 1, (close < 0 ? html.Length : close) - end - 1);
        Keep(name, tag, inside);
        return close < 0 ? html.Length : After(html, ">", close);
    }

    private void Keep(string name, ReadOnlySpan<char> tag, ReadOnlySpan<char> inside)
    {
        if (name is "title" && Title.Length is 0)
            Title = WebUtility.HtmlDecode(inside[..Math.Min(inside.Length, 300)].Trim().ToString());
        else if (name is "noscript" && NoScript.Length < Enough)
            NoScript += inside[..Math.Min(inside.Length, Enough)].ToString() + " ";
        else if (name is "script")
        {
            Scripts++;
            if (inside.Length > SubstantialData && HasDataMark(tag, inside))
                HasData = true;
        }
    }

    private void See(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && visible.Length < Enough)
        {
            var blank = text.IndexOfAny(Blanks);
            if (blank != 0)
            {
                var word = blank < 0 ? text : text[..blank];
                visible.Append(word[..Math.Min(word.Length, Enough - visible.Length)]);
                endsInBlank = false;
            }
            else if (!endsInBlank)
            {
                visible.Append(' ');
                endsInBlank = true;
            }
            text = blank < 0 ? default : blank == 0 ? text.TrimStart() : text[blank..];
        }
    }

    private static bool HasDataMark(ReadOnlySpan<char> tag, ReadOnlySpan<char> inside)
    {
        foreach (var mark in DataMarks)
            if (tag.Contains(mark, StringComparison.Ordinal) || inside[..SubstantialData].Contains(mark, StringComparison.Ordinal))
                return true;

        return false;
    }

    private static bool IsFillable(string name, ReadOnlySpan<char> tag) =>
        name is not "input" || !NotForPeople.Contains(Attribute(tag, " type=").ToString());

    private static bool IsRoot(ReadOnlySpan<char> tag)
    {
        var id = Attribute(tag, " id=");
        return (id.Length is > 0 and < 20 && AppRoots.Contains(id.ToString()))
            || tag.Contains(" ng-app", StringComparison.OrdinalIgnoreCase)
            || tag.Contains(" ng-version", StringComparison.OrdinalIgnoreCase)
            || tag.Contains(" data-reactroot", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The attribute's value without its quotes; empty when there is none.</summary>
    private static ReadOnlySpan<char> Attribute(ReadOnlySpan<char> tag, string start)
    {
        var at = tag.IndexOf(start, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return default;

        var value = tag[(at + start.Length)..];
        var quote = value.Length > 0 && value[0] is '"' or '\'' ? value[0] : ' ';
        value = quote is ' ' ? value : value[1..];
        var end = value.IndexOf(quote);
        return (end < 0 ? value : value[..end]).TrimEnd('/');
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag) => tag.IndexOfAny(NameEnds) is >= 0 and var end ? tag[..end] : tag;

    private static int After(string html, string mark, int from)
    {
        var found = html.IndexOf(mark, Math.Min(from, html.Length), StringComparison.Ordinal);
        return found < 0 ? html.Length : found + mark.Length;
    }
}
