using System.Globalization;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>
/// What each request of a run must pass before it is made: the run's longest time, its lease, and what we may ask of the host today.
/// </summary>
internal sealed class RunFetcher(IPageFetcher fetcher, RunClock clock, Duration longest, SourceLease lease, HostPurse purse) : IPageFetcher
{
    private int _requests;

    /// <exception cref="LeaseLostException">Another run reads the source now.</exception>
    public async Task<FetchOutcome> FetchAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (clock.Elapsed > longest)
            return new FetchOutcome.Failed(new(SourceProblemKind.TooSlow, string.Create(CultureInfo.InvariantCulture, $"Reading took longer than the contract's {Rhythm.Words(longest)} and was cut off after {_requests} requests. If the site is always so slow, raise contract.maxTime. Nothing was published or closed.")));
        await lease.HoldAsync(cancellationToken);
        if (!await purse.SpendAsync(request.Address.IdnHost, clock.Now, cancellationToken))
            return new FetchOutcome.Failed(new(SourceProblemKind.DailyCap, string.Create(CultureInfo.InvariantCulture, $"{request.Address.IdnHost} was asked for {purse.PerDay:N0} pages today (UTC), the most that we ask of one host over all sources; this reading was cut off after {_requests} requests. It goes on tomorrow by itself. Nothing was published or closed.")));
        _requests++;
        return await fetcher.FetchAsync(request, cancellationToken);
    }
}
