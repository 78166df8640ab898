using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>A term of a topic where it counts.</summary>
internal sealed record Hit(FieldFinds Finds, FoundCue Found, TopicTerm Term, Standing Standing, double Points)
{
    // So many items are a list of fields, whichever they are.
    private const int ManyItems = 6;

    // So many words after "such as" something is still an example.
    private const int FarthestExample = 10;

    /// <param name="own">All of the topic's terms that count in this field.</param>
    public static Hit Of(FieldFinds finds, FoundCue found, IReadOnlyList<FoundCue> own)
    {
        var term = ((Cue.Says)found.Cue).Term;
        var standing = StandingOf(finds, found, term, own);
        return new(finds, found, term, standing, TopicPoints.Of(term.Weight, finds.Field.Field, found.First, finds.IsBoilerplate(found), standing));
    }

    public TopicReason Reason(double weight)
    {
        var start = Finds.Field.Words[Found.First].Start;
        return new(
            Standing == Standing.Mention ? TopicReasonKind.Mention : Term.Kind,
            Term.Written,
            Term.Concept,
            Finds.Field.Name,
            start,
            weight,
            Snippet.Of(Finds.Field.Text, start, Finds.LengthOf(Found)));
    }

    private static Standing StandingOf(FieldFinds finds, FoundCue found, TopicTerm term, IReadOnlyList<FoundCue> own) =>
        Enumeration.Around(finds, found.First, found.Last) is { } list
            ? InList(list, finds, found, term, own)
            : Introduction(finds, found, found.First - FarthestExample) is { } introduction && !IsSaidBefore(finds, introduction, own) ? Standing.Listed : Standing.Subject;

    // A list of which half is the topic's own is about the topic; weak terms do not vouch for strong ones.
    private static Standing InList(Enumeration list, FieldFinds finds, FoundCue found, TopicTerm term, IReadOnlyList<FoundCue> own)
    {
        var ours = list.Items.Count(item => own.Any(o => IsIn(o, item) && WeightOf(o) >= 2));
        if ((term.Weight >= 2 && ours * 2 >= list.Items.Count) || IsHead(list, finds, found))
            return Standing.Subject;
        if (Introduction(finds, found, list.Items[0].First - 3) is not null)
            return Standing.Mention;
        if (finds.Field.Field is CallFields.Title or CallFields.Call)
            return Standing.Listed;
        var others = list.Items.Count(item => !own.Any(o => IsIn(o, item)) && finds.Cues.Any(c => c.Cue is Cue.OtherField && IsIn(c, item)));
        return others >= 2 || list.Items.Count >= ManyItems ? Standing.Mention : Standing.Listed;
    }

    // "New ways to compute, for example with light, spins, molecules": the examples are a list, what they are examples of is none of it.
    private static bool IsHead(Enumeration list, FieldFinds finds, FoundCue found) =>
        finds.Cues.Any(c => c.Cue is Cue.Introduces && c.First > found.Last && c.First <= list.Items[^1].Last && finds.IsSameSentence(c, found));

    // "such as", before the term and not farther away than this word.
    private static FoundCue? Introduction(FieldFinds finds, FoundCue found, int from)
    {
        foreach (var cue in finds.Cues)
        {
            if (cue.Cue is Cue.Introduces && cue.Last < found.First && cue.Last >= from && finds.IsSameSentence(cue, found))
                return cue;
        }
        return null;
    }

    // "Unconventional computing, such as neuromorphic": an example of the topic itself is no less than the topic.
    private static bool IsSaidBefore(FieldFinds finds, FoundCue introduction, IReadOnlyList<FoundCue> own) =>
        own.Any(o => o.Last < introduction.First && WeightOf(o) >= 2 && finds.IsSameSentence(o, introduction));

    private static int WeightOf(FoundCue found) => ((Cue.Says)found.Cue).Term.Weight;

    private static bool IsIn(FoundCue found, (int First, int Last) item) => found.First <= item.Last && found.Last >= item.First;
}
