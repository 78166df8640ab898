using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping.Health;

/// <summary>How a source fares at an instant, judged by its own rhythm.</summary>
/// <param name="Since">When this state began; null for a source that was never read.</param>
/// <param name="Why">For people; null for a healthy source.</param>
public sealed record SourceHealth(HealthState State, Instant? Since, string? Why)
{
    /// <summary>The last run that was believed.</summary>
    public Instant? LastGoodAt { get; init; }

    /// <summary>A curator knows of it.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    public Quarantine? Quarantine { get; init; }

    public bool IsBroken => State is HealthState.Suspect or HealthState.Failing or HealthState.Late;

    public static SourceHealth Of(SourceDefinition source, HealthRecord record, Instant now)
    {
        // Lateness comes with time alone, whether or not somebody has looked since.
        var trouble = record.Trouble is { State: not HealthState.Late } found ? found : Trouble.Lateness(source, record, now);
        var health = trouble is not null ? new SourceHealth(trouble.State, trouble.Since, trouble.Message)
            : record.Believed is null ? new(HealthState.Unread, null, record.Doubt is { } failure ? Passing(failure) : "It has not been read yet.")
            : new(HealthState.Healthy, record.HealthySince ?? record.Believed.At, record.Doubt is { } doubt ? Passing(doubt) : null);
        return health with
        {
            LastGoodAt = record.Believed?.At,
            Acknowledged = trouble is not null && trouble.Kind == record.Trouble?.Kind ? record.Acknowledged : null,
            Quarantine = record.Quarantine,
        };
    }

    private static string Passing(Trouble doubt) => $"The reading of {Rhythm.Words(doubt.Since)} failed, which may pass: {doubt.Message}";
}
