using FundingAlerts.Sources;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>Finds the sources that are due and asks for each to be read.</summary>
public sealed class PlanScrapes(SourceStore sources, StorageAccount storage)
{
    // A timer that comes a little early must not skip a whole turn.
    private static readonly Duration Slack = Duration.FromMinutes(5);
    private readonly IQueue _scrapes = storage.Queue(ScrapeMessage.Queue);

    /// <returns>How many sources are due.</returns>
    public async Task<int> RunAsync(IEnumerable<SourceDefinition> definitions, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var due = 0;
        foreach (var source in definitions.Where(d => d.Enabled))
        {
            var state = await sources.StateAsync(source.Id, cancellationToken);
            if (state.LastRunAt is { } last && now < last + source.Cadence - Slack)
                continue;
            await _scrapes.SendAsync(new ScrapeMessage(1, correlation, source.Id), cancellationToken);
            due++;
        }
        return due;
    }
}
