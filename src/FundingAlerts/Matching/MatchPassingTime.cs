using FundingAlerts.Interests;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Matching;

/// <summary>
/// Who asks for status:open or deadline&lt;90d wants a call when it opens or comes near, though nothing of it changes then. What
/// came to meet such an interest since the last time is matched for those who have not heard of the call. Running it again
/// matches nothing more.
/// </summary>
public sealed partial class MatchPassingTime(
    OpportunityStore opportunities,
    TwinStore twins,
    InterestIndexes interests,
    TopicsInForce topics,
    SubscriberStore subscribers,
    MatchStore matches,
    ILogger<MatchPassingTime> log)
{
    /// <param name="before">When it was done last.</param>
    /// <returns>How many matches are new.</returns>
    public async Task<int> RunAsync(Instant before, Instant now, CancellationToken cancellationToken)
    {
        using var timed = new InterestIndex((await interests.CurrentAsync(now, cancellationToken)).All().Where(i => QueryParser.Parse(i.Query).DependsOnTime));
        if (timed.Count == 0)
            return 0;
        var scorer = await topics.CurrentAsync(cancellationToken);
        var added = 0;
        foreach (var source in await opportunities.SourcesAsync(cancellationToken))
        {
            foreach (var call in (await opportunities.AllAsync(source, cancellationToken)).Where(c => c.StatusAt(now) != OpportunityStatus.Closed))
            {
                var then = scorer.Read(call, before);
                var met = timed.Match([then with { Facts = CallFacts.Of(call, now) }]).ToList();
                if (met.Count == 0)
                    continue;
                var known = timed.Match([then]).Select(m => m.Interest.InterestId).ToHashSet(StringComparer.Ordinal);
                added += await AddAsync(call, met.Where(m => !known.Contains(m.Interest.InterestId)), now, cancellationToken);
            }
        }
        LogMatched(added, before);
        return added;
    }

    private async Task<int> AddAsync(Opportunity call, IEnumerable<(Interest Interest, IReadOnlyList<MatchReason> Reasons)> met, Instant now, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var reader in met.GroupBy(m => m.Interest.SubscriberId, StringComparer.Ordinal))
        {
            if (await subscribers.FindAsync(reader.Key, cancellationToken) is not { State: SubscriberState.Confirmed or SubscriberState.Paused }
                || await HeardOfAsync(reader.Key, call.Id, cancellationToken))
                continue;
            await matches.NoteAsync(call.Id, [reader.Key], cancellationToken);
            var match = new Match(reader.Key, call.Id, call.Version, now, InterestMatch.Of(reader))
            {
                Changes = [new OpportunityChange.Published { Opportunity = call.Id, Version = call.Version, SeenAt = now }],
            };
            added += await matches.AddAsync(match, cancellationToken) ? 1 : 0;
        }
        return added;
    }

    private async Task<bool> HeardOfAsync(string subscriber, OpportunityId call, CancellationToken cancellationToken)
    {
        foreach (var page in (await twins.GroupAsync(call, cancellationToken)).Append(call).Distinct())
        {
            if ((await matches.VersionsAsync(subscriber, page, cancellationToken)).Count > 0)
                return true;
        }
        return false;
    }

    [LoggerMessage(LogLevel.Information, "{Matches} matches are new because time passed since {Before}.")]
    private partial void LogMatched(int matches, Instant before);
}
