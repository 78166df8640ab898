using System.Runtime.CompilerServices;
using FundingAlerts.Delivery;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>Every match is still to be told, was passed over, or was told by one mail; and no change by two.</summary>
public sealed class ToldOnceCheck : SubscriberCheck
{
    /// <summary>Rows of the outbox go after so long: of a match from before, nobody knows any more.</summary>
    public static readonly Duration OutboxKept = Duration.FromDays(400);

    public override async IAsyncEnumerable<Finding> RunAsync(SubscriberRows rows, Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var told = rows.Outbox.SelectMany(mail => mail.Tells.Distinct().Select(tells => (Change: tells, mail.DeliveryId))).ToLookup(t => t.Change, t => t.DeliveryId);
        foreach (var twice in told.Where(mail => mail.Count() > 1))
            yield return Finding.Fault("told-twice", $"{rows.SubscriberId} {twice.Key.Opportunity}", FormattableString.Invariant($"Version {twice.Key.Version} was told by {string.Join(" and ", twice)}. Nothing can be taken back; report it with both names."));
        var pending = rows.Pending.Select(match => new ToldChange(match.Opportunity, match.Version)).ToHashSet();
        foreach (var both in pending.Where(told.Contains))
            yield return Finding.Fault("told-and-pending", $"{rows.SubscriberId} {both.Opportunity}", FormattableString.Invariant($"Version {both.Version} was told by {told[both].First()} and is still to be told: it will be told twice. Remove the mark 'pending'."));
        foreach (var match in rows.Matches.Where(match => !match.WasPassedOver && match.MatchedAt > now - OutboxKept))
        {
            var change = new ToldChange(match.Opportunity, match.Version);
            if (!pending.Contains(change) && !told.Contains(change))
                yield return Finding.Fault("match-untold", $"{rows.SubscriberId} {match.Opportunity}", FormattableString.Invariant($"Version {match.Version} matched on {match.MatchedAt}, but no mail told it and none is going to. Tell the subscriber, and report it."));
        }
    }
}
