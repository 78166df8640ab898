using System.Globalization;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Matching.Topics;

/// <summary>
/// Taxonomies that staff stored, each with all its versions, kept as <see cref="Sources.Curation.DefinitionStore"/> keeps
/// definitions: few and small, so they share one partition, and what belongs together is changed in one transaction.
/// </summary>
public sealed class TaxonomyStore(StorageAccount storage)
{
    private const string Partition = "all";
    private const string CurrentRow = "current";
    private const string VersionRow = "version";
    private const string StampRow = "stamp";
    private readonly ITable _table = storage.Table("taxonomies");

    /// <summary>Another text whenever a taxonomy was stored: one small read tells whether to read them anew.</summary>
    public async Task<string> StampAsync(CancellationToken cancellationToken) =>
        (await _table.FindAsync(Partition, StampRow, cancellationToken))?.ETag ?? "";

    /// <summary>The version in force of each stored taxonomy; those that went back to the shipped one included.</summary>
    public async Task<IReadOnlyDictionary<string, TaxonomyVersion>> CurrentAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(Keys.Prefix(CurrentRow), cancellationToken)).ToDictionary(v => v.Topic, StringComparer.Ordinal);

    /// <summary>All versions of one taxonomy, oldest first.</summary>
    public Task<IReadOnlyList<TaxonomyVersion>> HistoryAsync(string topic, CancellationToken cancellationToken) =>
        ReadAsync(Keys.Prefix(VersionRow, topic), cancellationToken);

    /// <summary>Stores a new version and puts it in force. The text that is in force already makes no new version.</summary>
    /// <exception cref="RowChangedException">Somebody else stored one at the same time: look at theirs first.</exception>
    public async Task<TaxonomyVersion> SaveAsync(string topic, string yaml, string by, Instant at, string? note, CancellationToken cancellationToken)
    {
        var current = await _table.FindAsync(Partition, Keys.Join(CurrentRow, topic), cancellationToken);
        var last = current is null ? null : Documents.Read<TaxonomyVersion>(current);
        return last?.Yaml == yaml
            ? last
            : await AddAsync(current, new(topic, (last?.Number ?? 0) + 1, yaml, by, at, note), cancellationToken);
    }

    /// <summary>
    /// Takes the newest step back: as a new version with the text of the one before, or the shipped taxonomy before the first.
    /// Repeated, it goes further back.
    /// </summary>
    /// <returns>Null when there is nothing to take back.</returns>
    /// <exception cref="RowChangedException">Somebody else stored one at the same time: look at theirs first.</exception>
    public async Task<TaxonomyVersion?> UndoAsync(string topic, string by, Instant at, string? note, CancellationToken cancellationToken)
    {
        var current = await _table.FindAsync(Partition, Keys.Join(CurrentRow, topic), cancellationToken);
        if (current is null)
            return null;
        var last = Documents.Read<TaxonomyVersion>(current);
        var back = (last.Restores ?? last.Number) - 1;
        if (back < 0)
            return null;
        var before = (await HistoryAsync(topic, cancellationToken)).FirstOrDefault(v => v.Number == back);
        return await AddAsync(
            current,
            new(topic, last.Number + 1, before?.Yaml, by, at, note) { Restores = before?.Restores ?? back },
            cancellationToken);
    }

    private async Task<TaxonomyVersion> AddAsync(Row? current, TaxonomyVersion next, CancellationToken cancellationToken)
    {
        var inForce = Documents.ToRow(Partition, Keys.Join(CurrentRow, next.Topic), next);
        var key = Keys.Join(VersionRow, next.Topic, next.Number.ToString("D7", CultureInfo.InvariantCulture));
        try
        {
            await _table.TransactAsync(
                Partition,
                [
                    current is null ? new RowEdit.Insert(inForce) : new RowEdit.Update(inForce, current.ETag!),
                    new RowEdit.Insert(Documents.ToRow(Partition, key, next)),
                    new RowEdit.Upsert(Documents.ToRow(Partition, StampRow, new Stamp(next.Topic, next.Number, next.At))),
                ],
                cancellationToken);
        }
        catch (RowExistsException)
        {
            throw new RowChangedException(Partition, inForce.Key);
        }
        return next;
    }

    private async Task<IReadOnlyList<TaxonomyVersion>> ReadAsync(string prefix, CancellationToken cancellationToken)
    {
        var read = new List<TaxonomyVersion>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(Partition, prefix), cancellationToken))
            read.Add(Documents.Read<TaxonomyVersion>(row));
        return read;
    }

    private sealed record Stamp(string Topic, int Number, Instant At);
}
