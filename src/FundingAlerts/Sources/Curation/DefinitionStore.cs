using System.Globalization;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Sources.Curation;

/// <summary>
/// Definitions that curators stored, each with all its versions, and the sources that they switched on or off. Few and
/// small, so they share one partition: what belongs together is changed in one transaction.
/// </summary>
public sealed class DefinitionStore(StorageAccount storage)
{
    private const string Partition = "all";
    private const string CurrentRow = "current";
    private const string VersionRow = "version";
    private const string SwitchRow = "switch";
    private readonly ITable _table = storage.Table("definitions");

    /// <summary>The version in force of each stored definition; those that went back to the shipped one included.</summary>
    public async Task<IReadOnlyDictionary<string, DefinitionVersion>> CurrentAsync(CancellationToken cancellationToken) =>
        (await ReadAsync<DefinitionVersion>(CurrentRow, cancellationToken)).ToDictionary(v => v.Document.Source, v => v.Document, StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, SourceSwitch>> SwitchesAsync(CancellationToken cancellationToken) =>
        (await ReadAsync<SourceSwitch>(SwitchRow, cancellationToken)).ToDictionary(s => s.Source, s => s.Document, StringComparer.Ordinal);

    /// <summary>All versions of one definition, oldest first.</summary>
    public async Task<IReadOnlyList<DefinitionVersion>> HistoryAsync(string source, CancellationToken cancellationToken) =>
        [.. (await ReadAsync<DefinitionVersion>(Keys.Join(VersionRow, source), cancellationToken)).Select(v => v.Document)];

    /// <summary>Stores a new version and puts it in force. The text that is in force already makes no new version.</summary>
    /// <exception cref="RowChangedException">Somebody else stored one at the same time: look at theirs first.</exception>
    public async Task<DefinitionVersion> SaveAsync(string source, string yaml, string by, Instant at, string? note, CancellationToken cancellationToken)
    {
        var current = await _table.FindAsync(Partition, Keys.Join(CurrentRow, source), cancellationToken);
        var last = current is null ? null : Documents.Read<DefinitionVersion>(current);
        return last?.Yaml == yaml
            ? last
            : await AddAsync(current, new(source, (last?.Number ?? 0) + 1, yaml, by, at, note), cancellationToken);
    }

    /// <summary>
    /// Takes the newest step back: as a new version with the text of the one before, or the shipped definition before the
    /// first. Repeated, it goes further back.
    /// </summary>
    /// <returns>Null when there is nothing to take back.</returns>
    /// <exception cref="RowChangedException">Somebody else stored one at the same time: look at theirs first.</exception>
    public async Task<DefinitionVersion?> UndoAsync(string source, string by, Instant at, string? note, CancellationToken cancellationToken)
    {
        var current = await _table.FindAsync(Partition, Keys.Join(CurrentRow, source), cancellationToken);
        if (current is null)
            return null;
        var last = Documents.Read<DefinitionVersion>(current);
        var back = (last.Restores ?? last.Number) - 1;
        if (back < 0)
            return null;
        var before = (await HistoryAsync(source, cancellationToken)).FirstOrDefault(v => v.Number == back);
        return await AddAsync(
            current,
            new(source, last.Number + 1, before?.Yaml, by, at, note) { Restores = before?.Restores ?? back },
            cancellationToken);
    }

    public Task SwitchAsync(string source, SourceSwitch state, CancellationToken cancellationToken) =>
        _table.UpsertAsync(Documents.ToRow(Partition, Keys.Join(SwitchRow, source), state), cancellationToken);

    private async Task<DefinitionVersion> AddAsync(Row? current, DefinitionVersion next, CancellationToken cancellationToken)
    {
        var inForce = Documents.ToRow(Partition, Keys.Join(CurrentRow, next.Source), next);
        var key = Keys.Join(VersionRow, next.Source, next.Number.ToString("D7", CultureInfo.InvariantCulture));
        try
        {
            await _table.TransactAsync(
                Partition,
                [
                    current is null ? new RowEdit.Insert(inForce) : new RowEdit.Update(inForce, current.ETag!),
                    new RowEdit.Insert(Documents.ToRow(Partition, key, next)),
                ],
                cancellationToken);
        }
        catch (RowExistsException)
        {
            throw new RowChangedException(Partition, inForce.Key);
        }
        return next;
    }

    private async Task<List<(string Source, T Document)>> ReadAsync<T>(string prefix, CancellationToken cancellationToken)
    {
        var read = new List<(string, T)>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(Partition, prefix + "!"), cancellationToken))
            read.Add((Keys.Split(row.Key)[1], Documents.Read<T>(row)));
        return read;
    }
}
