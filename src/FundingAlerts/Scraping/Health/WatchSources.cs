using FundingAlerts.Sources;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Scraping.Health;

/// <summary>Finds what no run can find: sources that are not read, or have gone quiet. After the reading, on the same timer.</summary>
public sealed partial class WatchSources(HealthStore health, ILogger<WatchSources> log)
{
    /// <returns>How many things are new.</returns>
    public async Task<int> RunAsync(IEnumerable<SourceDefinition> definitions, Instant now, CancellationToken cancellationToken)
    {
        var news = 0;
        foreach (var source in definitions.Where(d => d.Enabled))
        {
            foreach (var happened in await health.LookAsync(source, now, cancellationToken))
            {
                news++;
                if (happened.Kind == SourceEventKind.Broke)
                    LogLate(source.Id, happened.Trouble?.Message ?? "");
            }
        }
        return news;
    }

    [LoggerMessage(LogLevel.Warning, "{Source} is late. {Why}")]
    private partial void LogLate(string source, string why);
}
