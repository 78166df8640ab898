using FundingAlerts.Interests;
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
    MatchStore matches,
    RecallMatches recall,
    ILogger<MatchChange> log)
{
    // A row holds a megabyte, and nobody reads more reasons than these.
    private const int MaxReasons = 10;
    private const int MaxInterests = 50;

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
        if (call is null || material is not { Count: > 0 })
            return 0;

        var added = 0;
        var group = await GroupOfAsync(call, cancellationToken);
        var texts = group.Select(CallText.Of).ToList();
        var met = new Dictionary<string, List<InterestMatch>>(StringComparer.Ordinal);
        await foreach (var interest in subscribers.InterestsAsync(cancellationToken))
        {
            if (Meets(interest, texts) is not { } reasons)
                continue;
            if (!met.TryGetValue(interest.SubscriberId, out var interests))
                met[interest.SubscriberId] = interests = [];
            if (interests.Count < MaxInterests)
                interests.Add(new(interest.InterestId, interest.Name, [.. reasons.Distinct().Take(MaxReasons)]));
        }
        var isOver = group.All(c => c.StatusAt(now) == OpportunityStatus.Closed);
        foreach (var (subscriber, interests) in met)
        {
            // Who paused is told later what is news by then; who left is not kept a record of.
            if (await subscribers.FindAsync(subscriber, cancellationToken) is not { State: SubscriberState.Confirmed or SubscriberState.Paused })
                continue;
            // That a call is over is news only to those who heard of it.
            if (isOver && !await HeardOfAsync(subscriber, group, cancellationToken))
                continue;
            if (await matches.AddAsync(new(subscriber, id, message.OpportunityVersion, now, interests) { Changes = material }, cancellationToken))
                added++;
        }
        LogMatched(id, message.OpportunityVersion, added);
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

    // One call: who wants what any of its pages says wants all of it.
    private IReadOnlyList<MatchReason>? Meets(Interest interest, IReadOnlyList<CallText> texts)
    {
        try
        {
            var query = QueryParser.Parse(interest.Query);
            return texts.Select(query.Match).FirstOrDefault(reasons => reasons is not null);
        }
        catch (QueryException fault)
        {
            // One broken interest must not silence the others.
            LogUnreadable(interest.InterestId, fault.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "Version {Version} of {Opportunity} is news for {Subscribers} subscribers.")]
    private partial void LogMatched(OpportunityId opportunity, int version, int subscribers);

    [LoggerMessage(LogLevel.Warning, "The query of interest {Interest} cannot be read: {Fault}")]
    private partial void LogUnreadable(string interest, string fault);
}
