using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// Which calls are one: decisions about pairs, laid over the calls, which are never changed. A group is what merged pairs
/// join, so taking a decision back restores what was.
/// <para>
/// Access paths, all in one partition (decisions are few: some a day, and one transaction must hold both calls):
/// <c>call!{id}</c> has all decisions about one call and is read by key, a group by the keys of its members;
/// <c>open!{since}!{first}!{second}</c> is the review queue, a range in order of time. Nothing is ever scanned.
/// Every decision rewrites the rows of all calls that it looked at under their ETags: two that would break each other's
/// grounds cannot both be stored.
/// </para>
/// </summary>
public sealed class TwinStore(StorageAccount storage)
{
    /// <summary>The largest group; all its rows change in one transaction.</summary>
    public const int MostMembers = 40;

    private const string Partition = "twins";
    private const string CallRow = "call";
    private const string OpenRow = "open";
    private const int Attempts = 8;
    private readonly ITable _table = storage.Table("twins");

    /// <summary>The decision about a pair, or null when there is none.</summary>
    public async Task<TwinDecision?> FindAsync(OpportunityId a, OpportunityId b, CancellationToken cancellationToken) =>
        (await ReadAsync(a, cancellationToken)).About(b);

    /// <summary>All decisions about a call, by the other's id.</summary>
    public async Task<IReadOnlyList<TwinDecision>> DecisionsAsync(OpportunityId call, CancellationToken cancellationToken) =>
        (await ReadAsync(call, cancellationToken)).Decisions;

    /// <summary>All calls that are one with this, itself among them, in ordinal order.</summary>
    public async Task<IReadOnlyList<OpportunityId>> GroupAsync(OpportunityId call, CancellationToken cancellationToken) =>
        Group([], await LoadAsync([call], cancellationToken), call);

    /// <summary>The merged view of the group that a call belongs to; null when none of its calls is stored.</summary>
    public async Task<TwinGroup?> FindGroupAsync(OpportunityId call, OpportunityStore opportunities, Func<string, bool> isAggregator, CancellationToken cancellationToken)
    {
        var members = new List<Opportunity>();
        foreach (var id in await GroupAsync(call, cancellationToken))
        {
            if (await opportunities.FindAsync(id, cancellationToken) is { } member)
                members.Add(member);
        }
        return members.Count == 0 ? null : TwinGroup.Of(members, isAggregator);
    }

    /// <summary>The review queue, oldest first, up to so many (at most 1,000).</summary>
    public async Task<IReadOnlyList<TwinDecision>> ProposedAsync(int most, CancellationToken cancellationToken)
    {
        var page = await _table.QueryAsync(RowRange.StartingWith(Partition, Keys.Prefix(OpenRow)), most, continuation: null, cancellationToken);
        return [.. page.Rows.Select(Documents.Read<TwinDecision>)];
    }

    /// <summary>Keeps what was found: merges what is the same, proposes what is doubtful; what a curator decided stays.</summary>
    public async Task<TwinMerge> KeepAsync(TwinComparison comparison, Instant now, CancellationToken cancellationToken) => comparison.Verdict switch
    {
        TwinVerdict.Same => await MergeAsync(comparison.First, comparison.Second, TwinDecision.Rule, comparison.Reasons, now, cancellationToken),
        TwinVerdict.Doubtful => await ProposeAsync(comparison.First, comparison.Second, comparison.Reasons, now, cancellationToken) ? TwinMerge.Proposed : TwinMerge.Unchanged,
        _ => TwinMerge.Unchanged,
    };

