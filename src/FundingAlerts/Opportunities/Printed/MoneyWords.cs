namespace FundingAlerts.Opportunities.Printed;

/// <summary>Names of currencies and of magnitudes, without accents.</summary>
internal static class MoneyWords
{
    private static readonly Dictionary<string, string> Currencies = Table(
        "GBP £ gbp pound pounds sterling ukp pond pfund livres", "EUR € eur euro euros euroes", "USD usd us$ dollarus", "CAD cad ca$ cdn", "AUD aud au$", "CHF chf sfr franken", "SEK sek", "NOK nok", "DKK dkk",
        "JPY jpy yen", "KRW krw won ₩", "SGD sgd s$", "INR inr ₹ rupees", "PLN pln zloty zł", "CZK czk", "HUF huf", "RON ron lei", "NZD nzd", "CNY cny rmb", "HKD hkd", "ILS ils nis ₪", "BRL brl", "TRY try ₺", "ZAR zar", "ISK isk", "BGN bgn");

    private static readonly Dictionary<string, decimal> Magnitudes = new[]
        {
            (Size: 1e3m, Words: "k thousand duizend tausend mille mila tsd"),
            (Size: 1e6m, Words: "m mn mln mio million millions miljoen millionen milioni milione millones millon mill"),
            (Size: 1e9m, Words: "bn billion billions mrd md mds mld miljard milliard milliards milliarde milliarden miliardi miliardo"),
        }
        .SelectMany(row => row.Words.Split(' ').Select(word => (word, row.Size)))
        .ToDictionary(entry => entry.word, entry => entry.Size);

    /// <summary>"CA $", "US$": letters that say whose dollar a sign means.</summary>
    private static readonly Dictionary<string, string> Dollars = Table(
        "CAD ca can cdn cad c", "USD us usd u", "AUD au aud a aus", "NZD nz nzd", "SGD s sg sgd", "HKD hk hkd", "BRL r");

    private static readonly Dictionary<string, string> Nations = Table(
        "CAD canadian", "AUD australian", "SGD singapore", "USD american us", "SEK swedish", "NOK norwegian", "DKK danish", "CHF swiss");

    /// <summary>The dot is the decimal sign beside these words.</summary>
    public static bool IsEnglish(string word) => word is "million" or "millions" or "billion" or "billions" or "bn" or "thousand";

    /// <summary>The comma is the decimal sign beside these words.</summary>
    public static bool IsContinental(string word) =>
        word is "miljoen" or "millionen" or "milioni" or "millones" or "miljard" or "milliarden" or "miliardi" or "duizend" or "tausend" or "milliards";

    public static string? Currency(string word) => Currencies.GetValueOrDefault(word);

    public static string? Dollar(string letters) => Dollars.GetValueOrDefault(letters);

    public static string? Nation(string word) => Nations.GetValueOrDefault(word);

    public static decimal Magnitude(string word) => Magnitudes.GetValueOrDefault(word);

    private static Dictionary<string, string> Table(params string[] rows) => rows
        .SelectMany(row => row.Split(' ')[1..].Select(word => (word, row[..3])))
        .ToDictionary(entry => entry.word, entry => entry.Item2);
}
