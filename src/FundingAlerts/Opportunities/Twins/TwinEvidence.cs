using System.Globalization;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>What speaks for and against two calls being one.</summary>
/// <param name="Words">How many words the shorter title has.</param>
/// <param name="Numbered">Both titles have a year or a number.</param>
/// <param name="SharedReference">A number that both are called by; null when there is none.</param>
/// <param name="ReferenceIsCertain">One of the sources gives it as the call's reference, not only prints it.</param>
/// <param name="OneWasOver">One was closed or withdrawn when the other was first seen, which was not.</param>
/// <param name="MentionedReference">The one's own number, which stands in the other's text.</param>
/// <param name="Text">How alike the openings of the texts are, 0 to 1; null when one of them says too little.</param>
internal sealed record TwinEvidence(
    TitleAgreement Title,
    int Words,
    bool Numbered,
    Agreement Funders,
    DeadlineAgreement Deadlines,
    string? SharedReference,
    bool ReferenceIsCertain,
    bool ReferencesContradict,
    string? MentionedReference,
    string? SharedAddress,
    bool StepsDiffer,
    bool StepOnOneSide,
    bool OneWasOver,
    double? Text)
{
    public static TwinEvidence Of(TwinTraits a, TwinTraits b)
    {
        var shared = a.References.Own.FirstOrDefault(b.References.Own.Contains);
        return new(
            TitleAgreement.Between(a, b),
            Math.Min(a.Title.Words.Count, b.Title.Words.Count),
            a.Title.Numbers.Count + a.Title.Years.Count > 0 && b.Title.Numbers.Count + b.Title.Years.Count > 0,
            FunderFamilies.Compare(a.Funders, b.Funders),
            DeadlineAgreement.Between(a, b),
            shared,
            shared is not null && (a.References.Certain.Contains(shared) || b.References.Certain.Contains(shared)),
            a.References.Contradicts(b.References),
            a.References.Own.FirstOrDefault(b.References.Mentioned.Contains) ?? b.References.Own.FirstOrDefault(a.References.Mentioned.Contains),
            a.Address is not null && a.Address == b.Address ? a.Address : null,
            a.Title.Step is { } first && b.Title.Step is { } second && first != second,
            a.Title.Step is null != b.Title.Step is null,
            a.OneWasOver(b),
            a.Text.Likeness(b.Text));
    }

    public IEnumerable<string> InWords()
    {
        if (SharedReference is not null)
            yield return ReferenceIsCertain ? $"both are {Number(SharedReference)}" : $"both print {Number(SharedReference)}";
        if (ReferencesContradict)
            yield return "their own numbers contradict each other";
        if (MentionedReference is not null)
            yield return $"one text names the other's number, {Number(MentionedReference)}";
        if (SharedAddress is not null)
            yield return $"one address, {SharedAddress}";
        yield return Title.Words switch
        {
            TitleLikeness.Equal => "titles alike in every word",
            TitleLikeness.Near => $"titles alike but for a spelling, an acronym or the funder's name ({Percent(Title.Cosine)})",
            TitleLikeness.Contained => $"one title says all of the other and more ({Percent(Title.Cosine)})",
            TitleLikeness.Similar or TitleLikeness.Reworded => $"titles share most words ({Percent(Title.Cosine)})",
            _ => "titles share few words",
        };
        if (Text >= TwinRules.CopiedText)
            yield return $"texts {Percent(Text.Value)} alike";
        if (Title.Numbers != NumberLikeness.Agree)
        {
            yield return Title.Numbers switch
            {
                NumberLikeness.Contradict => "the numbers or years in the titles contradict each other",
                NumberLikeness.NumberOnOneSide => "a number stands in one title only",
                _ => "a year stands in one title only",
            };
        }
        if (StepsDiffer || StepOnOneSide)
            yield return StepsDiffer ? "two steps of an application" : "one title names a step of the application";
        yield return Funders switch { Agreement.Agree => "funders agree", Agreement.Differ => "different funders", _ => "a funder is not known" };
        yield return Deadlines switch
        {
            { Agreement: Agreement.Agree } => "deadlines agree",
            { Agreement: Agreement.Differ, Days: { } days } => string.Create(CultureInfo.InvariantCulture, $"deadlines {days} day{(days == 1 ? "" : "s")} apart"),
            { Agreement: Agreement.Differ } => "one closes on a date, the other never",
            _ => "a deadline is not known",
        };
        if (OneWasOver)
            yield return "one was over before the other was seen";
    }

    private static string Number(string reference) => reference[(reference.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
