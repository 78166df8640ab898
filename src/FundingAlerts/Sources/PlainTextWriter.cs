using System.Text;

namespace FundingAlerts.Sources;

/// <summary>What an element does to the plain text around it.</summary>
internal enum NodeRole
{
    None,

    /// <summary>Stands on lines of its own.</summary>
    Block,

    /// <summary>Is parted from what is before it by a blank.</summary>
    Cell,

    /// <summary>No text for people.</summary>
    Left,
}

/// <summary>Writes lines that are squashed as they come; empty ones never arise.</summary>
internal sealed class PlainTextWriter
{
    private readonly StringBuilder text = new();
    private bool lineEnds;
    private bool blankIsDue;

    public void EndLine()
    {
        lineEnds = text.Length > 0;
        blankIsDue = false;
    }

    public void Blank() => blankIsDue = text.Length > 0 && !lineEnds;

    /// <summary>A line break in the source is a blank; only blocks make lines.</summary>
    public void Write(ReadOnlySpan<char> words)
    {
        while (!words.IsEmpty)
        {
            var special = words.IndexOfAny(PlainText.Special);
            if (special != 0)
            {
                Append(special < 0 ? words : words[..special]);
                if (special < 0)
                    return;
            }
            if (PlainText.IsBlank(words[special]))
                Blank();
            words = words[(special + 1)..];
        }
    }

    /// <summary>What was written; the writer begins anew.</summary>
    public string Take()
    {
        var written = text.ToString();
        text.Clear();
        (lineEnds, blankIsDue) = (false, false);
        return written;
    }

    private void Append(ReadOnlySpan<char> plain)
    {
        if (lineEnds)
            text.Append('\n');
        else if (blankIsDue)
            text.Append(' ');
        (lineEnds, blankIsDue) = (false, false);
        text.Append(plain);
    }
}
