using System.Globalization;
using System.Text;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Finds numbers with what stands around them: £2 million, 1,25 Mio. EUR, 20 M€, €100k, M€ 4, L3,000.</summary>
internal sealed class Amounts
{
    /// <summary>A sign that several currencies share, with nothing that says whose.</summary>
    public const string NotSure = "?";

    private readonly PrintedText text;

    private Amounts(PrintedText text) => this.text = text;

    public static List<Amount> In(PrintedText text)
    {
        var finder = new Amounts(text);
        var found = new List<Amount>();
        for (var i = 0; i < text.Count;)
        {
            if (text.Tokens[i].IsNumber && finder.ReadAt(i, found.Count > 0 ? found[^1].After : 0) is { } amount)
            {
                found.Add(amount);
                i = Math.Max(amount.After, i + 1);
            }
            else
            {
                i++;
            }
        }

        return found;
    }

    private Amount? ReadAt(int i, int from)
    {
        var (parts, separators, at) = Parts(i);
        var (before, first, ahead) = CurrencyBefore(i, from);
        var magnitude = ahead;
        string? behind = null;
        if (magnitude == 1)
            (magnitude, behind, at) = MagnitudeAt(at);
        if (behind is null)
            (behind, at) = CurrencyBehind(at);
        if (behind is not null && magnitude == 1)
            (magnitude, at) = MagnitudeOnly(at);
        if (text.At(at, "%") || text.At(at, "percent") || text.At(at, "procent"))
            return null;
        var beside = at - 1;
        while (beside > i && !(text.WordAt(beside) && MoneyWords.Magnitude(text.Tokens[beside].Text) > 1))
            beside--;
        var number = Number(parts, separators, magnitude > 1, text.Tokens[beside].Text);
        // "2026 € 3 million": the sign belongs to the amount behind the year
        if (before is null && parts is [{ Length: 4 }] && magnitude == 1 && text.Tokens[i].Value is >= 1990 and <= 2100 && behind is not null && text.NumberAt(at))
            return null;
        var currency = before ?? behind;
        if (before is not null && behind is not null && before != behind)
            currency = NotSure == before ? behind : NotSure == behind ? before : NotSure;
        // A number that cannot be told says "not sure" only where it is money at all.
        return number is null && currency is null ? null : new Amount(first, at, number ?? -1, magnitude, currency, separators.Length > 0 && magnitude == 1, currency is not null);
    }

    /// <summary>The groups of a number with what separates them: 18.510.000; 1 250 000; 1'000'000; 2,5.</summary>
    private (List<string> Parts, string Separators, int After) Parts(int i)
    {
        List<string> parts = [text.Tokens[i].Text];
        var separators = new StringBuilder();
        var at = i + 1;
        while (at < text.Count)
        {
            if ((text.At(at, ".") || text.At(at, ",") || text.At(at, "'")) && at + 1 < text.Count && text.Tokens[at + 1].IsNumber && text.Glued(at) && text.Glued(at + 1))
            {
                separators.Append(text.Tokens[at].Text);
                parts.Add(text.Tokens[at + 1].Text);
                at += 2;
            }
            else if (text.NumberAt(at, 3, 3) && text.Tokens[at].Start == text.Tokens[at - 1].End + 1 && parts[^1].Length <= 3 && (separators.Length == 0 || separators[0] == ' '))
            {
                separators.Append(' ');
                parts.Add(text.Tokens[at].Text);
                at++;
            }
            else
            {
                break;
            }
        }

        return (parts, separators.ToString(), at);
    }

    private static decimal? Number(List<string> parts, string separators, bool scaled, string magnitude)
    {
        if (parts.Sum(part => part.Length) > 15)
            return null;
        if (parts.Count == 1)
            return Whole(parts[0]);
        var grouped = parts.Skip(1).All(part => part.Length == 3) && parts[0].Length <= 3 && parts[0][0] != '0';
        var same = separators.All(sign => sign == separators[0]);
        if (same && grouped && (parts.Count > 2 || separators is " " or "'" || !scaled))
            return Whole(string.Concat(parts));
        // "1.670 milioni" are thousands of millions, "2.345 million" is a decimal; beside "M" or "mln" it cannot be told
        if (same && grouped)
        {
            var thousands = (separators == ".", MoneyWords.IsEnglish(magnitude), MoneyWords.IsContinental(magnitude)) switch
            {
                (true, true, _) or (false, _, true) => false,
                (false, true, _) or (true, _, true) => true,
                _ => (bool?)null,
            };
            return thousands switch
            {
                true => Whole(string.Concat(parts)),
                false => decimal.Parse($"{parts[0]}.{parts[1]}", CultureInfo.InvariantCulture),
                null => null,
            };
        }

        var decimals = parts[^1].Length is 1 or 2 && separators[^1] is '.' or ',';
        if (!decimals || parts.Skip(1).SkipLast(1).Any(part => part.Length != 3) || (parts.Count > 2 && (separators[..^1].Contains(separators[^1], StringComparison.Ordinal) || !separators[..^1].All(sign => sign == separators[0]))))
            return null;
        return parts.Count > 2 && parts[0].Length > 3 ? null : decimal.Parse($"{string.Concat(parts.SkipLast(1))}.{parts[^1]}", CultureInfo.InvariantCulture);
    }

