using System.Text;

namespace FundingAlerts.Web.Mails;

/// <summary>Plain text for a mail: wrapped at 76 columns, with hanging indents; what has no space is not cut.</summary>
internal sealed class TextPage
{
    private const int Columns = 76;
    private readonly StringBuilder _text = new();

    /// <summary>Wraps words; the first line begins with <paramref name="first"/>, the others are indented as far.</summary>
    public TextPage Words(string words, string first = "", string? rest = null)
    {
        rest ??= new string(' ', first.Length);
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Columns)
            {
                End(line);
                line.Clear().Append(rest);
                isEmpty = true;
            }
            if (!isEmpty)
                line.Append(' ');
            line.Append(word);
            isEmpty = false;
        }
        End(line);
        return this;
    }

    /// <summary>A line as it is: links may be longer than a line.</summary>
    public TextPage Line(string line = "")
    {
        End(new(line));
        return this;
    }

    public TextPage Heading(string heading, char underline) =>
        Line(heading).Line(new string(underline, Math.Min(Columns, heading.Length)));

    // The non-breaking spaces have done their work by now.
    public override string ToString() => _text.Replace('\u00A0', ' ').ToString();

    private void End(StringBuilder line) => _text.Append(line.ToString().TrimEnd()).Append('\n');
}
