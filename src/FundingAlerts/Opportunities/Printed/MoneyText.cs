namespace FundingAlerts.Opportunities.Printed;

/// <summary>What an amount measures, when the words say so.</summary>
public enum MoneyRole
{
    Unknown,

    /// <summary>The whole pot of the call.</summary>
    Total,

    /// <summary>What one project or applicant can get.</summary>
    PerAward,
}

/// <summary>Amounts in whole currency units with the ISO 4217 code; a single amount is the maximum. Null: not said or not sure.</summary>
/// <param name="RatePercent">The share of the costs that is paid, 0 to 100.</param>
public sealed record MoneyReading(string? Currency, decimal? Min, decimal? Max, decimal? RatePercent, MoneyRole Role)
{
    public static readonly MoneyReading Unknown = new(null, null, null, null, MoneyRole.Unknown);
}

/// <summary>Reads amounts as funders print them; several that do not belong together stay unknown.</summary>
public static class MoneyText
{
    private static readonly HashSet<string> RangeSigns = ["-", "to", "and", "tot", "en", "bis", "und", "a", "et", "t", "/", "m", "up", "a", "tot", "met", "zu", "jusqu", "'", "until", "maximum", "max", "e"];

    private static readonly HashSet<string> Moves = ["naar", "raised", "increased", "auf", "verhoogd", "erhoht", "porte", "later"];

    private static readonly HashSet<string> Units = ["ha", "hectare", "kwh", "mwh", "kw", "km", "m", "hour", "uur", "stunde", "heure", "tonne", "ton", "unit", "tree"];

    private static readonly string[] AtLeast = [" at least ", " minimum of ", " minimum ", " min ", " mindestens ", " minimaal ", " minstens ", " vanaf ", " ab ", " from ", " au moins ", " a partir de ", " more than ", " over ", " above ", " ten minste ", " meer dan ", " mehr als ", " plus de ", " upwards of ", " no less than ", " not less than ", " starting at ", " starting from ", " greater than ", " in excess of ", " exceeding ", " uber ", " boven "];

    private static readonly string[] AtMost = [" up to ", " max ", " maximum ", " maximum of ", " no more than ", " not more than ", " not exceeding ", " not exceed ", " bis zu ", " hochstens ", " tot ", " jusqu a ", " maximaal ", " less than ", " under ", " below ", " ten hoogste ", " maximal ", " bis ", " au plus ", " maximum grant of ", " at most "];

    private static readonly string[] Total =
    [
        " share of ", " total budget", " total fund", " overall budget", " total of ", " in total ", " total pot", " budget of the call", " call budget", " indicative budget", " available budget", " budget available", " totaal", " beschikbaar budget", " subsidieplafond", " plafond ", " gesamtbudget", " gesamtvolumen",
        " gesamt ", " insgesamt ", " budget total", " enveloppe", " montant total", " fund of ", " funding pot", " total amount", " overall ", " dotation", " total programme", " programme budget",
    ];

    private static readonly string[] PerAward =
    [
        " per project", " per award", " per grant", " per applica", " per proposal", " each project", " each award", " per aanvra", " per voorstel", " pro projekt", " je projekt", " pro vorhaben", " je vorhaben", " pro antrag", " par projet", " par candidat", " maximum award", " maximum grant", " award of", " grant size", " grants of", " awards of", " grant of",
        " individual award", " per consort", " per partner", " per organi", " per onderneming", " per beneficiary", " per participant", " award range", " award value", " maximum funding per", " project size", " project grant", " each grant", " per researcher", " per onderzoeker", " per fellowship",
    ];

    /// <summary>Reads the first 4,000 characters; never throws.</summary>
    public static MoneyReading Read(string text, PrintedContext context)
    {
        var printed = PrintedText.Of(text);
        var amounts = Amounts.In(printed);
        var line = printed.Line();
        var role = RoleOf(line);
        var rate = Rate(printed);
        var reading = Combine(printed, Joined(printed, amounts));
        return reading is { Max: null, Min: null } ? MoneyReading.Unknown with { RatePercent = rate } : reading with { RatePercent = rate, Role = role };
    }

