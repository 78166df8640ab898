namespace FundingAlerts.Matching.Topics;

/// <summary>A term of a topic where it counts.</summary>
internal sealed record Hit(FieldFinds Finds, FoundCue Found, TopicTerm Term, Standing Standing, double Points)
{
    // So many items are a list of fields, whichever they are.
    private const int ManyItems = 6;

    /// <param name="own">All of the topic's terms that count in this field.</param>
    public static Hit Of(FieldFinds finds, FoundCue found, IReadOnlyList<FoundCue> own)
    {
        var term = ((Cue.Says)found.Cue).Term;
        var standing = StandingOf(finds, found, term, own);
        return new(finds, found, term, standing, TopicPoints.Of(term.Weight, finds.Field.Name, found.First, finds.IsBoilerplate(found), standing));
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

    // A list of which half is the topic's own is about the topic; weak terms do not vouch for strong ones.
    private static Standing StandingOf(FieldFinds finds, FoundCue found, TopicTerm term, IReadOnlyList<FoundCue> own)
    {
        if (Enumeration.Around(finds, found.First, found.Last) is not { } list)
            return Standing.Subject;
        var ours = list.Items.Count(item => own.Any(o => IsIn(o, item) && ((Cue.Says)o.Cue).Term.Weight >= 2));
        if (term.Weight >= 2 && ours * 2 >= list.Items.Count)
            return Standing.Subject;
        var isExample = finds.Cues.Any(c => c.Cue is Cue.Introduces && c.Last < found.First && c.Last >= list.Items[0].First - 3 && finds.IsSameSentence(c, found));
        if (isExample)
            return Standing.Mention;
        if (finds.Field.Name is "title" or "call")
            return Standing.Listed;
        var others = list.Items.Count(item => !own.Any(o => IsIn(o, item)) && finds.Cues.Any(c => c.Cue is Cue.OtherField && IsIn(c, item)));
        return others >= 2 || list.Items.Count >= ManyItems ? Standing.Mention : Standing.Listed;
    }

    private static bool IsIn(FoundCue found, (int First, int Last) item) => found.First <= item.Last && found.Last >= item.First;
}
