using FundingAlerts.Matching.Text;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Matching.Queries;

/// <summary>A call as queries are held against it, at an instant: its words, its facts, and the topics that it is about.</summary>
public sealed record CallDocument(CallText Text, CallFacts Facts, IReadOnlyDictionary<string, TopicStanding> Topics)
{
    public static readonly IReadOnlyDictionary<string, TopicStanding> NoTopics = new Dictionary<string, TopicStanding>(StringComparer.Ordinal);

    /// <summary>Only words: no condition on facts and no topic is met.</summary>
    public CallDocument(CallText text)
        : this(text, CallFacts.Nothing, NoTopics)
    {
    }

    public static CallDocument Of(Opportunity call, Instant now, IReadOnlyDictionary<string, TopicStanding>? topics = null) =>
        new(CallText.Of(call), CallFacts.Of(call, now), topics ?? NoTopics);
}

/// <summary>Where a call stands in a topic.</summary>
/// <param name="IsCore">The topic is its subject; otherwise it is near to it.</param>
/// <param name="Score">0 to 100.</param>
public sealed record TopicStanding(bool IsCore, int Score, IReadOnlyList<MatchReason> Reasons);
