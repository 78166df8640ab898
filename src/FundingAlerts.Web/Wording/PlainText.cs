using System.Globalization;
using System.Text;

namespace FundingAlerts.Web.Wording;

/// <summary>Makes scraped text fit to be shown: no control characters, nothing that turns the direction of the text around it.</summary>
public static class PlainText
{
    /// <summary>One line; runs of white space become one space. Never null, never escaped.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var line = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsGap(rune))
            {
                gap = line.Length > 0;
            }
            else if (!IsUnseen(rune))
            {
                if (gap)
                    line.Append(' ');
                gap = false;
                line.Append(rune.ToString());
            }
        }
        return line.ToString();
    }

    /// <summary>One line of at most <paramref name="max"/> UTF-16 units, cut at a word, with an ellipsis when cut.</summary>
    public static string Line(string? text, int max)
    {
        var line = Line(text);
        if (line.Length <= max)
            return line;
        var end = max - 1;
        var space = line.LastIndexOf(' ', end);
        if (space > max / 2)
            end = space;
        else if (char.IsLowSurrogate(line[end]))
            end--;
        return line[..end].TrimEnd(' ', ',', ';', ':', '-', '–') + "…";
    }

    /// <summary>A part of a line: as <see cref="Line(string?)"/>, with a space kept at either end where there was white space.</summary>
    public static string Part(string text)
    {
        var line = Line(text);
        if (line.Length == 0)
            return text.Length == 0 ? "" : " ";
        return (char.IsWhiteSpace(text[0]) ? " " : "") + line + (char.IsWhiteSpace(text[^1]) ? " " : "");
    }

    /// <summary>The lines of a text that hold words, each cleaned.</summary>
    public static IReadOnlyList<string> Paragraphs(string? text) =>
        text is null ? [] : [.. text.Split('\n').Select(p => Line(p)).Where(p => p.Length > 0)];

    private static bool IsGap(Rune rune) =>
        (rune.Value != 0xA0 && Rune.IsWhiteSpace(rune)) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control;

    // Bidirectional controls, zero-width and tag characters, and the two that XML does not know; the joiners that emoji and Persian need stay.
    private static bool IsUnseen(Rune rune) => rune.Value is
        0x61C or 0xAD or 0x200B or 0x200E or 0x200F or 0xFEFF
        or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or (>= 0xFFF9 and <= 0xFFFB) or 0xFFFE or 0xFFFF or (>= 0xE0000 and <= 0xE007F);
}
