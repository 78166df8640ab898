using FundingAlerts.Sources.Curation;

namespace FundingAlerts.Scraping.Health;

/// <summary>A run with what its source's health is judged by.</summary>
/// <param name="Breach">How it broke the contract; null when it did not.</param>
internal sealed record RunOutcome(ScrapeRun Run, ContractBreach? Breach, IReadOnlyList<string> Snapshots)
{
    /// <summary>Calls that left the listing since the last run because they had closed.</summary>
    public int Closed { get; init; }

    /// <summary>Set when all detail pages that were due are read, or had not changed.</summary>
    public DetailsSeen? DetailsSeen { get; init; }

    public bool IsBelieved => Run.Verdict is not (ScrapeVerdict.Failed or ScrapeVerdict.Suspect);
}

/// <summary>What is kept of a run that broke the contract.</summary>
internal sealed record ContractBreach(RunMeasure Measure, IReadOnlyList<FieldDrift> Fields, IReadOnlyList<string> Snapshots);
