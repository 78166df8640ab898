namespace FundingAlerts.Opportunities.Twins;

/// <summary>From the evidence on two calls of two sources to a verdict; the first rule that holds decides.</summary>
internal static class TwinRules
{
    /// <summary>Grows when the rules change, so that calls are held against each other anew when they next change.</summary>
    public const int Version = 3;

    /// <summary>
    /// From here on two texts are near copies: one word in six was changed, or half of it cut. Of 372 recorded texts no two of
    /// different calls of two sources are alike by more than 0.06; but rounds and topics of one scheme may share all of it.
    /// </summary>
    public const double CopiedText = 0.5;

    // Sources disagree by days or weeks over a moved date; the next round without a number comes after months.
    private const int UnnumberedDays = 45;
    private const int NumberedDays = 180;
    private const int OtherEditionDays = 270;
    private const int DistinctiveWords = 3;
    private const double VerySimilar = 0.85;

    public static (TwinVerdict Verdict, string Reason) Decide(TwinEvidence evidence) =>
        Doubted(evidence, ByReference(evidence) ?? ByAddress(evidence) ?? ByTitle(evidence));

    /// <summary>
    /// Of two calls that nothing else takes for one: one text under two titles. For a curator only, since the rounds of a
    /// scheme and the topics of a call share their texts too.
    /// </summary>
    public static bool IsOneText(TwinEvidence evidence) =>
        evidence.Text >= CopiedText
        && !evidence.ReferencesContradict
        && !evidence.StepsDiffer
        && evidence.Title.Numbers != NumberLikeness.Contradict
        && Near(evidence)
        && (evidence.Deadlines.Agreement == Agreement.Agree
            || evidence.Funders != Agreement.Differ && (evidence.Deadlines.Agreement == Agreement.Unknown || evidence.Title.Numbers != NumberLikeness.NumberOnOneSide));

    // It may be the next round under the same name, and who heard of the last one must hear of it.
    private static (TwinVerdict Verdict, string Reason) Doubted(TwinEvidence evidence, (TwinVerdict Verdict, string Reason) found) =>
        found.Verdict == TwinVerdict.Same && evidence.OneWasOver ? (TwinVerdict.Doubtful, $"{found.Reason}, but it may be the next round") : found;

    private static (TwinVerdict, string)? ByReference(TwinEvidence evidence)
    {
        if (evidence.ReferencesContradict)
            return (TwinVerdict.Different, "each has a number of its own");
        var contradicts = evidence.Title.Numbers == NumberLikeness.Contradict || evidence.StepsDiffer;
        var sameTitle = evidence.Title.Words >= TitleLikeness.Near;
        if (evidence.SharedReference is not null)
        {
            return contradicts ? (TwinVerdict.Doubtful, "one number, but the titles contradict each other")
                : evidence.ReferenceIsCertain || sameTitle ? (TwinVerdict.Same, "the funder's own number")
                : (TwinVerdict.Doubtful, "both print one number, under two titles");
        }
        if (evidence.MentionedReference is null || contradicts)
            return null;
        return sameTitle && evidence.Title.Numbers == NumberLikeness.Agree && evidence.Funders != Agreement.Differ ? (TwinVerdict.Same, "the same title, and the number of the one in the text of the other")
            : evidence.Title.Words > TitleLikeness.Far || evidence.Deadlines.Agreement == Agreement.Agree ? (TwinVerdict.Doubtful, "the number of the one in the text of the other")
            : null;
    }

    private static (TwinVerdict, string)? ByAddress(TwinEvidence evidence)
    {
        // Aggregators give a programme's page for each of its calls.
        if (evidence.SharedAddress is null || evidence.Title.Numbers == NumberLikeness.Contradict || evidence.StepsDiffer)
            return null;
        return evidence.Title is { Words: >= TitleLikeness.Near, Numbers: NumberLikeness.Agree } && !evidence.StepOnOneSide && Near(evidence)
                ? (TwinVerdict.Same, "the same address and title")
            : evidence.Title.Words > TitleLikeness.Far || evidence.Deadlines.Agreement == Agreement.Agree ? (TwinVerdict.Doubtful, "the same address")
            : null;
    }

    private static (TwinVerdict, string) ByTitle(TwinEvidence evidence)
    {
        if (evidence.Title.Words == TitleLikeness.Far)
            return (TwinVerdict.Different, "nothing that names both");
        if (evidence.Title.Numbers == NumberLikeness.Contradict || evidence.StepsDiffer)
            return (TwinVerdict.Different, "another round, stage or year");
        if (evidence.Deadlines.Days > OtherEditionDays)
            return (TwinVerdict.Different, "another edition: the dates are most of a year apart");
        var sameDate = evidence.Deadlines.Agreement == Agreement.Agree;
        if (evidence.Title.Numbers == NumberLikeness.NumberOnOneSide && evidence.Deadlines.Agreement == Agreement.Differ)
            return (TwinVerdict.Different, "a number in one title only, and other dates");
        if (evidence.Title.Words is TitleLikeness.Similar or TitleLikeness.Reworded)
        {
            return evidence is { Funders: not Agreement.Differ, Title: { Words: TitleLikeness.Reworded, Cosine: >= VerySimilar } } && sameDate
                ? (TwinVerdict.Doubtful, "very similar titles that close on one day")
                : (TwinVerdict.Different, "similar titles only");
        }
        if (evidence.Funders == Agreement.Differ)
        {
            return sameDate || evidence.Words >= DistinctiveWords && Near(evidence)
                ? (TwinVerdict.Doubtful, "one title, but two funders")
                : (TwinVerdict.Different, "two funders");
        }
        if (evidence.Title.Words == TitleLikeness.Contained)
        {
            return sameDate || evidence.Words >= DistinctiveWords && Near(evidence)
                ? (TwinVerdict.Doubtful, "one title says more than the other")
                : (TwinVerdict.Different, "one title says more than the other, and other dates");
        }
        return OfOneTitle(evidence, sameDate);
    }

    private static (TwinVerdict, string) OfOneTitle(TwinEvidence evidence, bool sameDate)
    {
        if (evidence.Title.Numbers == NumberLikeness.NumberOnOneSide)
            return (TwinVerdict.Doubtful, "a number in one title only");
        if (evidence.Funders == Agreement.Agree ? sameDate && evidence.Words > 1 : evidence.Deadlines.Days == 0 && evidence.Words >= DistinctiveWords)
            return (TwinVerdict.Same, "the same title and deadline");
        if (evidence.Title is { Words: TitleLikeness.Equal, Numbers: NumberLikeness.Agree }
            && !evidence.StepOnOneSide
            && evidence.Funders == Agreement.Agree
            && evidence.Words >= DistinctiveWords - 1
            && Near(evidence))
            return (TwinVerdict.Same, evidence.Deadlines.Agreement == Agreement.Differ ? "the same title and funder; sources disagree on the date" : "the same title and funder");
        return (TwinVerdict.Doubtful, "one title, but too little else agrees");
    }

    private static bool Near(TwinEvidence evidence) => evidence.Deadlines switch
    {
        { Agreement: not Agreement.Differ } => true,
        { Days: { } days } => days <= (evidence.Numbered ? NumberedDays : UnnumberedDays),
        _ => false,
    };
}
