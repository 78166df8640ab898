using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Web.Mails;
using NodaTime;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>What the pages work with on which people subscribe and change their mind.</summary>
public sealed record FrontDesk(
    SignUps SignUps,
    Preferences Preferences,
    PersonalData Personal,
    Teamwork Teamwork,
    TeamStore Teams,
    SubscriberStore Subscribers,
    CallMarks Marks,
    MatchStore Matches,
    OpportunityStore Opportunities,
    TwinStore Twins,
    Aggregators Aggregators,
    Outbox Outbox,
    LinkKeys Keys,
    TopicsInForce Topics,
    CuratedTaxonomies Taxonomies,
    LetterRenderer Letters,
    ProxyTrust Proxies,
    IClock Clock)
{
    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>Topics to choose from, in the order of their names.</summary>
    public async Task<IReadOnlyList<TopicChoice>> TopicsAsync(string language, CancellationToken cancellationToken) =>
        [.. (await Taxonomies.AllAsync(cancellationToken))
            .Select(t => t.Taxonomy)
            .OfType<Taxonomy>()
            .Select(t => TopicChoice.Of(t, language))
            .OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>The calls under these ids by title; the id itself where there is none any more.</summary>
    public async Task<string> TitleAsync(OpportunityId call, CancellationToken cancellationToken) =>
        await Opportunities.FindAsync(call, cancellationToken) is { } known ? Wording.CallWording.Title(known, 200) : call.ToString();
}

/// <summary>A topic to choose.</summary>
/// <param name="Covers">One sentence.</param>
public sealed record TopicChoice(string Id, string Name, string Covers)
{
    public static TopicChoice Of(Taxonomy topic, string language) => new(
        topic.Id,
        Wording.PlainText.Line(topic.Names.GetValueOrDefault(language) ?? topic.Names["en"], 80),
        FirstSentence(Wording.PlainText.Line(topic.Descriptions.GetValueOrDefault(language) ?? topic.Descriptions["en"], 400)));

    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;
}
