namespace FundingAlerts.Opportunities.Printed;

internal enum TokenKind
{
    Word,
    Number,
    Sign,
}

/// <summary>A run of letters, a run of digits or one sign; <paramref name="Text"/> is in lower case without accents.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End)
{
    public bool IsWord => Kind == TokenKind.Word;

    public bool IsNumber => Kind == TokenKind.Number;

    public bool Is(string text) => Text == text;

    /// <summary>The number, or -1 for words, signs and what is longer than nine digits.</summary>
    public int Value => IsNumber && Text.Length <= 9 ? int.Parse(Text, System.Globalization.CultureInfo.InvariantCulture) : -1;
}
