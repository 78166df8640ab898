using FundingAlerts.Opportunities;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Web.Pages;
using NodaTime;

namespace FundingAlerts.Tests.Web;

/// <summary>A site over the made-up calls; a source named "broken" throws.</summary>
internal sealed class MadeUpSite : SiteContent
{
    public List<Opportunity> Calls { get; } =
    [
        MadeUpCalls.Gone,
        MadeUpCalls.Autumn,
        MadeUpCalls.Spikes,
        MadeUpCalls.Moved,
        MadeUpCalls.Paradigms,
        MadeUpCalls.Chips,
        MadeUpCalls.Paradigms with
        {
            Id = new("ukri", "OPP-0801"),
            Title = "Brain-inspired robotics: pump priming",
            Deadlines = [MadeUpCalls.On(2026, 8, 22, "16:00", Zones.London, "22 August 2026 4:00pm UK time")],
        },
    ];

    public string MailHtml { get; set; } = "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><p>As sent</p></body></html>";

    public string MailText { get; set; } = "As sent <b>\n";

    public override Instant Now => MadeUpCalls.Now;

    public override Task<IReadOnlyList<Opportunity>> CallsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Opportunity>>(Calls);

    public override Task<CallHistory?> CallAsync(OpportunityId id, CancellationToken cancellationToken)
    {
        if (id.Source == "broken")
            throw new InvalidOperationException("The secret is in this message.");
        var call = Calls.Find(c => c.Id == id);
        return Task.FromResult(call is null
            ? null
            : new CallHistory(call, [
                new OpportunityChange.Published { Opportunity = id, Version = 1, SeenAt = Now - Duration.FromDays(20) },
                .. MadeUpCalls.Digest.Entries.Where(e => e.Opportunity.Id == id).SelectMany(e => e.Changes),
            ])
            {
                Twins = MadeUpCalls.Digest.Entries.FirstOrDefault(e => e.Opportunity.Id == id)?.Twins,
            });
    }

    public override Task<IReadOnlyList<SentMail>> MailsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SentMail>>([Mail("s1-2026-08-18", Now - Duration.FromDays(7)), Mail("s1-2026-08-25", Now)]);

    public override Task<MailCopy?> MailAsync(string deliveryId, CancellationToken cancellationToken) =>
        Task.FromResult(deliveryId == "s1-2026-08-25" ? new MailCopy(Mail(deliveryId, Now), MailHtml, MailText) : null);

    public override Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SourceState>>(
        [
            new("ukri", "UKRI", true, new(HealthState.Healthy, Now - Duration.FromDays(9), null), Now - Duration.FromHours(1), 3),
            new("nwo", "NWO", true, new(HealthState.Late, Now - Duration.FromDays(2), "It was last read 2 days ago."), Now - Duration.FromHours(1), 1),
            new("sedia", "EU Funding & Tenders", true, new(HealthState.Healthy, Now - Duration.FromDays(9), null), Now - Duration.FromHours(2), 1),
            new(
                "innovate",
                "Innovate UK",
                true,
                new(HealthState.Suspect, Now - Duration.FromHours(3), "Only 3 of the usual 41 rows were found: nothing was published, and nobody was mailed. Compare the page with the definition.")
                {
                    Acknowledged = new("Ann", Now, "They move on <b>Monday</b>."),
                },
                Now - Duration.FromHours(3),
                1),
            new("rvo", "RVO", true, new(HealthState.Unread, null, "It has not been read yet."), null, 1),
            new("aria", "ARIA", false, new(HealthState.Unread, null, "It has not been read yet."), null, 0),
        ]);

    private static SentMail Mail(string id, Instant at) =>
        new(id, "4 new calls, 1 deadline moved, 1 withdrawn: Call with Digital Partnership and TTC countries and more", "Robin Vermeer", at);
}
