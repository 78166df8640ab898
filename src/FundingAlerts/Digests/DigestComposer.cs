using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>A call of which something is pending, and whether the subscriber heard of it before.</summary>
public sealed record PendingCall(Opportunity Opportunity, IReadOnlyList<PendingMatch> Matches, bool WasTold);

/// <summary>What a composed digest says and settles.</summary>
/// <param name="Digest">Null when there is nothing to say.</param>
/// <param name="Settled">The matches that are told by it, or that are no news any more.</param>
public sealed record Composition(Digest? Digest, IReadOnlyList<PendingMatch> Settled);

/// <summary>Decides what a subscriber is told. Pure.</summary>
public static class DigestComposer
{
    // A transaction takes 100 edits; digest, outbox row and profile are three of them.
    private const int MaxSettled = 96;

    public static Composition Compose(
        Subscriber reader, LocalDate period, IEnumerable<PendingCall> pending, DigestOptions options, Instant now)
    {
        var entries = new List<DigestEntry>();
        var settled = new List<PendingMatch>();
        var waiting = 0;
        foreach (var (call, entry) in pending.Select(c => (c, Entry: EntryFor(c, now))).OrderBy(c => Order(c.Entry)))
        {
            // A match that can't be settled now stays whole, and is told next time.
            if (settled.Count + call.Matches.Count > MaxSettled || (entry is not null && entries.Count >= options.MaxOpportunities))
            {
                waiting += entry is null ? 0 : 1;
                continue;
            }
            settled.AddRange(call.Matches);
            if (entry is not null)
                entries.Add(entry);
        }
        return new(entries.Count == 0 ? null : new(new(reader.SubscriberId, period), reader, now, entries, waiting), settled);
    }

    /// <summary>Null when it is no news any more: over before the subscriber ever heard of it.</summary>
    private static DigestEntry? EntryFor(PendingCall pending, Instant now)
    {
        var call = pending.Opportunity;
        var isOver = call.StatusAt(now) == OpportunityStatus.Closed;
        if (!pending.WasTold && isOver)
            return null;
        var group = !pending.WasTold ? DigestGroup.New
            : call.WithdrawnAt is not null ? DigestGroup.Withdrawn
            : DigestGroup.Changed;
        var changes = group == DigestGroup.New ? [] : Condense(pending.Matches.SelectMany(m => m.Match.Changes));
        return new(group, call, pending.Matches[^1].Match.Interests, changes);
    }

    // A deadline that moved twice moved once for whoever was not told of the first move.
    private static List<OpportunityChange> Condense(IEnumerable<OpportunityChange> changes)
    {
        var condensed = new List<OpportunityChange>();
        foreach (var change in changes.Where(c => c is not OpportunityChange.Published))
        {
            var at = condensed.FindIndex(c => c.GetType() == change.GetType());
            if (at < 0)
                condensed.Add(change);
            else
                condensed[at] = Join(condensed[at], change);
        }
        return condensed;
    }

    private static OpportunityChange Join(OpportunityChange first, OpportunityChange last) => (first, last) switch
    {
        (OpportunityChange.DeadlineMoved a, OpportunityChange.DeadlineMoved b) => b with { Old = a.Old },
        (OpportunityChange.FundingChanged a, OpportunityChange.FundingChanged b) => b with { Old = a.Old },
        (OpportunityChange.StatusChanged a, OpportunityChange.StatusChanged b) => b with { Old = a.Old },
        (OpportunityChange.EligibilityChanged a, OpportunityChange.EligibilityChanged b) => b with { Old = a.Old },
        _ => last,
    };

    private static (int Group, Instant Deadline, string Title) Order(DigestEntry? entry) => entry is null
        ? (-1, Instant.MinValue, "")
        : ((int)entry.Group, entry.Opportunity.NextDeadline(Instant.MinValue)?.ClosedFrom ?? Instant.MaxValue, entry.Opportunity.Title);
}
