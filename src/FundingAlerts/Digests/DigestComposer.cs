using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>What a composed digest says and settles.</summary>
/// <param name="Digest">Null when there is nothing to say.</param>
/// <param name="Told">The matches that are told by it.</param>
/// <param name="PassedOver">The matches that are no news any more.</param>
public sealed record Composition(Digest? Digest, IReadOnlyList<PendingMatch> Told, IReadOnlyList<PendingMatch> PassedOver);

/// <summary>Decides what a subscriber is told. Pure.</summary>
public static class DigestComposer
{
    // A transaction takes 100 edits; the profile, the outbox row and its mark are three of them.
    private const int MaxEdits = 97;

    public static Composition Compose(
        Subscriber reader, LocalDate period, IEnumerable<PendingCall> pending, DigestOptions options, Instant now)
    {
        var entries = new List<DigestEntry>();
        var told = new List<PendingMatch>();
        var passedOver = new List<PendingMatch>();
        var waiting = 0;
        var news = pending.ToLookup(c => EntryFor(c, now) is not null);

        // A match that can't be settled now stays whole, and is told next time.
        foreach (var (call, entry) in InOrder(news[true].Select(c => (c, EntryFor(c, now)!)), now))
        {
            if (entries.Count < options.MaxOpportunities && told.Count + call.Matches.Count <= MaxEdits)
            {
                entries.Add(entry);
                told.AddRange(call.Matches);
            }
            else
            {
                waiting++;
            }
        }
        foreach (var match in news[false].SelectMany(c => c.Matches).Take((MaxEdits - told.Count) / 2))
            passedOver.Add(match);
        return new(entries.Count == 0 ? null : new(new(reader.SubscriberId, period), reader, now, entries, waiting), told, passedOver);
    }

    private static IEnumerable<(PendingCall Call, DigestEntry Entry)> InOrder(IEnumerable<(PendingCall Call, DigestEntry Entry)> entries, Instant now) => entries
        .OrderBy(e => e.Entry.Group)
        .ThenBy(e => e.Call.Opportunity.NextDeadline(now)?.ClosedFrom ?? Instant.MaxValue)
        .ThenBy(e => e.Call.Opportunity.Title, StringComparer.Ordinal)
        .ThenBy(e => e.Call.Opportunity.Id.ToString(), StringComparer.Ordinal);

    /// <summary>Null when it is no news any more.</summary>
    private static DigestEntry? EntryFor(PendingCall pending, Instant now)
    {
        var call = pending.Opportunity;
        var why = pending.Interests;
        if (!pending.WasTold)
            return pending.Twins.IsOver(now) ? null : new(DigestGroup.New, call, why, []) { Twins = pending.Twins };
        if (pending.IsAnew(now))
            return new(DigestGroup.New, call, why, []) { Twins = pending.Twins };

        var changes = pending.News(now);
        if (call.WithdrawnAt is not null)
            return changes.Any(c => c is OpportunityChange.Withdrawn) ? new(DigestGroup.Withdrawn, call, why, changes) { Twins = pending.Twins } : null;
        return changes.Count == 0 ? null : new(DigestGroup.Changed, call, why, changes) { Twins = pending.Twins };
    }
}
