using System.Buffers;
using System.Text;

namespace FundingAlerts.Web.Feeds;

/// <summary>A line of RFC 4180 that a spreadsheet takes for text: no cell becomes a formula.</summary>
internal static class CsvText
{
    // Also as full-width forms, which some spreadsheets read as the plain ones.
    private const string Starts = "=+-@\t\r\n＝＋－＠";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\t\r\n'");

    /// <summary>The cells and CR LF.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        var safe = Guarded(text);
        return safe.AsSpan().IndexOfAny(Quoted) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>With a ' before what would begin a formula: at the start, and after what parts cells where the comma does not.</summary>
    private static string Guarded(string text)
    {
        var guarded = new StringBuilder(text.Length + 1);
        var isStart = true;
        foreach (var c in text)
        {
            if (isStart && Starts.Contains(c, StringComparison.Ordinal))
                guarded.Append('\'');
            guarded.Append(c);
            // A Dutch Excel parts cells at semicolons, whatever is quoted around commas.
            isStart = c is ';' or '\t' or '\r' or '\n';
        }
        return guarded.ToString();
    }
}
