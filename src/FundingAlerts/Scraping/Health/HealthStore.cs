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

    /// <summary>Ends a run: the ledger's entry, the source's state and what the run makes of its health, together.</summary>
    internal async Task<IReadOnlyList<SourceEvent>> SaveRunAsync(SourceDefinition source, SourceState state, RunOutcome outcome, CancellationToken cancellationToken)
    {
        var ledger = SourceStore.EditsFor(state, outcome.Run);
        var turn = await ChangeAsync(source.Id, outcome.Run.StartedAt, t => t.AfterRun(source, outcome), cancellationToken, ledger);
        return turn.Events;
    }

    private async Task<HealthTurn> ChangeAsync(
        string source, Instant now, Action<HealthTurn> decide, CancellationToken cancellationToken, params IReadOnlyList<RowEdit> along)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (before, etag) = await ReadAsync(source, cancellationToken);
            var turn = new HealthTurn(before, now);
            decide(turn);
            try
            {
                if (turn.Record != before || along.Count > 0)
                    await _table.TransactAsync(source, [.. along, .. EditsFor(source, turn, etag)], cancellationToken);
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