    private static decimal Whole(string digits) => decimal.Parse(digits, CultureInfo.InvariantCulture);

    // £; EUR; CA $; M€ 4; k€ 50; L3,000
    private (string? Currency, int First, decimal Magnitude) CurrencyBefore(int i, int from)
    {
        var at = i - 1;
        while (at >= from && (text.At(at, "~") || text.At(at, ".") && text.At(at - 1, "eur")))
            at--;
        if (at < from)
            return (null, i, 1);
        if (text.At(at, "$"))
            return at > from && text.WordAt(at - 1) && MoneyWords.Dollar(text.Tokens[at - 1].Text) is { } whose ? (whose, at - 1, 1) : (at > from && text.At(at - 1, ".") && text.At(at - 2, "s") ? "USD" : NotSure, at, 1);
        // "L3,000" is a pound sign that a page lost
        if (text.At(at, "l") && text.Capital(at) && text.Glued(i) && !text.Glued(at) && (text.At(i + 1, ",") || text.NumberAt(i, 4, 7)))
            return ("GBP", at, 1);
        if (text.At(at, "kr"))
            return (NotSure, at, 1);
        var word = text.Tokens[at].Text;
        if (MoneyWords.Currency(word) is { } currency && (!text.WordAt(at) || IsCode(at) || currency is "EUR"))
        {
            if (at > from && text.Glued(at) && MoneyWords.Magnitude(text.Tokens[at - 1].Text) is > 1 and var scale)
                return (currency, at - 1, scale);
            return (currency, at, 1);
        }

        return word is "meur" or "keur" or "mgbp" or "kgbp" ? (word.EndsWith("eur", StringComparison.Ordinal) ? "EUR" : "GBP", at, word[0] == 'm' ? 1e6m : 1e3m) : (null, i, 1);
    }

    private bool IsCode(int at) => text.AllCapitals(at) && text.Tokens[at].Text.Length == 3;

    // million; Mio.; M€; k EUR; milioni di euro; MEUR
    private (decimal Magnitude, string? Currency, int After) MagnitudeAt(int at)
    {
        if (!text.WordAt(at))
            return (1, null, at);
        var word = text.Tokens[at].Text;
        if (word is "meur" or "mgbp" or "keur" or "kgbp")
            return (word[0] == 'm' ? 1e6m : 1e3m, word.EndsWith("eur", StringComparison.Ordinal) ? "EUR" : "GBP", at + 1);
        var (magnitude, after) = MagnitudeOnly(at);
        return (magnitude, null, after);
    }

    private (decimal Magnitude, int After) MagnitudeOnly(int at)
    {
        var hyphen = text.At(at, "-") && text.WordAt(at + 1) && MoneyWords.Magnitude(text.Tokens[at + 1].Text) >= 1e6m ? at + 1 : at;
        if (!text.WordAt(hyphen) || MoneyWords.Magnitude(text.Tokens[hyphen].Text) is not (> 1 and var magnitude))
            return (1, at);
        var after = hyphen + 1;
        // "t/m" and "5 m" of metres have no currency; "tot en met" is no magnitude
        if (text.At(after, ".") && (text.Tokens[hyphen].Text is "mio" or "mrd" or "mln" or "tsd" or "mld"))
            after++;
        return (magnitude, after);
    }

    private (string? Currency, int After) CurrencyBehind(int at)
    {
        var word = at;
        if (text.At(word, "-"))
            return (null, at);
        while (text.At(word, "di") || text.At(word, "de") || text.At(word, "d") || text.At(word, "'"))
            word++;
        if (word >= text.Count)
            return (null, at);
        if (text.WordAt(word) && MoneyWords.Nation(text.Tokens[word].Text) is { } nation && (text.At(word + 1, "dollars") || text.At(word + 1, "dollar") || text.At(word + 1, "kronor") || text.At(word + 1, "kroner") || text.At(word + 1, "francs")))
            return (nation, word + 2);
        if (text.At(word, "$") || text.At(word, "dollars") || text.At(word, "dollar") || text.At(word, "kr") || text.At(word, "kronor") || text.At(word, "kroner"))
            return text.At(word, "$") && text.Glued(word + 1) && text.NumberAt(word + 1) ? (null, at) : (text.At(word, "$") && text.At(word + 1, "us") ? "USD" : NotSure, word + 1);
        if (MoneyWords.Currency(text.Tokens[word].Text) is not { } currency || (text.WordAt(word) && text.Tokens[word].Text is { Length: 3 } and not "eur" && !IsCode(word)))
            return (null, at);
        // In "£350 £5000" and "20, €30" the sign belongs to the number behind it.
        return !text.WordAt(word) && text.Glued(word + 1) && text.NumberAt(word + 1) && !text.Glued(word) ? (null, at) : (currency, word + 1);
    }
}
