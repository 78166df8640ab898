namespace FundingAlerts.Matching.Topics;

/// <summary>What a call is to a topic.</summary>
public enum TopicTier
{
    None,
    Adjacent,
    Core,
}

/// <summary>How well a call meets a topic, and why.</summary>
/// <param name="Score">0 to 100; below 20 where the tier is none.</param>
/// <param name="Reasons">The weightiest first; a call of tier none may have mentions here.</param>
public sealed record TopicMatch(string Topic, TopicTier Tier, int Score, IReadOnlyList<TopicReason> Reasons)
{
    internal static TopicMatch None(string topic) => new(topic, TopicTier.None, 0, []);
}

/// <summary>What kind of thing was found.</summary>
public enum TopicReasonKind
{
    Term,
    Acronym,
    Brand,
    Umbrella,
    Scheme,

    /// <summary>Named in passing, in a list of technologies: it gives no tier.</summary>
    Mention,
}

/// <summary>One find that speaks for a topic.</summary>
/// <param name="Term">As the taxonomy writes it.</param>
/// <param name="Concept">The concept's id; "umbrella" or "scheme" where there is none.</param>
/// <param name="Field">title, call, topics, summary, description, programme, type, funder.</param>
/// <param name="Position">Where it begins in the field, in characters from 0.</param>
/// <param name="Weight">The points that it gives to the score; what repeats another gives less.</param>
public sealed record TopicReason(TopicReasonKind Kind, string Term, string Concept, string Field, int Position, double Weight, Snippet Snippet);