    private static MoneyRole RoleOf(string line) => (RoleWords.Has(line, Total), RoleWords.Has(line, PerAward)) switch
    {
        (true, false) => MoneyRole.Total,
        (false, true) => MoneyRole.PerAward,
        _ => MoneyRole.Unknown,
    };

    /// <summary>"750,000 and 2 million": the currency, and a magnitude behind the last, go for both ends of a range.</summary>
    private static List<Amount> Joined(PrintedText text, List<Amount> amounts)
    {
        var joined = new List<Amount>(amounts);
        for (var i = 0; i + 1 < joined.Count; i++)
        {
            var (one, two) = (joined[i], joined[i + 1]);
            if (!Linked(text, one, two))
                continue;
            var slashed = text.At(one.After, "/");
            if (one.Currency is null)
                one = one with { Currency = two.Currency };
            if (two.Currency is null && !slashed && !(two.Magnitude == 1 && two.Number < 100 && one.Value >= 100))
                two = two with { Currency = one.Currency };
            // "100 to 250 thousand": small numbers share the word; "€750,000 and 2 million" do not
            if (one.Magnitude == 1 && two.Magnitude > 1 && one.Number < 1000 && one.Number <= two.Number && !one.HasGroups)
                one = one with { Magnitude = two.Magnitude };
            if (two.Magnitude == 1 && one.Magnitude > 1 && two.Number < 1000 && two.Number > one.Number && !two.HasGroups && !two.HasOwnCurrency)
                two = two with { Currency = null };
            (joined[i], joined[i + 1]) = (one, two);
        }

        return joined;
    }

    private static MoneyReading Combine(PrintedText text, List<Amount> all)
    {
        var amounts = all.Where(amount => amount.Currency is not null).ToList();
        // A page cut in the middle ("maximum of € 3") or a broken number ("EUR 2 000 00 0") is no amount.
        if (amounts.Exists(amount => amount.Value < 10 || (text.NumberAt(amount.After) && !amount.HasOwnCurrency) || (text.NumberAt(amount.After) && text.Tokens[amount.After - 1].IsNumber)))
            return MoneyReading.Unknown;
        // "£107 per ha", "turnover < 300 M€": prices and conditions
        if (amounts.Exists(amount => text.At(amount.First - 1, "<") || text.At(amount.First - 1, ">") || (text.At(amount.After, "per") && text.At(amount.After + 1, Units))) || RoleWords.Has(text.Line(), [" turnover", " omzet ", " jahresumsatz", " chiffre d affaires", " per hectare", " registration fee"]))
            return MoneyReading.Unknown;
        // "3 x €100,000" leaves open which of the two is meant
        if (amounts.Exists(amount => text.At(amount.After, "x") || text.At(amount.First - 1, "x") || text.At(amount.After, "×") || text.At(amount.First - 1, "×")))
            return MoneyReading.Unknown;
        if (amounts.Count == 0 || amounts.Exists(amount => amount.Currency == Amounts.NotSure || amount.Number < 0) || amounts.Select(amount => amount.Currency).Distinct().Count() > 1)
            return MoneyReading.Unknown;
        var currency = amounts[0].Currency;
        MoneyReading Of(decimal? min, decimal? max) => new(currency, min, max, null, MoneyRole.Unknown);
        if (amounts.Count == 1 || amounts.TrueForAll(amount => amount.Value == amounts[0].Value))
            return One(text, amounts[0], Of);
        if (amounts.Count == 2)
        {
            var (one, two) = (amounts[0], amounts[1]);
            if (Moved(text, one, two))
                return one.Value == two.Value ? MoneyReading.Unknown : Of(null, two.Value);
            if (Linked(text, one, two))
                return one.Value < two.Value ? Of(one.Value, two.Value) : MoneyReading.Unknown;
            var low = RoleWords.EndsWith(text.Line(one.First - 4, one.First), AtLeast);
            var high = RoleWords.EndsWith(text.Line(two.First - 4, two.First), AtMost);
            var lowSecond = RoleWords.EndsWith(text.Line(two.First - 4, two.First), AtLeast);
            var highFirst = RoleWords.EndsWith(text.Line(one.First - 4, one.First), AtMost);
            if (low && high && one.Value < two.Value && two.First - one.After <= 8)
                return Of(one.Value, two.Value);
            return lowSecond && highFirst && two.Value < one.Value && two.First - one.After <= 8 ? Of(two.Value, one.Value) : MoneyReading.Unknown;
        }

        // £3,000 / £6,000 / £12,000
        var tiers = amounts.Zip(amounts.Skip(1)).All(pair => pair.First.Value < pair.Second.Value && Enumerable.Range(pair.First.After, pair.Second.First - pair.First.After)
            .All(i => text.At(i, "/") || text.At(i, ",") || text.At(i, "or") || text.At(i, "and") || text.At(i, "of") || text.At(i, "oder") || text.At(i, "ou") || text.At(i, "|") || text.At(i, "en") || text.At(i, "und")));
        return tiers ? Of(amounts[0].Value, amounts[^1].Value) : MoneyReading.Unknown;
    }

