using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources.Curation;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>How a source fares, for those who rely on it.</summary>
/// <param name="LastGoodAt">When it was last read and believed; null before the first time.</param>
/// <param name="DownSince">Since when it could not be read; null while it can.</param>
public sealed record SourceStanding(string Source, string Name, Instant? LastGoodAt, Instant? DownSince);

/// <summary>How all sources that are read fare at an instant.</summary>
public sealed record SourceStandings(IReadOnlyList<SourceStanding> All)
{
    /// <summary>What passes within this is no matter for readers: their calls come a little later.</summary>
    public static readonly Duration Patience = Duration.FromDays(3);

    public Instant? LastGoodAt => All.Max(s => s.LastGoodAt);

    /// <summary>Those that have been down for longer than one need not know.</summary>
    public IEnumerable<SourceStanding> Down(Instant now) => All.Where(s => s.DownSince <= now - Patience);
}

/// <summary>Asks how all sources fare, seldom: many digests are composed in one minute.</summary>
public sealed class SourceWatch(CuratedCatalogue catalogue, HealthStore health)
{
    private static readonly Duration Fresh = Duration.FromMinutes(10);
    private Look? _last;

    public async Task<SourceStandings> CurrentAsync(Instant now, CancellationToken cancellationToken)
    {
        if (_last is var (at, known) && now >= at && now - at < Fresh)
            return known;
        // That we have not looked for long is our own trouble, and no news of the source.
        var all = new List<SourceStanding>();
        foreach (var source in (await catalogue.DefinitionsAsync(cancellationToken)).Where(s => s.Enabled))
        {
            var fares = await health.HealthAsync(source, now, cancellationToken);
            all.Add(new(source.Id, source.Name, fares.LastGoodAt, fares.State is HealthState.Failing or HealthState.Suspect ? fares.Since : null));
        }
        var standings = new SourceStandings(all);
        _last = new(now, standings);
        return standings;
    }

    private sealed record Look(Instant At, SourceStandings Standings);
}
