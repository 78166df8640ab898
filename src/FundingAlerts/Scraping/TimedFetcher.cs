using System.Globalization;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>Measures a run, and cuts it off between two requests once it has taken longer than its contract allows.</summary>
internal sealed class TimedFetcher(IPageFetcher fetcher, TimeProvider time, Duration longest) : IPageFetcher
{
    private readonly long _started = time.GetTimestamp();
    private int _requests;

    public Duration Elapsed => Duration.FromTimeSpan(time.GetElapsedTime(_started));

    public Task<FetchOutcome> FetchAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (Elapsed > longest)
            return Task.FromResult<FetchOutcome>(new FetchOutcome.Failed(new(SourceProblemKind.TooSlow, string.Create(CultureInfo.InvariantCulture, $"Reading took longer than the contract's {Rhythm.Words(longest)} and was cut off after {_requests} requests. If the site is always so slow, raise contract.maxTime. Nothing was published or closed."))));
        _requests++;
        return fetcher.FetchAsync(request, cancellationToken);
    }
}