    /// <summary>Puts a pair in the review queue, unless something was decided about it; whether it was put there.</summary>
    public Task<bool> ProposeAsync(OpportunityId a, OpportunityId b, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        RetryAsync(async () =>
        {
            var rows = await LoadAsync([a, b], cancellationToken);
            if (a == b || rows[a].About(b) is not null || Group([], rows, a).Contains(b))
                return false;
            await SaveAsync([a, b], rows, [New(a, b, TwinState.Proposed, TwinDecision.Rule, reasons, now)], cancellationToken);
            return true;
        });

    /// <summary>
    /// Makes two calls one. By <see cref="TwinDecision.Rule"/> never against a curator and never two calls of one source,
    /// which are proposed instead; a curator's name overrules what was decided about this very pair.
    /// </summary>
    public Task<TwinMerge> MergeAsync(OpportunityId a, OpportunityId b, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        RetryAsync(async () =>
        {
            var rows = await LoadAsync([a, b], cancellationToken);
            var (mine, theirs) = (Group([], rows, a), Group([], rows, b));
            var byRule = by == TwinDecision.Rule;
            var known = rows[a].About(b);
            if (a == b || known is { IsMerged: true } && (byRule || known.State == TwinState.MergedByCurator) || byRule && mine.Contains(b))
                return TwinMerge.Unchanged;
            if (mine.Any(first => theirs.Any(second => rows[first].About(second) is { State: TwinState.KeptApart } apart && (byRule || !apart.IsOf(a, b)))))
                return TwinMerge.KeptApart;
            var together = mine.Union(theirs).ToList();
            if (together.Count > MostMembers)
                return TwinMerge.TooMany;
            var proposes = byRule && together.Select(id => id.Source).Distinct(StringComparer.Ordinal).Count() < together.Count;
            if (proposes && known is not null)
                return TwinMerge.Unchanged;
            var state = proposes ? TwinState.Proposed : byRule ? TwinState.MergedByRule : TwinState.MergedByCurator;
            await SaveAsync(together, rows, [Decide(known, a, b, state, by, reasons, now)], cancellationToken);
            return proposes ? TwinMerge.Proposed : TwinMerge.Merged;
        });

    /// <summary>
    /// Says that two calls are not one, merged or not, and that no rule may merge them again. Where others still join
    /// them, the second leaves those too. False when they were kept apart already.
    /// </summary>
    public Task<bool> SplitAsync(OpportunityId first, OpportunityId second, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        RetryAsync(async () =>
        {
            if (first == second)
                throw new ArgumentException($"A call cannot be parted from itself ({first}).", nameof(second));
            var rows = await LoadAsync([first, second], cancellationToken);
            var together = Group([], rows, first).Union(Group([], rows, second)).ToList();
            if (rows[first].About(second) is { State: TwinState.KeptApart } && !Group([], rows, first).Contains(second))
                return false;
            var cut = new List<OpportunityId> { first };
            if (Group([(first, second)], rows, first).Contains(second))
            {
                var without = Group([.. together.Select(id => (id, second))], rows, first);
                cut.AddRange(rows[second].Decisions.Where(decision => decision.IsMerged).Select(decision => decision.Other(second)).Where(id => id != first && without.Contains(id)));
            }
            await SaveAsync(together, rows, [.. cut.Select(id => Decide(rows[second].About(id), id, second, TwinState.KeptApart, by, reasons, now))], cancellationToken);
            return true;
        });

    private static TwinDecision Decide(TwinDecision? known, OpportunityId a, OpportunityId b, TwinState state, string by, IReadOnlyList<string> reasons, Instant now) =>
        known?.Next(state, by, now, reasons) ?? New(a, b, state, by, reasons, now);

    private static TwinDecision New(OpportunityId a, OpportunityId b, TwinState state, string by, IReadOnlyList<string> reasons, Instant now) =>
        string.CompareOrdinal(a.ToString(), b.ToString()) < 0 ? new(a, b, state, by, now, reasons, []) : new(b, a, state, by, now, reasons, []);

    private static List<OpportunityId> Group(IReadOnlyCollection<(OpportunityId, OpportunityId)> cut, Dictionary<OpportunityId, CallRowRead> rows, OpportunityId from)
    {
        var found = new HashSet<OpportunityId> { from };
        var next = new Queue<OpportunityId>(found);
        while (next.TryDequeue(out var call))
        {
            foreach (var other in rows[call].Merged)
            {
                if (!cut.Contains((call, other)) && !cut.Contains((other, call)) && found.Add(other))
                    next.Enqueue(other);
            }
        }
        return [.. found.OrderBy(id => id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The rows of some calls and of all that are one with them.</summary>
    private async Task<Dictionary<OpportunityId, CallRowRead>> LoadAsync(IEnumerable<OpportunityId> calls, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<OpportunityId, CallRowRead>();
        var next = new Queue<OpportunityId>(calls);
        while (next.TryDequeue(out var call))
        {
            if (rows.ContainsKey(call))
                continue;
            rows[call] = await ReadAsync(call, cancellationToken);
            foreach (var other in rows[call].Merged)
                next.Enqueue(other);
        }
        return rows;
    }

    private async Task<CallRowRead> ReadAsync(OpportunityId call, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(Partition, KeyOf(call), cancellationToken);
        return row is null ? new(call, [], null) : new(call, Documents.Read<CallDecisions>(row).Decisions, row.ETag);
    }

    private Task SaveAsync(IReadOnlyList<OpportunityId> together, Dictionary<OpportunityId, CallRowRead> rows, IReadOnlyList<TwinDecision> decisions, CancellationToken cancellationToken)
    {
        var edits = new List<RowEdit>();
        foreach (var call in together)
        {
            var about = decisions.Where(decision => decision.First == call || decision.Second == call).ToList();
            var kept = rows[call].Decisions.Where(old => !about.Exists(decision => decision.IsOf(old.First, old.Second))).Concat(about)
                .OrderBy(decision => decision.Other(call).ToString(), StringComparer.Ordinal);
            var row = Documents.ToRow(Partition, KeyOf(call), new CallDecisions([.. kept]));
            edits.Add(rows[call].ETag is { } etag ? new RowEdit.Update(row, etag) : new RowEdit.Insert(row));
        }
        foreach (var decision in decisions)
        {
            if (rows[decision.First].About(decision.Second) is { State: TwinState.Proposed } open)
                edits.Add(new RowEdit.Delete(OpenKey(open)));
            if (decision.State == TwinState.Proposed)
                edits.Add(new RowEdit.Upsert(Documents.ToRow(Partition, OpenKey(decision), decision)));
        }
        return _table.TransactAsync(Partition, edits, cancellationToken);
    }

    private static async Task<T> RetryAsync<T>(Func<Task<T>> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await decide();
            }
            catch (Exception e) when (e is RowChangedException or RowExistsException && attempt < Attempts)
            {
                // Somebody else decided meanwhile: read again and decide anew.
            }
        }
    }

    private static string KeyOf(OpportunityId call) => Keys.Join(CallRow, call.ToString());

    private static string OpenKey(TwinDecision decision) =>
        Keys.Join(OpenRow, decision.At.ToString("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture), decision.First.ToString(), decision.Second.ToString());

    private sealed record CallDecisions(IReadOnlyList<TwinDecision> Decisions);

    private sealed record CallRowRead(OpportunityId Call, IReadOnlyList<TwinDecision> Decisions, string? ETag)
    {
        public IEnumerable<OpportunityId> Merged => Decisions.Where(decision => decision.IsMerged).Select(decision => decision.Other(Call));

        public TwinDecision? About(OpportunityId other) => Decisions.FirstOrDefault(decision => decision.IsOf(Call, other));
    }
}
