using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// Which calls are one: decisions about pairs, laid over the calls, which are never changed. A group is what merged pairs
/// join, so taking a decision back restores what was.
/// <para>
/// Access paths, all in one partition (decisions are few: some a day, and one transaction must hold both calls):
/// <c>call!{id}</c> has all decisions about one call and is read by key, a group by the keys of its members;
/// <c>open!{since}!{first}!{second}</c> is the review queue, a range in order of time. Only a listing of all groups reads all.
/// Every decision rewrites the rows of all calls that it looked at under their ETags: two that would break each other's
/// grounds cannot both be stored.
/// </para>
/// </summary>
public sealed class TwinStore(StorageAccount storage)
{
    /// <summary>The largest group; all its rows change in one transaction.</summary>
    public const int MostMembers = 40;

    private readonly TwinRows _rows = new(storage);

    /// <summary>The decision about a pair, or null when there is none.</summary>
    public async Task<TwinDecision?> FindAsync(OpportunityId a, OpportunityId b, CancellationToken cancellationToken) =>
        (await _rows.ReadAsync(a, cancellationToken)).About(b);

    /// <summary>All decisions about a call, by the other's id.</summary>
    public async Task<IReadOnlyList<TwinDecision>> DecisionsAsync(OpportunityId call, CancellationToken cancellationToken) =>
        (await _rows.ReadAsync(call, cancellationToken)).Decisions;

    /// <summary>All calls that are one with this, itself among them, in ordinal order.</summary>
    public async Task<IReadOnlyList<OpportunityId>> GroupAsync(OpportunityId call, CancellationToken cancellationToken) =>
        TwinRows.Group([], await _rows.LoadAsync([call], cancellationToken), call);

    /// <summary>The merged view of the group that a call belongs to; null when none of its calls is stored.</summary>
    public async Task<TwinGroup?> FindGroupAsync(OpportunityId call, OpportunityStore opportunities, Func<string, bool> isAggregator, Instant now, CancellationToken cancellationToken)
    {
        var members = new List<Opportunity>();
        foreach (var id in await GroupAsync(call, cancellationToken))
        {
            if (await opportunities.FindAsync(id, cancellationToken) is { } member)
                members.Add(member);
        }
        return members.Count == 0 ? null : TwinGroup.Of(members, isAggregator, now);
    }

    /// <summary>The review queue, oldest first, up to so many (at most 1,000).</summary>
    public Task<IReadOnlyList<TwinDecision>> ProposedAsync(int most, CancellationToken cancellationToken) => _rows.OpenAsync(most, cancellationToken);

