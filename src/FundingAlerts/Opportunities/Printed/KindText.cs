namespace FundingAlerts.Opportunities.Printed;

/// <summary>
/// Reads what kind of funding a call offers from its printed words, in English, Dutch, German and French: first what the
/// source calls the type, then the title, then the reference and programme, last the summary. Unknown when the words leave it open.
/// </summary>
public static class KindText
{
    /// <summary>A kind that stands further back in a summary is rarely what the call is about.</summary>
    private const int SummaryLength = 300;

    public static OpportunityKind Read(string? type, string? title, string? summary, string? programme, string? reference)
    {
        var typeLine = WordLine.Of(type);
        var titleLine = WordLine.Of(title);
        var referenceLine = WordLine.Of(reference);
        return OfEuropeanUnion(typeLine, titleLine, referenceLine) is { } european
            ? european
            : OfPrintedType(typeLine, titleLine)
                ?? OfTitle(titleLine)
                ?? OfProgramme(WordLine.Of(programme), typeLine)
                ?? OfSummary(WordLine.Of(summary is { Length: > SummaryLength } ? summary[..SummaryLength] : summary))
                ?? OpportunityKind.Unknown;
    }

    /// <summary>The kind beside the words that name it: of one field where that says it alone; the printed type where nothing does.</summary>
    public static Understood<OpportunityKind> Understand(string? type, string? title, string? summary, string? programme, string? reference)
    {
        var kind = Read(type, title, summary, programme, reference);
        if (kind == OpportunityKind.Unknown)
            return new(kind, type ?? "");
        var lead = summary is { Length: > SummaryLength } ? summary[..(summary.LastIndexOf(' ', SummaryLength) is > 0 and var end ? end : SummaryLength)] + "…" : summary;
        var words = Read(type, null, null, null, null) == kind ? type
            : Read(null, title, null, null, null) == kind ? title
            : Read(type, null, null, null, reference) == kind ? reference
            : Read(null, null, null, programme, null) == kind ? programme
            : Read(null, null, lead, null, null) == kind ? lead
            : type ?? title;
        return new(kind, words ?? "");
    }

    /// <summary>The EU's types of action, as printed or as codes in title and reference: "… (RIA)", HORIZON-JU-CHIPS-2026-FT2-IA.</summary>
    private static OpportunityKind? OfEuropeanUnion(string type, string title, string reference)
    {
        if (!RoleWords.Has(type + reference, KindWords.EuropeanProgrammes))
            return null;
        if (RoleWords.Has(reference, [" horizon infra "]))
            return OpportunityKind.Infrastructure;
        foreach (var (kind, words) in KindWords.TypesOfAction)
        {
            if (RoleWords.Has(type, words))
                return kind;
        }

        foreach (var (kind, codes) in KindWords.ReferenceCodes)
        {
            if (RoleWords.Has(reference, codes) || RoleWords.Has(title, codes))
                return kind;
        }

        return null;
    }

    /// <summary>The source's own type, where it is about one kind; "Prize/Stipend" and "Award/Stipend" take the title to tell which.</summary>
    private static OpportunityKind? OfPrintedType(string type, string title)
    {
        var mayBePrize = RoleWords.Has(type, [" prize", " award", " stipend"]);
        var isPrize = OfTitle(title) is OpportunityKind.Prize || (RoleWords.Has(type, [" prize"]) && RoleWords.Has(title, [" award"]));
        return mayBePrize && isPrize ? OpportunityKind.Prize : First(KindWords.Types, type);
    }

    private static OpportunityKind? OfTitle(string title)
    {
        foreach (var description in KindWords.NotMeant)
            title = title.Replace(description, " ", StringComparison.Ordinal);
        return First(KindWords.Titles, title);
    }

    private static OpportunityKind? OfProgramme(string programme, string type) =>
        First(KindWords.Programmes, programme) ?? First(KindWords.WeakTypes, type);

    private static OpportunityKind? OfSummary(string summary) => First(KindWords.Summaries, summary);

    private static OpportunityKind? First((OpportunityKind Kind, string[] Words)[] kinds, string line)
    {
        if (line.Length <= 1)
            return null;
        foreach (var (kind, words) in kinds)
        {
            if (RoleWords.Has(line, words))
                return kind;
        }

        return null;
    }
}
