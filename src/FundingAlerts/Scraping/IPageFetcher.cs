using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>Brings one page. What can go wrong on the web is a value, not an exception.</summary>
public interface IPageFetcher
{
    Task<FetchOutcome> FetchAsync(PageRequest request, CancellationToken cancellationToken);
}

public abstract record FetchOutcome
{
    private FetchOutcome()
    {
    }

    public sealed record Fetched(Page Page, Validators Validators) : FetchOutcome;

    /// <summary>The copy we hold is still current (304).</summary>
    public sealed record NotModified : FetchOutcome;

    public sealed record Failed(SourceProblem Problem) : FetchOutcome;
}
