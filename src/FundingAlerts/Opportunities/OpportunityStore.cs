using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>
/// Calls and all that ever happened to them, a partition per source. A new version, its entry in the change log and a mark
/// that it is to be matched are one transaction, so that no crash can part them. The mark stays until it is matched: no
/// message is the only copy of anything.
/// </summary>
public sealed class OpportunityStore(StorageAccount storage)
{
    /// <summary>So often a change is told hourly; then ever less often, down to once a day, for something keeps it from being matched.</summary>
    public const int ToldHourly = 5;

    private const string RegisterPartition = "sources";
    private const string SourceRow = "source";
    private const string CallRow = "call";
    private const string ChangeRow = "change";
    private const string PendingRow = "pending";
    private readonly ITable _table = storage.Table("opportunities");
    private readonly ConcurrentDictionary<string, bool> _registered = new(StringComparer.Ordinal);

    public async Task<Opportunity?> FindAsync(OpportunityId id, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(id.Source, Keys.Join(CallRow, id.Reference), cancellationToken);
        return row is null ? null : Documents.Read<Opportunity>(row);
    }

    /// <summary>All calls of a source, withdrawn and closed ones included, by reference.</summary>
    public async Task<IReadOnlyList<Opportunity>> AllAsync(string source, CancellationToken cancellationToken)
    {
        var calls = new List<Opportunity>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(source, Keys.Prefix(CallRow)), cancellationToken))
            calls.Add(Documents.Read<Opportunity>(row));
        return calls;
    }

    /// <summary>All calls that were first seen or changed since then, source by source; withdrawn and closed ones included.</summary>
    public async IAsyncEnumerable<Opportunity> RecentAsync(Instant since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var source in await SourcesAsync(cancellationToken))
        {
            var recent = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var row in _table.AllAsync(RowRange.StartingWith(source, Keys.Prefix(ChangeRow)), cancellationToken))
            {
                var entry = Documents.Read<ChangeLogEntry>(row);
                if (entry.Changes.Any(c => c.SeenAt >= since))
                    recent.Add(Keys.Join(CallRow, entry.Opportunity.Reference));
            }
            await foreach (var row in _table.AllAsync(RowRange.StartingWith(source, Keys.Prefix(CallRow)), cancellationToken))
            {
                if (recent.Contains(row.Key))
                    yield return Documents.Read<Opportunity>(row);
            }
        }
    }

    /// <summary>Keeps a new version together with what changed.</summary>
    /// <exception cref="RowExistsException">Somebody else stored a version since this one was compared; compare anew.</exception>
    /// <exception cref="StorageLimitException">The call is larger than a row can be.</exception>
    public async Task SaveAsync(OpportunityDifference difference, CancellationToken cancellationToken)
    {
        var call = difference.Next;
        await RegisterAsync(call.Id.Source, cancellationToken);
        var version = VersionKey(call.Version);
        var log = new ChangeLogEntry(call.Id, call.Version, difference.Changes);
        await _table.TransactAsync(
            call.Id.Source,
            [
                new RowEdit.Upsert(Documents.ToRow(call.Id.Source, Keys.Join(CallRow, call.Reference), call)),
                // The log's key is the version: of two workers who compared with the same old version, one fails here.
                new RowEdit.Insert(Documents.ToRow(call.Id.Source, Keys.Join(ChangeRow, call.Reference, version), log)),
                new RowEdit.Upsert(Documents.ToRow(call.Id.Source, Keys.Join(PendingRow, call.Reference, version), new PendingChange(call.Reference, call.Version))),
            ],
            cancellationToken);
    }

    /// <summary>
    /// Keeps a new version of a call whose log is ahead of it, as a backup taken beside the work may leave it, after the log's
    /// last. What the versions in between changed may be told twice, never not at all.
    /// </summary>
    /// <returns>False when the log is not ahead: another worker stored this very version.</returns>
    public async Task<bool> CatchUpAsync(OpportunityDifference difference, CancellationToken cancellationToken)
    {
        var id = difference.Next.Id;
        var last = 0;
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(id.Source, Keys.Prefix(ChangeRow, id.Reference)), cancellationToken))
            last = Documents.Read<ChangeLogEntry>(row).Version;
        if (((await FindAsync(id, cancellationToken))?.Version ?? 0) >= last)
            return false;
        await SaveAsync(difference with { Next = difference.Next with { Version = last + 1 } }, cancellationToken);
        return true;
    }

    /// <summary>All sources that ever had a call here, those that are in no catalogue any more included.</summary>
    public async Task<IReadOnlyList<string>> SourcesAsync(CancellationToken cancellationToken)
    {
        var sources = new List<string>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(RegisterPartition, Keys.Prefix(SourceRow)), cancellationToken))
            sources.Add(Keys.Split(row.Key)[1]);
        return sources;
    }

    /// <summary>What one version changed, or null when there is no such version.</summary>
    public async Task<ChangeLogEntry?> FindChangesAsync(OpportunityId id, int version, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(id.Source, Keys.Join(ChangeRow, id.Reference, VersionKey(version)), cancellationToken);
        return row is null ? null : Documents.Read<ChangeLogEntry>(row);
    }

    /// <summary>The history of a call, oldest first.</summary>
    public async Task<IReadOnlyList<OpportunityChange>> HistoryAsync(OpportunityId id, CancellationToken cancellationToken)
    {
        var history = new List<OpportunityChange>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(id.Source, Keys.Prefix(ChangeRow, id.Reference)), cancellationToken))
            history.AddRange(Documents.Read<ChangeLogEntry>(row).Changes);
        return history;
    }

    /// <summary>The histories of all calls of a source, each oldest first.</summary>
    public async Task<IReadOnlyDictionary<OpportunityId, IReadOnlyList<OpportunityChange>>> HistoriesAsync(string source, CancellationToken cancellationToken)
    {
        var histories = new Dictionary<OpportunityId, List<OpportunityChange>>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(source, Keys.Prefix(ChangeRow)), cancellationToken))
        {
            var entry = Documents.Read<ChangeLogEntry>(row);
            if (!histories.TryGetValue(entry.Opportunity, out var history))
                histories[entry.Opportunity] = history = [];
            history.AddRange(entry.Changes);
        }
        return histories.ToDictionary(h => h.Key, h => (IReadOnlyList<OpportunityChange>)h.Value);
    }

    /// <summary>
    /// Hands every change that nobody was told of yet to <paramref name="tell"/>, and once more one that was told and is not
    /// matched since: its message was lost, or is poison. After <see cref="ToldHourly"/> times it comes less and less often, and never not at all.
    /// </summary>
    /// <returns>How many were handed out.</returns>
    public async Task<int> TellPendingAsync(string source, Instant now, Func<OpportunityId, int, Task> tell, CancellationToken cancellationToken)
    {
        var told = 0;
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(source, Keys.Prefix(PendingRow)), cancellationToken))
        {
            var pending = Documents.Read<PendingChange>(row);
            if (pending.ToldAt is { } toldAt && !IsToldAgain(pending.Told, toldAt, now))
                continue;
            await tell(new(source, pending.Reference), pending.Version);
            told++;
            try
            {
                await _table.UpdateAsync(Documents.ToRow(source, row.Key, pending with { ToldAt = now, Told = pending.Told + 1 }), row.ETag!, cancellationToken);
            }
            catch (RowChangedException)
            {
                // Matched already, or told by another run.
            }
        }
        return told;
    }

    /// <summary>The change was matched; nobody needs to be told of it any more.</summary>
    public Task SettleAsync(OpportunityId id, int version, CancellationToken cancellationToken) =>
        _table.DeleteAsync(id.Source, Keys.Join(PendingRow, id.Reference, VersionKey(version)), etag: null, cancellationToken);

    // One that is said to have been told tomorrow was told under a clock that went wrong.
    private static bool IsToldAgain(int told, Instant at, Instant now) =>
        at > now + Duration.FromDays(1) || at + Duration.FromHours(Math.Min(24, 1 << Math.Clamp(told - ToldHourly, 0, 5))) <= now;

    // Once a process and source: the same row again is no harm.
    private async Task RegisterAsync(string source, CancellationToken cancellationToken)
    {
        if (_registered.ContainsKey(source))
            return;
        await _table.UpsertAsync(new(RegisterPartition, Keys.Join(SourceRow, source), new Dictionary<string, object>(StringComparer.Ordinal)), cancellationToken);
        _registered[source] = true;
    }

    private static string VersionKey(int version) => FormattableString.Invariant($"{version:D6}");

    /// <param name="Told">How often.</param>
    private sealed record PendingChange(string Reference, int Version, Instant? ToldAt = null, int Told = 0);
}

/// <summary>All that one version of a call changed.</summary>
public sealed record ChangeLogEntry(OpportunityId Opportunity, int Version, IReadOnlyList<OpportunityChange> Changes);
