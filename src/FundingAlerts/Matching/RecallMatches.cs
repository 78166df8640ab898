using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Matching;

/// <summary>
/// When calls that were one are two again: who heard of one only, because the other was passed over as another page of it,
/// is still to be told of the other. Running it again recalls nothing more; what is over by then is passed over again.
/// </summary>
public sealed partial class RecallMatches(TwinStore twins, SubscriberStore subscribers, MatchStore matches, ILogger<RecallMatches> log)
{
    /// <param name="call">A call that was parted from others; looked at are its group and those of all that it was ever held against.</param>
    /// <returns>How many matches are pending again.</returns>
    public async Task<int> RunAsync(OpportunityId call, CancellationToken cancellationToken)
    {
        var groups = new List<IReadOnlyList<OpportunityId>>();
        foreach (var id in (await twins.DecisionsAsync(call, cancellationToken)).Select(decision => decision.Other(call)).Prepend(call))
        {
            if (!groups.Exists(group => group.Contains(id)))
                groups.Add(await twins.GroupAsync(id, cancellationToken));
        }
        var recalled = 0;
        foreach (var subscriber in await matches.MatchedAsync(groups.SelectMany(group => group), cancellationToken))
        {
            if (await subscribers.FindAsync(subscriber, cancellationToken) is not { State: SubscriberState.Confirmed or SubscriberState.Paused })
                continue;
            foreach (var group in groups)
                recalled += await RecallAsync(subscriber, group, cancellationToken);
        }
        LogRecalled(call, recalled);
        return recalled;
    }

    private async Task<int> RecallAsync(string subscriber, IReadOnlyList<OpportunityId> group, CancellationToken cancellationToken)
    {
        // Whoever heard of one page, or is about to, hears of the call.
        foreach (var page in group)
        {
            if ((await matches.VersionsAsync(subscriber, page, cancellationToken)).Count > 0)
                return 0;
        }
        var recalled = 0;
        foreach (var page in group)
            recalled += await matches.RecallAsync(subscriber, page, cancellationToken) ? 1 : 0;
        return recalled;
    }

    [LoggerMessage(LogLevel.Information, "{Opportunity} was parted from others: {Matches} matches are to be told after all.")]
    private partial void LogRecalled(OpportunityId opportunity, int matches);
}
