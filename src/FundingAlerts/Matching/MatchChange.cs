using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Matching;

/// <summary>Holds one new version of a call against all interests, once, when it arrives. Running it twice matches once.</summary>
public sealed partial class MatchChange(
    OpportunityStore opportunities,
    SubscriberStore subscribers,
    MatchStore matches,
    ILogger<MatchChange> log)
{
    /// <returns>For how many subscribers the change was a new match.</returns>
    public async Task<int> RunAsync(ChangeMessage message, Instant now, CancellationToken cancellationToken)
    {
        var id = new OpportunityId(message.Source, message.Reference);
        var entry = await opportunities.FindChangesAsync(id, message.OpportunityVersion, cancellationToken);
        var call = await opportunities.FindAsync(id, cancellationToken);
        var material = entry?.Changes.Where(c => c.IsMaterial).ToList();
        if (call is null || material is not { Count: > 0 })
            return 0;

        var added = 0;
        var text = CallText.Of(call);
        var met = new Dictionary<string, List<InterestMatch>>(StringComparer.Ordinal);
        await foreach (var interest in subscribers.InterestsAsync(cancellationToken))
        {
            if (Meets(interest, text) is { } reasons)
            {
                if (!met.TryGetValue(interest.SubscriberId, out var interests))
                    met[interest.SubscriberId] = interests = [];
                interests.Add(new(interest.InterestId, interest.Name, reasons));
            }
        }
        var isOver = call.StatusAt(now) == OpportunityStatus.Closed;
        foreach (var (subscriber, interests) in met)
        {
            // That a call is over is news only to those who heard of it.
            if (isOver && (await matches.VersionsAsync(subscriber, id, cancellationToken)).Count == 0)
                continue;
            if (await matches.AddAsync(new(subscriber, id, message.OpportunityVersion, now, interests) { Changes = material }, cancellationToken))
                added++;
        }
        LogMatched(id, message.OpportunityVersion, added);
        return added;
    }

    private IReadOnlyList<MatchReason>? Meets(Interest interest, CallText text)
    {
        try
        {
            return QueryParser.Parse(interest.Query).Match(text);
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
