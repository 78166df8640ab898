using FundingAlerts.Opportunities;

namespace FundingAlerts.Web.Wording;

/// <summary>Words money: £4.48 million, € 500.000, EUR by sign, others by code.</summary>
public sealed class MoneyWording(Phrasebook book)
{
    private const decimal Million = 1_000_000m;

    // A non-breaking space: an amount does not part at the end of a line.
    private const string Joint = "\u00A0";

    public string Of(Money money)
    {
        var (number, unit) = Split(money);
        return number + unit;
    }

    /// <summary>All of it in one line; null when nothing is said.</summary>
    public string? Line(FundingAvailable funding) => Phrasebook.Sentence(string.Join(" · ", Of(funding))) is { Length: > 0 } line ? line : null;

    /// <summary>What a call gives, in all and per award; empty when nothing is said.</summary>
    public IReadOnlyList<string> Of(FundingAvailable funding)
    {
        var parts = new List<string>();
        if (funding.Total is { } total)
            parts.Add(Word(total, book.InTotal));
        parts.AddRange(PerAward(funding.MinAward, funding.MaxAward));
        if (funding.Rate is { } rate)
            parts.Add(rate.Value is { } share ? book.OfCosts(share.Percent.ToString("0.##", book.Culture)) : Printed(rate.Text));
        return parts.Distinct(StringComparer.Ordinal).ToList();
    }

    private IEnumerable<string> PerAward(Understood<Money>? min, Understood<Money>? max)
    {
        if (min?.Value is { } least && max?.Value is { } most && least.Currency == most.Currency)
        {
            yield return book.PerAward(least == most ? Of(most) : Range(least, most));
            yield break;
        }
        if (max is not null)
            yield return Word(max, book.UpToPerAward);
        if (min is not null)
            yield return Word(min, book.FromPerAward);
    }

    // £1–£5 million, but £500,000–£1 million.
    private string Range(Money least, Money most)
    {
        var ((from, fromUnit), (to, toUnit)) = (Split(least), Split(most));
        return fromUnit == toUnit ? $"{from}–{to}{toUnit}" : $"{from}{fromUnit}–{to}{toUnit}";
    }

    private (string Number, string Unit) Split(Money money)
    {
        var millions = money.Amount / Million;
        var (number, unit) = millions >= 1 && decimal.Round(millions, 2) == millions
            ? (millions.ToString("#,##0.##", book.Culture), Joint + book.Million)
            : (money.Amount.ToString(money.Amount == decimal.Truncate(money.Amount) ? "N0" : "N2", book.Culture), "");
        return (Sign(money.Currency) + number, unit);
    }

    private string Word(Understood<Money> money, Func<string, string> phrase) =>
        money.Value is { } value ? phrase(Of(value)) : Printed(money.Text);

    private string Printed(string words) => book.FunderWrites(PlainText.Line(words, 160));

    private string Sign(string currency) => currency switch
    {
        "GBP" => "£" + book.AfterSign,
        "EUR" => "€" + book.AfterSign,
        "USD" => "US$" + book.AfterSign,
        _ => PlainText.Line(currency, 10) + Joint,
    };
}
