using System.Globalization;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Scraping.Health;

/// <summary>
/// How sources fare, their events and their quarantines, in the sources' own partitions. What a run brings is one transaction
/// with its ledger entry, and of two who judge the same record one judges again: no event is lost or told twice.
/// </summary>
public sealed class HealthStore(StorageAccount storage)
{
    private const string RecordRow = "health";
    private const string EventRow = "event";
    private const string QuarantineRow = "quarantine";
    private const int Attempts = 10;
    private const int MostEvents = 999_999_999;

    // What else ends a run is a dozen edits.
    private const int SeenAtOnce = 80;
    private readonly ITable _table = storage.Table(SourceStore.Table);
    private readonly SourceStore _sources = new(storage);

    public async Task<SourceHealth> HealthAsync(SourceDefinition source, Instant now, CancellationToken cancellationToken) =>
        SourceHealth.Of(source, await RecordAsync(source.Id, cancellationToken), now);

    public async Task<HealthRecord> RecordAsync(string source, CancellationToken cancellationToken) =>
        (await ReadAsync(source, cancellationToken)).Record;

    /// <summary>The last events, newest first.</summary>
    public async Task<IReadOnlyList<SourceEvent>> EventsAsync(string source, int take, CancellationToken cancellationToken)
    {
        var page = await _table.QueryAsync(RowRange.StartingWith(source, Keys.Prefix(EventRow)), take, continuation: null, cancellationToken);
        return [.. page.Rows.Select(Documents.Read<SourceEvent>)];
    }

    /// <summary>The last quarantines that have ended, newest first. The present one is <see cref="HealthRecord.Quarantine"/>.</summary>
    public async Task<IReadOnlyList<Quarantine>> ReleasedAsync(string source, int take, CancellationToken cancellationToken)
    {
        var page = await _table.QueryAsync(RowRange.StartingWith(source, Keys.Prefix(QuarantineRow)), take, continuation: null, cancellationToken);
        return [.. page.Rows.Select(Documents.Read<Quarantine>)];
    }

