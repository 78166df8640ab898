using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Pages;
using NodaTime;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>What is stored, read once: for thousands of questions to a world that stands still.</summary>
internal sealed class RememberedContent(StoredSiteContent stored) : SiteContent
{
    private readonly Lazy<Task<IReadOnlyList<Opportunity>>> _calls = new(() => stored.CallsAsync(default));
    private readonly Lazy<Task<IReadOnlyList<SourceState>>> _sources = new(() => stored.SourcesAsync(default));
    private readonly Lazy<Task<IReadOnlyDictionary<OpportunityId, IReadOnlyList<OpportunityChange>>>> _histories =
        new(async () => await stored.HistoriesAsync([.. (await stored.CallsAsync(default)).Select(c => c.Id)], default));

    public override Instant Now => stored.Now;

    public override Task<IReadOnlyList<Opportunity>> CallsAsync(CancellationToken cancellationToken) => _calls.Value;

    public override Task<IReadOnlyDictionary<OpportunityId, IReadOnlyList<OpportunityChange>>> HistoriesAsync(IReadOnlyCollection<OpportunityId> calls, CancellationToken cancellationToken) => _histories.Value;

    public override Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken) => _sources.Value;

    public override Task<TopicScorer> TopicsAsync(CancellationToken cancellationToken) => Task.FromResult(TopicScorer.Shipped);

    public override Task<CallHistory?> CallAsync(OpportunityId id, CancellationToken cancellationToken) => stored.CallAsync(id, cancellationToken);

    public override Task<IReadOnlyList<SentMail>> MailsAsync(CancellationToken cancellationToken) => stored.MailsAsync(cancellationToken);

    public override Task<MailCopy?> MailAsync(string deliveryId, CancellationToken cancellationToken) => stored.MailAsync(deliveryId, cancellationToken);
}
