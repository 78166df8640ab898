namespace FundingAlerts.Benchmarks.Load;

/// <summary>One step of the work at one size.</summary>
/// <param name="Output">What it brought forth, in <paramref name="Unit"/>.</param>
/// <param name="Took">By the clock on the wall, which other programs make slower.</param>
/// <param name="Worked">What this process needed of the processor.</param>
/// <param name="InStorage">How long all storage operations took; those side by side count each.</param>
/// <param name="Operations">Storage operations by kind.</param>
internal sealed record LoadStep(
    string Name, string Unit, int Subscribers, int Output, TimeSpan Took, TimeSpan Worked, TimeSpan InStorage, IReadOnlyDictionary<string, int> Operations)
{
    /// <summary>What growth is judged by: the processor's time, or the wall's where another process does the storage's work.</summary>
    public required bool IsJudgedByWall { get; init; }

    private TimeSpan Cost => IsJudgedByWall ? Took : Worked;

    // A step of a few milliseconds says nothing.
    private static readonly TimeSpan Measurable = TimeSpan.FromMilliseconds(200);
    private const double Tolerated = 1.5;

    public double PerSecond => Output / Took.TotalSeconds;

    /// <summary>By how much its time grew more than its output since a smaller size; null where that cannot be told.</summary>
    public double? GrowthSince(LoadStep? smaller) =>
        smaller is { Output: > 0 } && Output > 0 && Cost > Measurable && smaller.Cost > Measurable
            ? Cost / smaller.Cost / ((double)Output / smaller.Output)
            : null;

    public static bool IsTooMuch(double? growth) => growth > Tolerated;
}

/// <summary>All steps at one size.</summary>
/// <param name="PeakBytes">The process's largest working set so far.</param>
/// <param name="Mails">How many were sent.</param>
internal sealed record LoadRun(int Subscribers, IReadOnlyList<LoadStep> Steps, long PeakBytes, int Mails)
{
    /// <summary>How many changes were matched.</summary>
    public required int Changes { get; init; }

    /// <summary>Matches of a subscriber over all calls: the median, and nine of ten have fewer than the second.</summary>
    public (int Median, int Ninth) Matches { get; init; }
}
