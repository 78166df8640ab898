using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Matching;

/// <summary>What matched for whom, in the subscriber's partition; a match stays, its pending mark goes when it is settled.</summary>
public sealed class MatchStore(StorageAccount storage)
{
    /// <summary>So many matches at once can be folded: two edits for each, of the 100 of a transaction.</summary>
    public const int MaxFolded = 50;

    private const int MostEdits = 100;
    private const string MatchRow = "match";
    private const string PendingRow = "pending";
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);
    private readonly ITable _matched = storage.Table("matched");

    /// <summary>Notes, before it is matched for them, who is to be looked at when the call is parted from others or ends.</summary>
    public async Task NoteAsync(OpportunityId call, IEnumerable<string> subscribers, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(call);
        foreach (var some in subscribers.Chunk(MostEdits))
            await _matched.TransactAsync(partition, [.. some.Select(id => new RowEdit.Upsert(Documents.ToRow(partition, Keys.Join(id), new Noted(id))))], cancellationToken);
    }

    /// <summary>All for whom any of these calls was matched, and perhaps some for whom it was only about to be.</summary>
    public async Task<IReadOnlySet<string>> MatchedAsync(IEnumerable<OpportunityId> calls, CancellationToken cancellationToken)
    {
        var matched = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            await foreach (var row in _matched.AllAsync(new(PartitionOf(call)), cancellationToken))
                matched.Add(Documents.Read<Noted>(row).SubscriberId);
        }
        return matched;
    }

    /// <summary>Keeps a match and marks it as to be told.</summary>
    /// <returns>Whether it is new; false when the same change was matched for this subscriber before.</returns>
    public async Task<bool> AddAsync(Match match, CancellationToken cancellationToken)
    {
        try
        {
            await _table.TransactAsync(
                match.SubscriberId,
                [new RowEdit.Insert(ToRow(MatchRow, match)), new RowEdit.Upsert(ToRow(PendingRow, match))],
                cancellationToken);
            return true;
        }
        catch (RowExistsException)
        {
            return false;
        }
    }

    /// <summary>The calls that this subscriber was told, or is still to be told.</summary>
    public async Task<IReadOnlyList<OpportunityId>> CallsAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var calls = new HashSet<OpportunityId>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(MatchRow)), cancellationToken))
        {
            if (Documents.Read<Match>(row) is { WasPassedOver: false } match)
                calls.Add(match.Opportunity);
        }
        return [.. calls];
    }

    /// <summary>All that waits to be told to this subscriber.</summary>
    public async Task<IReadOnlyList<PendingMatch>> PendingAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var pending = new List<PendingMatch>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(PendingRow)), cancellationToken))
            pending.Add(new(Documents.Read<Match>(row), row.ETag!));
        return pending;
    }

    /// <summary>The versions of a call that this subscriber was told or is still to be told, ascending.</summary>
    public async Task<IReadOnlyList<int>> VersionsAsync(string subscriberId, OpportunityId opportunity, CancellationToken cancellationToken)
    {
        var versions = new List<int>();
        await foreach (var row in _table.AllAsync(RangeOf(subscriberId, opportunity), cancellationToken))
        {
            if (Documents.Read<Match>(row) is { WasPassedOver: false } match)
                versions.Add(match.Version);
        }
        return versions;
    }

    /// <summary>The newest match of a call that was told or is still to be told, or null.</summary>
    public async Task<Match?> LastAsync(string subscriberId, OpportunityId opportunity, CancellationToken cancellationToken)
    {
        Match? last = null;
        await foreach (var row in _table.AllAsync(RangeOf(subscriberId, opportunity), cancellationToken))
        {
            if (Documents.Read<Match>(row) is { WasPassedOver: false } match)
                last = match;
        }
        return last;
    }

    /// <summary>
    /// Forgets the matches of calls that are long over: all made before an instant, none of them pending. It is as if the
    /// subscriber had never heard of the call.
    /// </summary>
    /// <returns>The calls that are forgotten.</returns>
    public async Task<IReadOnlyList<OpportunityId>> ForgetAsync(string subscriberId, Instant before, Func<OpportunityId, Task<bool>> isOver, CancellationToken cancellationToken)
    {
        var rows = new List<(Match Match, string Key)>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(MatchRow)), cancellationToken))
            rows.Add((Documents.Read<Match>(row), row.Key));
        var old = rows.GroupBy(r => r.Match.Opportunity).Where(g => g.All(r => r.Match.MatchedAt < before)).ToList();
        if (old.Count == 0)
            return [];
        var pending = (await PendingAsync(subscriberId, cancellationToken)).Select(p => p.Match.Opportunity).ToHashSet();
        var forgotten = new List<OpportunityId>();
        foreach (var call in old.Where(g => !pending.Contains(g.Key)))
        {
            if (!await isOver(call.Key))
                continue;
            foreach (var some in call.Chunk(MostEdits))
                await _table.TransactAsync(subscriberId, [.. some.Select(r => new RowEdit.Delete(r.Key))], cancellationToken);
            // Last: who is noted and was not matched is only looked at in vain.
            await _matched.DeleteAsync(PartitionOf(call.Key), Keys.Join(subscriberId), etag: null, cancellationToken);
            forgotten.Add(call.Key);
        }
        return forgotten;
    }

    /// <summary>Takes a subscriber off the notes of all calls that were matched for them.</summary>
    public async Task ForgetNotesAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var calls = new HashSet<OpportunityId>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(MatchRow)), cancellationToken))
            calls.Add(Documents.Read<Match>(row).Opportunity);
        foreach (var call in calls)
            await _matched.DeleteAsync(PartitionOf(call), Keys.Join(subscriberId), etag: null, cancellationToken);
    }

    /// <summary>Marks the newest match of a call that was passed over as to be told again.</summary>
    /// <returns>False when there is none, or another run was faster.</returns>
    public async Task<bool> RecallAsync(string subscriberId, OpportunityId opportunity, CancellationToken cancellationToken)
    {
        PendingMatch? newest = null;
        await foreach (var row in _table.AllAsync(RangeOf(subscriberId, opportunity), cancellationToken))
        {
            if (Documents.Read<Match>(row) is { WasPassedOver: true } match)
                newest = new(match with { WasPassedOver = false }, row.ETag!);
        }
        if (newest is not var (recalled, etag))
            return false;
        try
        {
            await _table.TransactAsync(subscriberId, [new RowEdit.Update(ToRow(MatchRow, recalled), etag), new RowEdit.Upsert(ToRow(PendingRow, recalled))], cancellationToken);
            return true;
        }
        catch (RowChangedException)
        {
            return false;
        }
    }

    /// <summary>The edits that settle a match; they fail when another run settled it in the meantime.</summary>
    /// <param name="wasTold">Whether the subscriber hears of it; otherwise it is passed over.</param>
    public static IEnumerable<RowEdit> Settle(PendingMatch pending, bool wasTold)
    {
        yield return new RowEdit.Delete(KeyOf(PendingRow, pending.Match), pending.ETag);
        if (!wasTold)
            yield return new RowEdit.Upsert(ToRow(MatchRow, pending.Match with { WasPassedOver = true }));
    }

    /// <summary>
    /// Makes one pending match of several of the same call, because a transaction that settles them has only so many edits:
    /// the newest takes over all changes.
    /// </summary>
    public async Task FoldAsync(IReadOnlyList<PendingMatch> pending, CancellationToken cancellationToken)
    {
        var (last, lastTag) = pending[^1];
        var all = pending.SelectMany(p => p.Match.Changes).ToList();
        // That the page is new is no change to tell, but the digest must know.
        var changes = all.OfType<OpportunityChange.Published>().Take(1).Concat(ChangeList.Condense(all));
        var edits = new List<RowEdit> { new RowEdit.Update(ToRow(PendingRow, last with { Changes = [.. changes] }), lastTag) };
        edits.AddRange(pending.SkipLast(1).SelectMany(p => Settle(p, wasTold: false)));
        await _table.TransactAsync(last.SubscriberId, edits, cancellationToken);
    }

    private static string PartitionOf(OpportunityId call) => Keys.Join(call.Source, call.Reference);

    private static RowRange RangeOf(string subscriberId, OpportunityId opportunity) =>
        RowRange.StartingWith(subscriberId, Keys.Prefix(MatchRow, opportunity.Source, opportunity.Reference));

    private static Row ToRow(string kind, Match match) => Documents.ToRow(match.SubscriberId, KeyOf(kind, match), match);

    private static string KeyOf(string kind, Match match) =>
        Keys.Join(kind, match.Opportunity.Source, match.Opportunity.Reference, FormattableString.Invariant($"{match.Version:D6}"));

    private sealed record Noted(string SubscriberId);
}

/// <summary>A match that waits to be told.</summary>
public sealed record PendingMatch(Match Match, string ETag);
