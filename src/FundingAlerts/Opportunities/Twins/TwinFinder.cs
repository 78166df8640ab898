namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// Says whether two calls are one seen on two sites. Pure and symmetric. A wrong merge hides a call from people, a missed
/// one shows it twice: so only what leaves no doubt is merged, and what may be is shown to a curator.
/// </summary>
public static class TwinFinder
{
    // A text that more calls share than sites copy it is what a scheme prints everywhere, and names none of them.
    private const int MostByText = 5;

    public static TwinComparison Compare(Opportunity a, Opportunity b) => Compare(TwinTraits.Of(a), TwinTraits.Of(b));

    /// <summary>Those of the candidates that are, or may be, the same call; the surest first. For many calls use <see cref="TwinIndex"/>.</summary>
    public static IReadOnlyList<TwinComparison> Find(Opportunity call, IEnumerable<Opportunity> candidates)
    {
        var traits = TwinTraits.Of(call);
        return Find(traits, candidates.Select(TwinTraits.Of));
    }

    internal static IReadOnlyList<TwinComparison> Find(TwinTraits call, IEnumerable<TwinTraits> candidates)
    {
        var found = candidates
            .Where(candidate => candidate.Id != call.Id)
            .Select(candidate => Compare(call, candidate))
            .Where(comparison => comparison.Verdict != TwinVerdict.Different)
            .OrderByDescending(comparison => comparison.Verdict)
            .ThenByDescending(comparison => comparison.Nearness)
            .ThenBy(comparison => comparison.Other(call.Id).ToString(), StringComparer.Ordinal)
            .ToList();
        // Where a source has the call for sure, another of its calls with the same text is its neighbour.
        var sure = found.Where(comparison => comparison.Verdict == TwinVerdict.Same).Select(comparison => comparison.Other(call.Id).Source).ToHashSet(StringComparer.Ordinal);
        found.RemoveAll(comparison => comparison.IsByText && sure.Contains(comparison.Other(call.Id).Source));
        if (found.Count(comparison => comparison.IsByText) > MostByText)
            found.RemoveAll(comparison => comparison.IsByText);
        return found;
    }

    internal static TwinComparison Compare(TwinTraits a, TwinTraits b)
    {
        if (string.CompareOrdinal(a.Id.ToString(), b.Id.ToString()) > 0)
            (a, b) = (b, a);
        if (a.Id == b.Id)
            return new(a.Id, b.Id, TwinVerdict.Same, ["the same source and reference"], 1);

        var evidence = TwinEvidence.Of(a, b);
        var (verdict, reason) = a.Id.Source == b.Id.Source ? WithinOneSource(evidence, a, b) : TwinRules.Decide(evidence);
        var byText = verdict == TwinVerdict.Different && a.Id.Source != b.Id.Source && TwinRules.IsOneText(evidence);
        if (byText)
            (verdict, reason) = (TwinVerdict.Doubtful, "one text under two titles");
        return new(a.Id, b.Id, verdict, [reason, .. evidence.InWords()], evidence.Title.Cosine) { IsByText = byText };
    }

    // A source that gives two references means two calls; only a call posted twice over is worth a curator's look.
    private static (TwinVerdict Verdict, string Reason) WithinOneSource(TwinEvidence evidence, TwinTraits a, TwinTraits b) =>
        evidence is { Title: { Words: TitleLikeness.Equal, Numbers: NumberLikeness.Agree }, Deadlines.Agreement: Agreement.Agree, ReferencesContradict: false }
        && a.Title.Step == b.Title.Step
            ? (TwinVerdict.Doubtful, "one source lists both under the same title and date, with two references")
            : (TwinVerdict.Different, "one source lists both, with two references");
}
