using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using NodaTime;

namespace FundingAlerts.Scraping.Health;

/// <summary>What a suspect run brought, held back beside what the last believed one brought.</summary>
public sealed record Quarantine
{
    /// <summary>When the first of the suspect runs began.</summary>
    public required Instant Since { get; init; }

    /// <summary>When the last of them began; all below is of that one.</summary>
    public required Instant LastAt { get; init; }

    /// <summary>Suspect runs since then.</summary>
    public required int Runs { get; init; }

    /// <summary>What broke the contract.</summary>
    public required SourceProblem Problem { get; init; }

    public required RunMeasure Measure { get; init; }

    /// <summary>The last believed run; null when there was none.</summary>
    public BelievedRun? Before { get; init; }

    /// <summary>Each field before and after, the worst first.</summary>
    public IReadOnlyList<FieldDrift> Fields { get; init; } = [];

    /// <summary>The hashes of the pages that were sent, under which their bytes are kept.</summary>
    public IReadOnlyList<string> Snapshots { get; init; } = [];

    /// <summary>A curator wants the next run believed if it is no worse.</summary>
    public Acceptance? Accepted { get; init; }

    /// <summary>How it ended; null while it lasts.</summary>
    public Release? Released { get; init; }
}

/// <summary>How much a run brought, to tell whether another is worse.</summary>
/// <param name="Gone">Current calls that were missing or answered that they are gone.</param>
/// <param name="Refused">Rows that were no calls.</param>
/// <param name="Coverage">Of the listing alone when the run broke off before the detail pages.</param>
public sealed record RunMeasure(int Rows, int Gone, int Refused, RowCoverage Coverage)
{
    /// <summary>Detail pages that answered that they are gone, or lack what they said before; counted where most did.</summary>
    public int Doubted { get; init; }

    /// <summary>Known calls under new references.</summary>
    public int Renamed { get; init; }
}

/// <summary>A run that was believed.</summary>
/// <param name="Snapshots">The pages that it was read from; those of an earlier run when nothing had changed since.</param>
public sealed record BelievedRun(Instant At, int Rows, RowCoverage? Coverage, IReadOnlyList<string> Snapshots);

/// <summary>A curator looked and found that a suspect run is right.</summary>
/// <param name="By">A name or address as it was given; never logged.</param>
/// <param name="Measure">What they saw: the next run is believed if it is no worse.</param>
public sealed record Acceptance(string By, Instant At, string Note, RunMeasure Measure)
{
    public static readonly Duration Lasts = Duration.FromDays(3);

    public bool HoldsAt(Instant now) => now < At + Lasts;
}

public enum ReleaseReason
{
    /// <summary>A later run was good.</summary>
    Itself,

    /// <summary>A later run was no worse than a curator had accepted.</summary>
    Acceptance,
}

public sealed record Release(Instant At, ReleaseReason Reason);
