using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Scraping.Health;
using NodaTime;

namespace FundingAlerts.Web.Pages;

/// <summary>All that the pages need to know; the host has it from its stores.</summary>
public abstract class SiteContent
{
    public abstract Instant Now { get; }

    /// <summary>The zone whose clock the pages show beside the funder's.</summary>
    public virtual DateTimeZone Zone => Zones.Find(Zones.Amsterdam)!;

    /// <summary>All calls that we know, closed ones too, in any order.</summary>
    public abstract Task<IReadOnlyList<Opportunity>> CallsAsync(CancellationToken cancellationToken);

    /// <summary>The topics that a query may ask for; those that ship unless others are in force.</summary>
    public virtual Task<TopicScorer> TopicsAsync(CancellationToken cancellationToken) => Task.FromResult(TopicScorer.Shipped);

    /// <summary>One call with what happened to it, or null when there is none.</summary>
    public abstract Task<CallHistory?> CallAsync(OpportunityId id, CancellationToken cancellationToken);

    /// <summary>What happened to each of some calls, oldest first; a call that nothing is known of may be absent.</summary>
    public virtual async Task<IReadOnlyDictionary<OpportunityId, IReadOnlyList<OpportunityChange>>> HistoriesAsync(IReadOnlyCollection<OpportunityId> calls, CancellationToken cancellationToken)
    {
        var histories = new Dictionary<OpportunityId, IReadOnlyList<OpportunityChange>>();
        foreach (var id in calls)
        {
            if (await CallAsync(id, cancellationToken) is { } call)
                histories[id] = call.Changes;
        }
        return histories;
    }

    /// <summary>Whether all mails may be read by whoever reads the pages: their links open the settings of those who got them.</summary>
    public virtual bool ShowsMails => true;

    /// <summary>Mails sent, in any order; the newest some hundreds will do.</summary>
    public abstract Task<IReadOnlyList<SentMail>> MailsAsync(CancellationToken cancellationToken);

    /// <summary>One sent mail with both its parts, or null when there is none.</summary>
    public abstract Task<MailCopy?> MailAsync(string deliveryId, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken);
}

/// <summary>A call and its changes, oldest first.</summary>
public sealed record CallHistory(Opportunity Call, IReadOnlyList<OpportunityChange> Changes)
{
    /// <summary>The call as all sites show it; null where nobody looked.</summary>
    public TwinGroup? Twins { get; init; }
}

/// <summary>A mail that went out, to whom by name; addresses are not for pages.</summary>
public sealed record SentMail(string DeliveryId, string Subject, string ReaderName, Instant SentAt);

/// <summary>A sent mail with both its parts as they were sent.</summary>
public sealed record MailCopy(SentMail Mail, string Html, string Text);

/// <summary>How a source fares.</summary>
/// <param name="Enabled">Whether it is read at all.</param>
/// <param name="Health">How it fares, since when and why.</param>
/// <param name="LastRun">Null before the first reading.</param>
/// <param name="Calls">How many calls we hold from it.</param>
public sealed record SourceState(string Id, string Name, bool Enabled, SourceHealth Health, Instant? LastRun, int Calls);
