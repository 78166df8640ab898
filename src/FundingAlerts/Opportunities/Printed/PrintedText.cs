using System.Globalization;
using System.Text;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Words from a page, cleaned of what only typography knows and cut into tokens.</summary>
internal sealed class PrintedText
{
    private const int Longest = 4_000;

    private PrintedText(string text)
    {
        Text = text;
        Folded = Fold(text);
        Tokens = Cut();
    }

    /// <summary>The words as printed, with plain spaces, dashes, quotes and digits.</summary>
    public string Text { get; }

    /// <summary>As <see cref="Text"/>, sign by sign, in lower case without accents.</summary>
    public string Folded { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public int Count => Tokens.Count;

    public static PrintedText Of(string text) => new(Clean(text.Length > Longest ? text[..Longest] : text));

    /// <summary>The words and numbers of a stretch with single spaces between and around: " call opens on ".</summary>
    public string Line(int first, int after)
    {
        var line = new StringBuilder(" ");
        for (var i = Math.Max(first, 0); i < Math.Min(after, Count); i++)
        {
            if (Tokens[i].Kind != TokenKind.Sign)
                line.Append(Tokens[i].Text).Append(' ');
        }

        return line.ToString();
    }

    public string Line() => Line(0, Count);

    public bool At(int i, string text) => i >= 0 && i < Count && Tokens[i].Text == text;

    public bool At(int i, ISet<string> texts) => i >= 0 && i < Count && texts.Contains(Tokens[i].Text);

    public bool WordAt(int i) => i >= 0 && i < Count && Tokens[i].IsWord;

    public bool NumberAt(int i, int shortest = 1, int longest = 9) =>
        i >= 0 && i < Count && Tokens[i].IsNumber && Tokens[i].Text.Length >= shortest && Tokens[i].Text.Length <= longest;

    /// <summary>No space stands between this token and the one before.</summary>
    public bool Glued(int i) => i > 0 && i < Count && Tokens[i].Start == Tokens[i - 1].End;

    public bool Capital(int i) => WordAt(i) && char.IsUpper(Text[Tokens[i].Start]);

    public bool AllCapitals(int i) => WordAt(i) && Printed(i).All(char.IsUpper);

    public string Printed(int i) => Text[Tokens[i].Start..Tokens[i].End];

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            var plain = sign is >= '\uFF01' and <= '\uFF5E' ? (char)(sign - 0xFEE0) : sign;
            switch (char.GetUnicodeCategory(plain))
            {
                case UnicodeCategory.Format:
                    break;
                case UnicodeCategory.DecimalDigitNumber:
                    clean.Append((char)('0' + (int)char.GetNumericValue(plain)));
                    break;
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    clean.Append('\n');
                    break;
                case UnicodeCategory.DashPunctuation:
                    clean.Append('-');
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned:
                    clean.Append(' ');
                    break;
                case UnicodeCategory.Control:
                    clean.Append(plain is '\n' or '\r' or '\v' or '\f' or '\u0085' ? '\n' : ' ');
                    break;
                default:
                    clean.Append(plain switch { '\u2212' => '-', '\u2018' or '\u2019' or '\u02BC' or '\u00B4' or '`' => '\'', _ => plain });
                    break;
            }
        }

        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Fold(string text)
    {
        var folded = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var low = char.ToLowerInvariant(text[i]);
            folded[i] = low < 128 ? low : low.ToString().Normalize(NormalizationForm.FormD)[0];
        }

        return new string(folded);
    }

    private List<Token> Cut()
    {
        var tokens = new List<Token>();
        for (var i = 0; i < Text.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(Text[i]) && Text[i] != '\n')
            {
                i++;
                continue;
            }

            var kind = KindOf(Text[i]);
            i++;
            while (kind != TokenKind.Sign && i < Text.Length && KindOf(Text[i]) == kind && !WordBegins(start, i))
                i++;
            tokens.Add(new Token(kind, Folded[start..i].Replace("ß", "ss", StringComparison.Ordinal), start, i));
        }

        return tokens;
    }

    private static TokenKind KindOf(char sign) =>
        char.IsAsciiDigit(sign) ? TokenKind.Number : char.IsLetter(sign) ? TokenKind.Word : TokenKind.Sign;

    /// <summary>Pages glue labels together: "call opensNational", "17:00 CESTNovember".</summary>
    private bool WordBegins(int start, int i) =>
        char.IsUpper(Text[i])
            && (char.IsLower(Text[i - 1])
                || (i - start >= 2 && i + 2 < Text.Length && char.IsLower(Text[i + 1]) && char.IsLower(Text[i + 2])));
}
