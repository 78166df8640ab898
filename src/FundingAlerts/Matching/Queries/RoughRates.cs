namespace FundingAlerts.Matching.Queries;

/// <summary>
/// What currencies are worth in euros, rounded: good enough to ask whether an award is large, never shown to anybody.
/// Rates of autumn 2026, to be looked at once a year.
/// </summary>
internal static class RoughRates
{
    private static readonly Dictionary<string, decimal> Rates = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EUR"] = 1m,
        ["GBP"] = 1.15m,
        ["USD"] = 0.86m,
        ["CHF"] = 1.07m,
        ["SEK"] = 0.091m,
        ["DKK"] = 0.134m,
        ["NOK"] = 0.085m,
        ["PLN"] = 0.235m,
        ["CZK"] = 0.041m,
        ["JPY"] = 0.0056m,
        ["CAD"] = 0.61m,
        ["AUD"] = 0.56m,
    };

    public static IEnumerable<string> Known => Rates.Keys;

    /// <summary>Null for a currency that is not in the list.</summary>
    public static decimal? ToEuros(decimal amount, string currency) =>
        Rates.TryGetValue(currency, out var rate) ? amount * rate : null;
}
