using FundingAlerts.Interests;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Matching;

/// <summary>
/// Holds one new version of a call against all interests, once, when it arrives. Running it twice matches once.
/// Its twins are looked for before: when a match is pending, it is known which calls are one.
/// </summary>
public sealed partial class MatchChange(
    FindTwins findTwins,
    TwinStore twins,
    OpportunityStore opportunities,
    SubscriberStore subscribers,
    InterestIndexes interests,
    TopicsInForce topics,
    MatchStore matches,
    RecallMatches recall,
    Agenda agenda,
    ILogger<MatchChange> log)
{
    /// <returns>For how many subscribers the change was a new match.</returns>
    public async Task<int> RunAsync(ChangeMessage message, Instant now, CancellationToken cancellationToken)
    {
        var id = new OpportunityId(message.Source, message.Reference);
        // Also for a rewording, which nobody is told of: a mended title may show that two calls are one.
        await findTwins.RunAsync(id, now, cancellationToken);
        if (await WasPartedAsync(id, cancellationToken))
            await recall.RunAsync(id, cancellationToken);
        var entry = await opportunities.FindChangesAsync(id, message.OpportunityVersion, cancellationToken);
        var call = await opportunities.FindAsync(id, cancellationToken);
        var material = entry?.Changes.Where(c => c.IsMaterial).ToList();
        var added = call is not null && material is { Count: > 0 }
            ? await MatchAsync(call, message.OpportunityVersion, material, now, cancellationToken)
            : 0;
        await opportunities.SettleAsync(id, message.OpportunityVersion, cancellationToken);
        return added;
    }

    private async Task<int> MatchAsync(Opportunity call, int version, List<OpportunityChange> material, Instant now, CancellationToken cancellationToken)
    {
        var group = await GroupOfAsync(call, cancellationToken);
        var scorer = await topics.CurrentAsync(cancellationToken);
        var met = (await interests.CurrentAsync(now, cancellationToken))
            .Match([.. group.Select(c => scorer.Read(c, now))])
            .GroupBy(m => m.Interest.SubscriberId, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => InterestMatch.Of(g), StringComparer.Ordinal);
        // That a call is over is news only to those who heard of it.
        var heard = group.All(c => c.StatusAt(now) == OpportunityStatus.Closed)
            ? await matches.MatchedAsync(group.Select(c => c.Id), cancellationToken)
            : null;
        var readers = new List<Subscriber>();
        foreach (var subscriber in met.Keys.Where(s => heard?.Contains(s) ?? true))
        {
            // Who paused is told later what is news by then; who left is not kept a record of.
            if (await subscribers.FindAsync(subscriber, cancellationToken) is { State: SubscriberState.Confirmed or SubscriberState.Paused } reader
                && (heard is null || await HeardOfAsync(subscriber, group, cancellationToken)))
                readers.Add(reader);
        }
        await matches.NoteAsync(call.Id, readers.Select(r => r.SubscriberId), cancellationToken);
        var added = 0;
        foreach (var reader in readers)
        {
            // Before the match, and again if this dies in between: who looks and finds nothing strikes it off.
            var why = met[reader.SubscriberId];
            if (why.Any(w => reader.AtOnce.Contains(w.InterestId)))
                await agenda.PutAsync(new(AgendaKinds.Soon, now, reader.SubscriberId), cancellationToken);
            added += await matches.AddAsync(new(reader.SubscriberId, call.Id, version, now, why) { Changes = material }, cancellationToken) ? 1 : 0;
        }
        LogMatched(call.Id, version, added);
        return added;
    }

    // Asked at each change, not only when it happens: a run may have died in between.
    private async Task<bool> WasPartedAsync(OpportunityId call, CancellationToken cancellationToken) =>
        (await twins.DecisionsAsync(call, cancellationToken)).Any(d => d is { State: TwinState.Proposed, Before: [.., { State: TwinState.MergedByRule }] });

    /// <summary>The call first, then what other sites show of it.</summary>
    private async Task<IReadOnlyList<Opportunity>> GroupOfAsync(Opportunity call, CancellationToken cancellationToken)
    {
        var group = new List<Opportunity> { call };
        foreach (var other in await twins.GroupAsync(call.Id, cancellationToken))
        {
            if (other != call.Id && await opportunities.FindAsync(other, cancellationToken) is { } member)
                group.Add(member);
        }
        return group;
    }

    private async Task<bool> HeardOfAsync(string subscriber, IReadOnlyList<Opportunity> group, CancellationToken cancellationToken)
    {
        foreach (var member in group)
        {
            if ((await matches.VersionsAsync(subscriber, member.Id, cancellationToken)).Count > 0)
                return true;
        }
        return false;
    }

    [LoggerMessage(LogLevel.Information, "Version {Version} of {Opportunity} is news for {Subscribers} subscribers.")]
    private partial void LogMatched(OpportunityId opportunity, int version, int subscribers);
}
