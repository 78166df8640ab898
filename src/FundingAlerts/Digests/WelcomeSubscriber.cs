using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>
/// Who asks for something new hears at once of what is open already: all calls are held against their interests, and a digest
/// of those they have not heard of is asked for. Running it again matches nothing more.
/// </summary>
public sealed partial class WelcomeSubscriber(
    SubscriberStore subscribers,
    OpportunityStore opportunities,
    TwinStore twins,
    TopicsInForce topics,
    MatchStore matches,
    Agenda agenda,
    StorageAccount storage,
    ILogger<WelcomeSubscriber> log)
{
    private static readonly Duration AgainAfter = Duration.FromHours(1);
    private readonly IQueue _welcomes = storage.Queue(WelcomeMessage.Queue);
    private readonly IQueue _digests = storage.Queue(DigestMessage.Queue);

    /// <summary>Asks for it: now by a message, and again in an hour should that be lost.</summary>
    public async Task AskAsync(string subscriberId, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var at = now + AgainAfter;
        await agenda.PutAsync(new(AgendaKinds.Welcome, at, subscriberId), cancellationToken);
        await _welcomes.SendAsync(new WelcomeMessage(1, correlation, subscriberId, at), cancellationToken);
    }

    /// <summary>Asks again for what was asked for an hour ago and not done.</summary>
    public async Task<int> AskAgainAsync(string bucket, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var (asked, at) = (0, now + AgainAfter);
        await foreach (var due in agenda.DueAsync(bucket, AgendaKinds.Welcome, now, cancellationToken))
        {
            await agenda.MoveAsync(bucket, [.. due.Select(e => (e, (Instant?)at))], cancellationToken);
            foreach (var entry in due)
                await _welcomes.SendAsync(new WelcomeMessage(1, correlation, entry.SubscriberId, at), cancellationToken);
            asked += due.Count;
        }
        return asked;
    }

    /// <returns>How many calls are to be told.</returns>
    public async Task<int> RunAsync(WelcomeMessage message, Instant now, CancellationToken cancellationToken)
    {
        var added = 0;
        if ((await subscribers.FindAsync(message.SubscriberId, cancellationToken))?.StateAt(now) == SubscriberState.Confirmed)
        {
            added = await MatchAsync(message.SubscriberId, now, cancellationToken);
            var at = now + AgainAfter;
            await agenda.PutAsync(new(AgendaKinds.Soon, at, message.SubscriberId, AgendaKinds.Welcome), cancellationToken);
            await _digests.SendAsync(new DigestMessage(1, message.Correlation, message.SubscriberId, now.InUtc().Date) { Occasion = Occasion.Welcome, At = at }, cancellationToken);
        }
        await agenda.StrikeAsync(message.SubscriberId, [new(AgendaKinds.Welcome, message.At, message.SubscriberId)], cancellationToken);
        LogWelcomed(message.SubscriberId, added);
        return added;
    }

    private async Task<int> MatchAsync(string subscriberId, Instant now, CancellationToken cancellationToken)
    {
        var scorer = await topics.CurrentAsync(cancellationToken);
        var interests = (await subscribers.InterestsOfAsync(subscriberId, cancellationToken))
            .Select(i => (Interest: i, Query: QueryParser.Parse(i.Query, scorer.Topics)))
            .ToList();
        var asksForTopic = interests.Exists(i => i.Query.AsksForTopic);
        var added = 0;
        foreach (var source in await opportunities.SourcesAsync(cancellationToken))
        {
            foreach (var call in (await opportunities.AllAsync(source, cancellationToken)).Where(c => c.StatusAt(now) != OpportunityStatus.Closed))
            {
                var document = asksForTopic ? scorer.Read(call, now) : CallDocument.Of(call, now);
                var met = interests.Select(i => (i.Interest, Reasons: i.Query.Match(document))).Where(m => m.Reasons is not null).Select(m => (m.Interest, m.Reasons!)).ToList();
                if (met.Count > 0 && !await HeardOfAsync(subscriberId, call.Id, cancellationToken))
                    added += await AddAsync(subscriberId, call, met, now, cancellationToken) ? 1 : 0;
            }
        }
        return added;
    }

    private async Task<bool> AddAsync(string subscriberId, Opportunity call, IEnumerable<(Interest Interest, IReadOnlyList<MatchReason> Reasons)> met, Instant now, CancellationToken cancellationToken)
    {
        await matches.NoteAsync(call.Id, [subscriberId], cancellationToken);
        var match = new Match(subscriberId, call.Id, call.Version, now, InterestMatch.Of(met))
        {
            Changes = [new OpportunityChange.Published { Opportunity = call.Id, Version = call.Version, SeenAt = now }],
        };
        return await matches.AddAsync(match, cancellationToken);
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

    [LoggerMessage(LogLevel.Information, "{Subscriber} is welcomed with {Calls} calls that are open now.")]
    private partial void LogWelcomed(string subscriber, int calls);
}
