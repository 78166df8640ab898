using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Web.Mails;
using NodaTime;
using SourceStore = FundingAlerts.Scraping.SourceStore;

namespace FundingAlerts.Web.Pages;

/// <summary>What the pages show, read from the stores.</summary>
public sealed class StoredSiteContent(
    CuratedCatalogue catalogue,
    OpportunityStore opportunities,
    TwinStore twins,
    Aggregators aggregators,
    SourceStore sources,
    HealthStore health,
    SubscriberStore subscribers,
    Outbox outbox,
    TopicsInForce topics,
    MailIdentity identity,
    IClock clock) : SiteContent
{
    private const int MostReadAlone = 10;

    public override Instant Now => clock.GetCurrentInstant();

    /// <summary>Only where nobody but this machine reaches the pages.</summary>
    public override bool ShowsMails => identity.Site is null or { IsLoopback: true };

    public override Task<TopicScorer> TopicsAsync(CancellationToken cancellationToken) => topics.CurrentAsync(cancellationToken);

    public override async Task<IReadOnlyList<Opportunity>> CallsAsync(CancellationToken cancellationToken)
    {
        var calls = new List<Opportunity>();
        foreach (var definition in await catalogue.DefinitionsAsync(cancellationToken))
            calls.AddRange(await opportunities.AllAsync(definition.Id, cancellationToken));
        return calls;
    }

    public override async Task<CallHistory?> CallAsync(OpportunityId id, CancellationToken cancellationToken) =>
        await opportunities.FindAsync(id, cancellationToken) is { } call
            ? new(call, await opportunities.HistoryAsync(id, cancellationToken))
            {
                Twins = await twins.FindGroupAsync(id, opportunities, aggregators.Include, Now, cancellationToken),
            }
            : null;

    public override async Task<IReadOnlyDictionary<OpportunityId, IReadOnlyList<OpportunityChange>>> HistoriesAsync(IReadOnlyCollection<OpportunityId> calls, CancellationToken cancellationToken)
    {
        var histories = new Dictionary<OpportunityId, IReadOnlyList<OpportunityChange>>();
        foreach (var source in calls.GroupBy(c => c.Source, StringComparer.Ordinal))
        {
            // One long reading is cheaper than many short ones.
            var all = source.Count() > MostReadAlone ? await opportunities.HistoriesAsync(source.Key, cancellationToken) : null;
            foreach (var id in source)
                histories[id] = all is null ? await opportunities.HistoryAsync(id, cancellationToken) : all.GetValueOrDefault(id, []);
        }
        return histories;
    }

    public override async Task<IReadOnlyList<SentMail>> MailsAsync(CancellationToken cancellationToken) =>
        [.. (await SentAsync(cancellationToken)).Select(s => s.Mail)];

    public override async Task<MailCopy?> MailAsync(string deliveryId, CancellationToken cancellationToken) =>
        (await SentAsync(cancellationToken)).FirstOrDefault(s => s.Mail.DeliveryId == deliveryId) is { Mail: { } mail, Promise: { } promise }
        && await outbox.FindLetterAsync(promise, cancellationToken) is { } letter
            ? new(mail, letter.Html, letter.Text)
            : null;

    private async Task<IReadOnlyList<(SentMail Mail, OutboxMessage Promise)>> SentAsync(CancellationToken cancellationToken)
    {
        var mails = new List<(SentMail, OutboxMessage)>();
        await foreach (var id in subscribers.SubscriberIdsAsync(cancellationToken))
        {
            var name = (await subscribers.FindAsync(id, cancellationToken))?.Name ?? id;
            mails.AddRange((await outbox.AllAsync(id, cancellationToken))
                .Where(m => m.SentAt is not null)
                .Select(m => (new SentMail(m.DeliveryId, m.Subject, name, m.SentAt!.Value), m)));
        }
        return mails;
    }

    public override async Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken)
    {
        var states = new List<SourceState>();
        foreach (var definition in await catalogue.DefinitionsAsync(cancellationToken))
        {
            var state = await sources.StateAsync(definition.Id, cancellationToken);
            var calls = await opportunities.AllAsync(definition.Id, cancellationToken);
            states.Add(new(
                definition.Id,
                definition.Name,
                definition.Enabled,
                await health.HealthAsync(definition, Now, cancellationToken),
                state.LastRunAt,
                calls.Count));
        }
        return states;
    }
}
