namespace FundingAlerts.Sources.Curation;

/// <summary>Scalars as a curator would write them.</summary>
internal static class Yaml
{
    /// <summary>Plain when no reader could take it for something else, else in single quotes.</summary>
    public static string Text(string text)
    {
        text = PlainText.Squash(text);
        var plain = text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] is '.' or '$' or '/') && text[^1] is not ' ' and not ':'
            && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '-' or '_' or '/' or '>' or '(' or ')' or '$')
            && text is not ("true" or "false" or "null" or "yes" or "no");
        return plain ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>Text that is safe behind a # sign.</summary>
    public static string Comment(string text, int length = 90) => PlainText.Cut(PlainText.Squash(text), length);
}
