using FundingAlerts.Opportunities;

namespace FundingAlerts.Matching;

/// <summary>Several changes of a call as one who heard of none of them needs to hear them.</summary>
public static class ChangeList
{
    /// <summary>
    /// A deadline that moved twice moved once, and not at all when it came back to where it was; what was withdrawn and is
    /// back again was never gone. What is left stands in the order in which it happened.
    /// </summary>
    public static IReadOnlyList<OpportunityChange> Condense(IEnumerable<OpportunityChange> changes)
    {
        var condensed = new List<OpportunityChange>();
        foreach (var change in changes.Where(c => c is not OpportunityChange.Published))
            Add(condensed, change);
        return condensed;
    }

    private static void Add(List<OpportunityChange> condensed, OpportunityChange change)
    {
        if (change is OpportunityChange.Reopened && condensed.FindLastIndex(EndsCall) is >= 0 and var end)
        {
            var wasOpen = condensed[end] is OpportunityChange.Withdrawn or OpportunityChange.StatusChanged { Old: OpportunityStatus.Open };
            condensed.RemoveAt(end);
            if (wasOpen)
                return;
        }
        if (change is OpportunityChange.Withdrawn && condensed.RemoveAll(c => c is OpportunityChange.Reopened) > 0)
            return;

        var at = condensed.FindIndex(c => c.GetType() == change.GetType());
        if (at < 0)
            condensed.Add(change);
        else if (Join(condensed[at], change) is { } joined)
            condensed[at] = joined;
        else
            condensed.RemoveAt(at);
    }

    private static bool EndsCall(OpportunityChange change) =>
        change is OpportunityChange.Withdrawn or OpportunityChange.StatusChanged { New: OpportunityStatus.Closed };

    /// <summary>Null when the second undoes the first.</summary>
    private static OpportunityChange? Join(OpportunityChange first, OpportunityChange last) => (first, last) switch
    {
        (OpportunityChange.DeadlineMoved a, OpportunityChange.DeadlineMoved b) => Same(a.Old, b.New) ? null : b with { Old = a.Old },
        (OpportunityChange.FundingChanged a, OpportunityChange.FundingChanged b) => a.Old == b.New ? null : b with { Old = a.Old },
        (OpportunityChange.StatusChanged a, OpportunityChange.StatusChanged b) => a.Old == b.New ? null : b with { Old = a.Old },
        (OpportunityChange.EligibilityChanged a, OpportunityChange.EligibilityChanged b) => a.Old.SequenceEqual(b.New) ? null : b with { Old = a.Old },
        (OpportunityChange.DocumentsChanged a, OpportunityChange.DocumentsChanged b) => a.Old.ToHashSet().SetEquals(b.New) ? null : b with { Old = a.Old },
        _ => last,
    };

    // As understood; the words alone may be set differently each time.
    private static bool Same(IReadOnlyList<Understood<Deadline>> old, IReadOnlyList<Understood<Deadline>> current) =>
        old.Count == current.Count && old.Zip(current).All(p => p.First.Value is null ? p.First == p.Second : p.First.Value == p.Second.Value);
}
