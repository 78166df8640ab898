using System.Globalization;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>What we remember of sources: their state, what they last said of each call, and the ledger of runs. A partition per source.</summary>
public sealed class SourceStore(StorageAccount storage)
{
    internal const string Table = "sources";
    internal const string Snapshots = "snapshots";

    private const string StateRow = "state";
    private const string KnownRowKey = "row";
    private const string PlannedRow = "planned";
    private const string RunRow = "run";
    private const string SnapshotRow = "snapshot";
    private readonly ITable _table = storage.Table(Table);
    private readonly IBlobs _snapshots = storage.Blobs(Snapshots);

    public async Task<SourceState> StateAsync(string source, CancellationToken cancellationToken) =>
        await _table.FindAsync(source, StateRow, cancellationToken) is { } row ? Documents.Read<SourceState>(row) : new();

    public async Task<Dictionary<string, KnownRow>> KnownRowsAsync(string source, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, KnownRow>(StringComparer.Ordinal);
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(source, Keys.Prefix(KnownRowKey)), cancellationToken))
        {
            var known = Documents.Read<KnownRow>(row);
            rows[known.Row.First(Sources.FieldNames.Reference)!] = known;
        }
        return rows;
    }

    public Task SaveRowAsync(string source, string reference, KnownRow row, CancellationToken cancellationToken) =>
        _table.UpsertAsync(Documents.ToRow(source, Keys.Join(KnownRowKey, reference), row), cancellationToken);

    /// <summary>The last runs, newest first.</summary>
    public async Task<IReadOnlyList<ScrapeRun>> RunsAsync(string source, int take, CancellationToken cancellationToken)
    {
        var page = await _table.QueryAsync(RowRange.StartingWith(source, Keys.Prefix(RunRow)), take, continuation: null, cancellationToken);
        return [.. page.Rows.Select(Documents.Read<ScrapeRun>)];
    }

    /// <summary>Keeps the raw bytes under their hash; the same bytes are kept once.</summary>
    public async Task KeepSnapshotAsync(string source, string hash, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            await _snapshots.PutAsync(SnapshotBlob(source, hash), body, BlobCondition.IfAbsent, cancellationToken);
        }
        catch (BlobChangedException)
        {
            // Kept already.
        }
    }

    /// <summary>Removes what is remembered for long enough: see <see cref="SourcePurge"/>. Bounded; what is left goes with the next call.</summary>
    /// <param name="source">The id of a source, which need not be defined any more.</param>
    public Task<SourcePurge.Removed> PurgeAsync(string source, Instant now, CancellationToken cancellationToken) =>
        new SourcePurge(storage).RunAsync(source, now, cancellationToken);

    /// <summary>When a message that asks for the source was sent; null when it was worked off, or there was none.</summary>
    internal async Task<Instant?> PlannedAtAsync(string source, CancellationToken cancellationToken) =>
        await _table.FindAsync(source, PlannedRow, cancellationToken) is { } row ? Documents.Read<Planned>(row).At : null;

    internal Task PlanAsync(string source, Instant at, CancellationToken cancellationToken) =>
        _table.UpsertAsync(Documents.ToRow(source, PlannedRow, new Planned(at)), cancellationToken);

    /// <summary>No message waits any more.</summary>
    internal Task UnplanAsync(string source, CancellationToken cancellationToken) => _table.DeleteAsync(source, PlannedRow, etag: null, cancellationToken);

    /// <summary>The end of a run: the new state and the ledger's entry.</summary>
    internal static IReadOnlyList<RowEdit> EditsFor(SourceState state, ScrapeRun run) =>
        [
            new RowEdit.Upsert(Documents.ToRow(run.Source, StateRow, state)),
            new RowEdit.Upsert(Documents.ToRow(run.Source, Keys.Join(RunRow, NewestFirst(run.StartedAt)), run)),
        ];

    /// <summary>Runs that began before.</summary>
    internal static RowRange RunsBefore(string source, Instant before) =>
        RowRange.StartingWith(source, Keys.Prefix(RunRow)) with { From = Keys.Join(RunRow, NewestFirst(before)) };

    /// <summary>That a page was sent, or not changed, at an instant.</summary>
    internal static RowEdit SeenEdit(string source, string hash, Instant at) =>
        new RowEdit.Upsert(Documents.ToRow(source, Keys.Join(SnapshotRow, hash), new SeenSnapshot(hash, at)));

    internal static RowRange SeenSnapshots(string source) => RowRange.StartingWith(source, Keys.Prefix(SnapshotRow));

    internal static string SnapshotBlob(string source, string hash) => $"{source}/{hash}";

    // Row keys ascend, people want the newest first.
    internal static string NewestFirst(Instant instant) =>
        (long.MaxValue - instant.ToUnixTimeTicks()).ToString("D19", CultureInfo.InvariantCulture);

    private sealed record Planned(Instant At);
}

/// <summary>When the bytes of a page were last sent, or said to be unchanged.</summary>
internal sealed record SeenSnapshot(string Hash, Instant At);