    /// <summary>The hashes of all pages that the last believed run and the quarantines, present and past, were read from.</summary>
    internal async Task<IReadOnlySet<string>> SnapshotsAsync(string source, CancellationToken cancellationToken)
    {
        var record = await RecordAsync(source, cancellationToken);
        var quarantines = new List<Quarantine>();
        if (record.Quarantine is { } present)
            quarantines.Add(present);
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(source, Keys.Prefix(QuarantineRow)), cancellationToken))
            quarantines.Add(Documents.Read<Quarantine>(row));
        return quarantines.SelectMany(q => q.Snapshots.Concat(q.Before?.Snapshots ?? []))
            .Concat(record.Believed?.Snapshots ?? [])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Notes what time alone brings: a source that is late, an acceptance that has lapsed.</summary>
    /// <returns>What is new.</returns>
    public async Task<IReadOnlyList<SourceEvent>> LookAsync(SourceDefinition source, Instant now, CancellationToken cancellationToken)
    {
        var turn = await ChangeAsync(source.Id, now, t => t.Look(source), cancellationToken);
        return turn.Events;
    }

    /// <summary>A curator knows of the present trouble.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> AcknowledgeAsync(SourceDefinition source, string by, string note, Instant now, CancellationToken cancellationToken)
    {
        var done = false;
        await ChangeAsync(
            source.Id,
            now,
            turn =>
            {
                turn.Look(source);
                done = turn.Acknowledge(by, note);
            },
            cancellationToken);
        return done;
    }

    /// <summary>A curator wants the next run believed if it is no worse than what is quarantined.</summary>
    /// <returns>What was accepted; null when nothing is quarantined.</returns>
    public async Task<Quarantine?> AcceptAsync(SourceDefinition source, string by, string note, Instant now, CancellationToken cancellationToken)
    {
        var done = false;
        var turn = await ChangeAsync(source.Id, now, t => done = t.Accept(by, note), cancellationToken);
        return done ? turn.Record.Quarantine : null;
    }

    /// <summary>
    /// Ends a run: the ledger's entry, the source's state, the pages that were seen, what the run makes of the source's health, and
    /// the lease given back, together.
    /// </summary>
    /// <exception cref="LeaseLostException">Another run reads the source now; nothing was kept.</exception>
    internal async Task<IReadOnlyList<SourceEvent>> SaveRunAsync(
        SourceDefinition source, SourceState state, RunOutcome outcome, SourceLease lease, CancellationToken cancellationToken)
    {
        var seen = (await SeenAsync(source.Id, outcome, cancellationToken)).Select(page => SourceStore.SeenEdit(source.Id, page.Hash, page.At)).ToList();
        foreach (var more in seen.Skip(SeenAtOnce).Chunk(StorageLimits.Edits))
            await _table.TransactAsync(source.Id, more, cancellationToken);
        var end = new RunEnd(lease, [.. SourceStore.EditsFor(state, outcome.Run), lease.GivingBack, .. seen.Take(SeenAtOnce)]);
        var turn = await ChangeAsync(source.Id, outcome.Run.StartedAt, t => t.AfterRun(source, outcome), cancellationToken, end);
        lease.End();
        return turn.Events;
    }

    // The last believed pages are kept however long they stay, so their day is noted when others take their place.
    private async Task<IEnumerable<SeenSnapshot>> SeenAsync(string source, RunOutcome outcome, CancellationToken cancellationToken)
    {
        var sent = outcome.Snapshots.Distinct(StringComparer.Ordinal).Select(hash => new SeenSnapshot(hash, outcome.Run.StartedAt));
        if (!outcome.IsBelieved || (await RecordAsync(source, cancellationToken)).Believed is not { } believed)
            return sent;
        return outcome.Snapshots.Count == 0 || outcome.Snapshots.SequenceEqual(believed.Snapshots, StringComparer.Ordinal)
            ? []
            : sent.Concat(believed.Snapshots.Except(outcome.Snapshots, StringComparer.Ordinal).Select(hash => new SeenSnapshot(hash, believed.At)));
    }

    private sealed record RunEnd(SourceLease Lease, IReadOnlyList<RowEdit> Edits);

    private async Task<HealthTurn> ChangeAsync(
        string source, Instant now, Action<HealthTurn> decide, CancellationToken cancellationToken, RunEnd? end = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1 && end is not null)
                await end.Lease.CheckAsync(cancellationToken);
            var (before, etag) = await ReadAsync(source, cancellationToken);
            var turn = new HealthTurn(before, now);
            decide(turn);
            try
            {
                if (turn.Record != before || end is not null)
                    await _table.TransactAsync(source, [.. end?.Edits ?? [], .. EditsFor(source, turn, etag)], cancellationToken);
                return turn;
            }
            catch (Exception taken) when (taken is RowChangedException or RowExistsException && attempt < Attempts)
            {
                // Somebody else judged it meanwhile: read again and judge anew.
            }
        }
    }

    private static IEnumerable<RowEdit> EditsFor(string source, HealthTurn turn, string? etag)
    {
        var record = Documents.ToRow(source, RecordRow, turn.Record);
        yield return etag is null ? new RowEdit.Insert(record) : new RowEdit.Update(record, etag);
        foreach (var happened in turn.Events)
            yield return new RowEdit.Insert(Documents.ToRow(source, Keys.Join(EventRow, (MostEvents - happened.Number).ToString("D9", CultureInfo.InvariantCulture)), happened));
        if (turn.Released is { } released)
            yield return new RowEdit.Upsert(Documents.ToRow(source, Keys.Join(QuarantineRow, SourceStore.NewestFirst(released.Since)), released));
    }

    private async Task<(HealthRecord Record, string? ETag)> ReadAsync(string source, CancellationToken cancellationToken)
    {
        if (await _table.FindAsync(source, RecordRow, cancellationToken) is { } row)
            return (Documents.Read<HealthRecord>(row), row.ETag);

        // A source that was read before its health was kept.
        var state = await _sources.StateAsync(source, cancellationToken);
        return (new()
        {
            LastRunAt = state.LastRunAt,
            Believed = state.LastSuccessAt is { } at ? new(at, state.LastRun is { Problem: null } run ? run.Listings : 0, null, []) : null,
        }, null);
    }
}
