namespace FundingAlerts.Scraping;

/// <summary>Asks to read one source. Carries ids only.</summary>
/// <param name="Correlation">The same along all that follows from one plan, for the logs.</param>
public sealed record ScrapeMessage(int Version, string Correlation, string Source)
{
    public const string Queue = "scrapes";
}