    /// <summary>All groups of two or more, each in ordinal order. Reads every decision there is: for staff, not for each change.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<OpportunityId>>> GroupsAsync(CancellationToken cancellationToken)
    {
        var rows = await _rows.AllAsync(cancellationToken);
        var seen = new HashSet<OpportunityId>();
        var groups = new List<IReadOnlyList<OpportunityId>>();
        foreach (var row in rows.Values.Where(row => row.Merged.Any()).OrderBy(row => row.Call.ToString(), StringComparer.Ordinal))
        {
            if (seen.Contains(row.Call))
                continue;
            var group = TwinRows.Group([], rows, row.Call);
            seen.UnionWith(group);
            groups.Add(group);
        }
        return groups;
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
        TwinRows.RetryAsync(async () =>
        {
            var rows = await _rows.LoadAsync([a, b], cancellationToken);
            if (a == b || rows[a].About(b) is not null || TwinRows.Group([], rows, a).Contains(b))
                return false;
            await _rows.SaveAsync([a, b], rows, [New(a, b, TwinState.Proposed, TwinDecision.Rule, reasons, now)], cancellationToken);
            return true;
        });

    /// <summary>
    /// Makes two calls one. By <see cref="TwinDecision.Rule"/> never against a curator and never two calls of one source,
    /// which are proposed instead; a curator's name overrules what was decided about this very pair.
    /// </summary>
    public Task<TwinMerge> MergeAsync(OpportunityId a, OpportunityId b, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        TwinRows.RetryAsync(async () =>
        {
            var rows = await _rows.LoadAsync([a, b], cancellationToken);
            var (mine, theirs) = (TwinRows.Group([], rows, a), TwinRows.Group([], rows, b));
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
            await _rows.SaveAsync(together, rows, [Decide(known, a, b, state, by, reasons, now)], cancellationToken);
            return proposes ? TwinMerge.Proposed : TwinMerge.Merged;
        });

    /// <summary>
    /// Says that two calls are not one, merged or not, and that no rule may merge them again. Where others still join
    /// them, the second leaves those too. False when they were kept apart already.
    /// </summary>
    public Task<bool> SplitAsync(OpportunityId first, OpportunityId second, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        TwinRows.RetryAsync(async () =>
        {
            if (first == second)
                throw new ArgumentException($"A call cannot be parted from itself ({first}).", nameof(second));
            var rows = await _rows.LoadAsync([first, second], cancellationToken);
            var together = TwinRows.Group([], rows, first).Union(TwinRows.Group([], rows, second)).ToList();
            if (rows[first].About(second) is { State: TwinState.KeptApart } && !TwinRows.Group([], rows, first).Contains(second))
                return false;
            var cut = new List<OpportunityId> { first };
            if (TwinRows.Group([(first, second)], rows, first).Contains(second))
            {
                var without = TwinRows.Group([.. together.Select(id => (id, second))], rows, first);
                cut.AddRange(rows[second].Decisions.Where(decision => decision.IsMerged).Select(decision => decision.Other(second)).Where(id => id != first && without.Contains(id)));
            }
            await _rows.SaveAsync(together, rows, [.. cut.Select(id => Decide(rows[second].About(id), id, second, TwinState.KeptApart, by, reasons, now))], cancellationToken);
            return true;
        });

    /// <summary>
    /// Takes the last decision about a pair back: what was decided before it holds again, or, when nothing was, the pair
    /// waits in the review queue. Null when there is nothing to take back.
    /// </summary>
    public async Task<TwinState?> UndoAsync(OpportunityId a, OpportunityId b, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken)
    {
        if (await FindAsync(a, b, cancellationToken) is not { State: not TwinState.Proposed } last)
            return null;
        switch (last.Before.Count == 0 ? TwinState.Proposed : last.Before[^1].State)
        {
            case TwinState.KeptApart:
                await SplitAsync(a, b, by, reasons, now, cancellationToken);
                break;
            case TwinState.MergedByRule or TwinState.MergedByCurator:
                await MergeAsync(a, b, by, reasons, now, cancellationToken);
                break;
            default:
                await ReopenAsync(a, b, by, reasons, now, cancellationToken);
                break;
        }
        return (await FindAsync(a, b, cancellationToken))!.State;
    }

    /// <summary>Puts a decided pair back into the review queue: a curator takes a decision back, or the calls changed since a rule merged them.</summary>
    /// <returns>False when it waits already, nothing was decided, or the rule would undo a curator.</returns>
    public Task<bool> ReopenAsync(OpportunityId a, OpportunityId b, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        TwinRows.RetryAsync(async () =>
        {
            var rows = await _rows.LoadAsync([a, b], cancellationToken);
            if (rows[a].About(b) is not { State: not TwinState.Proposed } known || by == TwinDecision.Rule && known.State != TwinState.MergedByRule)
                return false;
            await _rows.SaveAsync([a, b], rows, [known.Next(TwinState.Proposed, by, now, reasons)], cancellationToken);
            return true;
        });

    private static TwinDecision Decide(TwinDecision? known, OpportunityId a, OpportunityId b, TwinState state, string by, IReadOnlyList<string> reasons, Instant now) =>
        known?.Next(state, by, now, reasons) ?? New(a, b, state, by, reasons, now);

    private static TwinDecision New(OpportunityId a, OpportunityId b, TwinState state, string by, IReadOnlyList<string> reasons, Instant now) =>
        string.CompareOrdinal(a.ToString(), b.ToString()) < 0 ? new(a, b, state, by, now, reasons, []) : new(b, a, state, by, now, reasons, []);
}
