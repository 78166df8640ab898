using NodaTime;

namespace FundingAlerts.Work;

/// <summary>One run of one work: a timer's turn, or a batch of messages.</summary>
/// <param name="Work">One of <see cref="WorkNames"/>.</param>
/// <param name="Correlation">As in the logs and messages of the run.</param>
/// <param name="Counts">What it did, in numbers: { "composed": 12, "quiet": 3 }.</param>
/// <param name="Problem">Why it did not do all; names no person and no address.</param>
public sealed record WorkRun(
    string Work,
    string Correlation,
    Instant StartedAt,
    Instant EndedAt,
    WorkOutcome Outcome,
    IReadOnlyDictionary<string, int> Counts,
    string? Problem);

public enum WorkOutcome
{
    Done,

    /// <summary>Some of it failed, and will be tried again.</summary>
    Partly,

    Failed,
}