    private static MoneyReading One(PrintedText text, Amount amount, Func<decimal?, decimal?, MoneyReading> of)
    {
        var before = text.Line(amount.First - 4, amount.First);
        if (!RoleWords.EndsWith(before, AtMost) && RoleWords.EndsWith(before, AtLeast))
            return of(amount.Value, null);
        var behind = text.Line(amount.After, amount.After + 3);
        if (behind.StartsWith(" minimum ", StringComparison.Ordinal) || behind.StartsWith(" or more ", StringComparison.Ordinal) || behind.StartsWith(" and above ", StringComparison.Ordinal)
            || behind.StartsWith(" of meer ", StringComparison.Ordinal) || behind.StartsWith(" oder mehr ", StringComparison.Ordinal) || text.At(amount.After, "+"))
        {
            return of(amount.Value, null);
        }

        return of(null, amount.Value);
    }

    private static bool Linked(PrintedText text, Amount one, Amount two)
    {
        var between = Enumerable.Range(one.After, Math.Max(0, two.First - one.After)).ToList();
        if (between.Count is 0 or > 4 || !between.TrueForAll(i => text.At(i, RangeSigns)))
            return false;
        var word = text.Tokens[between[0]].Text;
        // "£1m and £2m" is a range only behind "between"
        if (word is "and" or "en" or "und" or "et" or "e" && !RoleWords.Has(text.Line(Math.Max(0, one.First - 4), one.First), [" between ", " tussen ", " zwischen ", " entre ", " tra "]))
            return one.HasOwnCurrency && two.Magnitude > 1 && !two.HasOwnCurrency;
        return true;
    }

    // "van 2,5 miljoen euro naar 2,8 miljoen euro", "€2.5m, later raised to €2.8m"
    private static bool Moved(PrintedText text, Amount one, Amount two)
    {
        var between = Enumerable.Range(one.After, Math.Max(0, two.First - one.After)).ToList();
        if (between.Count is 0 or > 6 || between.Exists(i => text.At(i, ".") || text.At(i, ";")))
            return false;
        return between.Exists(i => text.At(i, Moves)) || (between.Exists(i => text.At(i, "to") || text.At(i, "tot")) && RoleWords.Has(text.Line(Math.Max(0, one.First - 5), one.First), [" increased ", " increase ", " raised ", " verhoogd ", " reduced ", " erhoht "]));
    }

    private static decimal? Rate(PrintedText text)
    {
        var rates = new List<decimal>();
        for (var i = 0; i < text.Count; i++)
        {
            if (!(text.At(i, "%") || text.At(i, "percent") || text.At(i, "procent") || text.At(i, "prozent")) || !text.NumberAt(i - 1, 1, 3))
                continue;
            var fraction = (text.At(i - 2, ".") || text.At(i - 2, ",")) && text.NumberAt(i - 3, 1, 3) && text.Glued(i - 1) && text.Glued(i - 2);
            var digits = fraction ? $"{text.Tokens[i - 3].Text}.{text.Tokens[i - 1].Text}" : text.Tokens[i - 1].Text;
            rates.Add(decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
        }

        return rates.Distinct().Count() == 1 && rates[0] is > 0 and <= 100 ? rates[0] : null;
    }
}
