namespace FundingAlerts.Matching.Topics;

/// <summary>What a phrase in a text tells, to one topic or to all.</summary>
internal abstract record Cue
{
    private Cue()
    {
    }

    /// <param name="Topic">Its place among the topics that are scored together.</param>
    public sealed record Says(int Topic, TopicTerm Term) : Cue;

    /// <summary>A word that decides about ambiguous terms near it.</summary>
    public sealed record Decides(int Topic, AmbiguousTerms Rule, bool IsNear) : Cue;

    public sealed record Negates(int Topic) : Cue;

    /// <param name="IsBy">It is who runs the scheme, not its name.</param>
    public sealed record Names(int Topic, Scheme Scheme, bool IsBy) : Cue;

    /// <summary>The sentence is about the programme or its rules.</summary>
    public sealed record Boilerplate : Cue;

    /// <summary>Examples follow: "such as".</summary>
    public sealed record Introduces : Cue;

    /// <summary>Some field of technology.</summary>
    public sealed record OtherField : Cue;
}

/// <summary>One term of a topic, compiled.</summary>
/// <param name="Written">As the taxonomy has it.</param>
/// <param name="Rule">Null for a term that means one thing.</param>
internal sealed record TopicTerm(string Written, TopicReasonKind Kind, string Concept, ConceptTier Tier, int Weight, AmbiguousTerms? Rule)
{
    /// <summary>Whether case and spelling are right, where they count.</summary>
    public bool IsSpelled(ReadOnlySpan<char> found) => Kind switch
    {
        // "SNNs" is the acronym, too.
        TopicReasonKind.Acronym => found.SequenceEqual(Written) || (found.Length == Written.Length + 1 && found[^1] == 's' && found.StartsWith(Written)),
        TopicReasonKind.Brand => found.SequenceEqual(Written),
        _ => true,
    };
}

/// <summary>A cue where it stands in its field.</summary>
/// <param name="First">Index of the first word.</param>
/// <param name="Last">Index of the last.</param>
internal readonly record struct FoundCue(int First, int Last, Cue Cue)
{
    /// <summary>Words from one to the other: 1 when they stand side by side, 0 when they overlap.</summary>
    public int DistanceTo(FoundCue other) => Math.Max(0, Math.Max(other.First - Last, First - other.Last));
}
