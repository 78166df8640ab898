using NodaTime;

namespace FundingAlerts.Scraping.Health;

public enum SourceEventKind
{
    /// <summary>Newly broken. Still broken is no event, nor is going back to a trouble that was told since the source was well.</summary>
    Broke,

    /// <summary>Read and believed again, and not late.</summary>
    Recovered,

    /// <summary>A curator knows of the trouble.</summary>
    Acknowledged,

    /// <summary>A curator accepted what is quarantined.</summary>
    Accepted,

    /// <summary>An acceptance was not used: the next run was worse, or its time was over.</summary>
    Lapsed,
}

/// <summary>Something that happened to a source's health. The log of these is only ever added to.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Trouble">The trouble that came, went, or was answered.</param>
/// <param name="By">Who answered it; never logged. Null where nobody did.</param>
public sealed record SourceEvent(int Number, SourceEventKind Kind, Instant At, Trouble? Trouble, string? By = null, string? Note = null);
