using System.Globalization;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>What we remember of sources: their state, what they last said of each call, and the ledger of runs. A partition per source.</summary>
public sealed class SourceStore(StorageAccount storage)
{
    internal const string Table = "sources";

    private const string StateRow = "state";
    private const string KnownRowKey = "row";
    private const string RunRow = "run";
    private readonly ITable _table = storage.Table(Table);
    private readonly IBlobs _snapshots = storage.Blobs("snapshots");

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
            await _snapshots.PutAsync($"{source}/{hash}", body, BlobCondition.IfAbsent, cancellationToken);
        }
        catch (BlobChangedException)
        {
            // Kept already.
        }
    }

    /// <summary>The end of a run: the new state and the ledger's entry.</summary>
    internal static IReadOnlyList<RowEdit> EditsFor(SourceState state, ScrapeRun run) =>
        [
            new RowEdit.Upsert(Documents.ToRow(run.Source, StateRow, state)),
            new RowEdit.Upsert(Documents.ToRow(run.Source, Keys.Join(RunRow, NewestFirst(run.StartedAt)), run)),
        ];

    // Row keys ascend, people want the newest first.
    internal static string NewestFirst(Instant instant) =>
        (long.MaxValue - instant.ToUnixTimeTicks()).ToString("D19", CultureInfo.InvariantCulture);
}
