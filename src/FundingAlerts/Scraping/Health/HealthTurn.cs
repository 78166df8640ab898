using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping.Health;

/// <summary>
/// One look at a source's health: what a run, the time or a curator makes of the record, and which events that is. Pure;
/// it is done again when somebody else changed the record meanwhile.
/// </summary>
internal sealed class HealthTurn(HealthRecord record, Instant now)
{
    private const int RunsForMedian = 10;
    private readonly List<SourceEvent> _events = [];

    public HealthRecord Record { get; private set; } = record;

    public IReadOnlyList<SourceEvent> Events => _events;

    /// <summary>The quarantine that this ended.</summary>
    public Quarantine? Released { get; private set; }

    public void AfterRun(SourceDefinition source, RunOutcome outcome)
    {
        // Another worker's later reading says more than this one.
        if (outcome.Run.StartedAt < Record.LastRunAt)
            return;
        Record = Record with { LastRunAt = outcome.Run.StartedAt, WatchedSince = Record.WatchedSince ?? now };
        if (outcome.IsBelieved)
            Believe(source, outcome);
        else if (outcome.Run.Problem?.Kind != SourceProblemKind.DailyCap) // our own limit says nothing of the site
            Doubt(outcome);
    }

    /// <summary>What time alone brings.</summary>
    public void Look(SourceDefinition source)
    {
        if (Record.WatchedSince is null)
            Record = Record with { WatchedSince = now };
        if (Record.Quarantine?.Accepted is { } accepted && !accepted.HoldsAt(now))
            Lapse(accepted, "It was not needed within three days.");
        if (Record.Trouble is { State: not HealthState.Late })
            return;
        var late = Trouble.Lateness(source, Record, now);
        if (late is not null)
            Become(late);
        else if (Record.Trouble is not null)
            Recover();
    }

    /// <returns>False when there is no trouble to know of.</returns>
    public bool Acknowledge(string by, string note)
    {
        if (Record.Trouble is not { } trouble)
            return false;
        Record = Record with { Acknowledged = new(by, now, note) };
        Happen(SourceEventKind.Acknowledged, trouble, by, note);
        return true;
    }

    /// <returns>False when nothing is quarantined.</returns>
    public bool Accept(string by, string note)
    {
        if (Record.Quarantine is not { } held)
            return false;
        Record = Record with { Quarantine = held with { Accepted = new(by, now, note, held.Measure) } };
        Happen(SourceEventKind.Accepted, Record.Trouble, by, note);
        return true;
    }

    private void Believe(SourceDefinition source, RunOutcome outcome)
    {
        var (run, at) = (outcome.Run, outcome.Run.StartedAt);
        if (Record.Quarantine is { } held)
            Released = held with { Released = new(at, run.Accepted ? ReleaseReason.Acceptance : ReleaseReason.Itself) };
        Record = Record with
        {
            Believed = new(at, run.Listings, run.Coverage, outcome.Snapshots.Count > 0 ? outcome.Snapshots : Record.Believed?.Snapshots ?? []),
            // Who accepts a drop says that the new number is the usual one.
            RowCounts = run.Accepted ? [run.Listings] : [.. Record.RowCounts.Select(r => Math.Max(0, r - outcome.Closed)).Prepend(run.Listings).Take(RunsForMedian)],
            ChangedAt = run.Changes > 0 || Record.ChangedAt.Count == 0 ? [.. Record.ChangedAt.Prepend(at).Take(Rhythm.Remembered)] : Record.ChangedAt,
            Quarantine = null,
            Doubt = null,
        };
        var late = Trouble.Lateness(source, Record, at);
        if (Record.Trouble is { State: HealthState.Late } && late is not null)
            Become(late);
        else if (Record.Trouble is not null)
            Recover();
        else
            Record = Record with { HealthySince = Record.HealthySince ?? at };
    }

    private void Doubt(RunOutcome outcome)
    {
        var trouble = Trouble.Of(outcome.Run);
        if (outcome.Breach is { } breach)
            Hold(breach, outcome.Run);
        if (!trouble.MayPass)
        {
            Record = Record with { Doubt = null };
            Become(trouble);
        }
        else if (Record.Doubt is null && Record.Trouble?.Kind != trouble.Kind)
        {
            Record = Record with { Doubt = trouble };
        }
        else
        {
            var since = Record.Doubt?.Since ?? trouble.Since;
            Record = Record with { Doubt = null };
            Become(trouble with { Since = since });
        }
    }

    private void Hold(ContractBreach breach, ScrapeRun run)
    {
        var held = Record.Quarantine;
        if (held?.Accepted is { } accepted)
            Lapse(accepted, accepted.HoldsAt(now) ? "The next run was worse than what was accepted." : "It was not needed within three days.");
        Record = Record with
        {
            Quarantine = new()
            {
                Since = held?.Since ?? run.StartedAt,
                LastAt = run.StartedAt,
                Runs = (held?.Runs ?? 0) + 1,
                Problem = run.Problem!,
                Measure = breach.Measure,
                Before = Record.Believed,
                Fields = breach.Fields,
                Snapshots = breach.Snapshots,
            },
        };
    }

    private void Become(Trouble trouble)
    {
        if (Record.Trouble is { } present && present.Kind == trouble.Kind)
        {
            Record = Record with { Trouble = trouble with { Since = present.Since } };
            return;
        }
        Record = Record with { Trouble = trouble, Acknowledged = null, HealthySince = null };
        if (Record.Told.Contains(trouble.Kind))
            return;
        Record = Record with { Told = [.. Record.Told, trouble.Kind] };
        Happen(SourceEventKind.Broke, trouble);
    }

    private void Recover()
    {
        Happen(SourceEventKind.Recovered, Record.Trouble);
        Record = Record with { Trouble = null, Acknowledged = null, Told = [], HealthySince = now };
    }

    private void Lapse(Acceptance accepted, string why)
    {
        Record = Record with { Quarantine = Record.Quarantine! with { Accepted = null } };
        Happen(SourceEventKind.Lapsed, Record.Trouble, accepted.By, why);
    }

    private void Happen(SourceEventKind kind, Trouble? trouble, string? by = null, string? note = null)
    {
        Record = Record with { Events = Record.Events + 1 };
        _events.Add(new(Record.Events, kind, now, trouble, by, note));
    }
}
