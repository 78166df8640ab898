using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>The money of a listing: each amount beside the words it was printed in.</summary>
internal static class Amounts
{
    public static FundingAvailable Read(Listing listing, PrintedContext context)
    {
        var total = One(listing.First(FieldNames.Total), context);
        var least = One(listing.First(FieldNames.MinAward), context);
        var most = One(listing.First(FieldNames.MaxAward), context);
        var rate = listing.First(FieldNames.Rate) is { } rateText
            ? new Understood<Rate>(RateOf(MoneyText.Read(rateText, context)), CleanText.Printed(rateText))
            : null;
        if (listing.First(FieldNames.Award) is { } award)
        {
            var words = CleanText.Printed(award);
            var reading = MoneyText.Read(award, context);
            if (reading.Role == MoneyRole.Total)
            {
                total ??= new(MoneyOf(reading.Max, reading), words);
            }
            else
            {
                least ??= reading.Min is null ? null : new(MoneyOf(reading.Min, reading), words);
                // Words that say only "at least" say nothing of the most.
                most ??= reading is { Max: null, Min: not null } ? null : new(MoneyOf(reading.Max, reading), words);
            }
            rate ??= RateOf(reading) is { } share ? new(share, words) : null;
        }
        return new(total, least, most, rate);
    }

    private static Understood<Money>? One(string? text, PrintedContext context)
    {
        if (text is null)
            return null;
        var reading = MoneyText.Read(text, context);
        return new(MoneyOf(reading.Max ?? reading.Min, reading), CleanText.Printed(text));
    }

    private static Money? MoneyOf(decimal? amount, MoneyReading reading) =>
        amount is { } value && reading.Currency is { } currency ? new(value, currency) : null;

    private static Rate? RateOf(MoneyReading reading) => reading.RatePercent is { } percent ? new(percent) : null;
}
