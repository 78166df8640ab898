using FundingAlerts.Opportunities;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Pages;

/// <summary>A row of a call's page: what we understood, and the printed words it comes from.</summary>
/// <param name="Printed">Empty where nothing was printed as such.</param>
public sealed record CallFact(string Label, string Understood, string Printed)
{
    private const string NotUnderstood = "We could not read this";

    public static IReadOnlyList<CallFact> Of(Opportunity call, CallWording words) =>
    [
        .. Dates(call, words),
        .. Funding(call.Funding, words),
        .. call.Eligibility.Select(e => new CallFact(
            words.Book.Country(PlainText.Line(e.Country, 10)),
            Phrasebook.Sentence(words.Book.Participation(e.Participation)),
            Quote(e.RuleId is null ? e.Evidence : e.Listed?.Evidence ?? ""))),
        .. Together(call, words),
        .. Plain("Why we think so", string.Join(" ", call.Eligibility.Where(e => e.RuleId is not null).Select(e => e.Evidence).Distinct(StringComparer.Ordinal))),
        .. Applicants(call, words),
        .. Plain("Funder", CallWording.Funders(call)),
        .. Plain("Programme", call.Programme),
        .. Plain("Call", string.Join(" · ", new[] { call.Call?.Identifier, call.Call?.Title }.OfType<string>())),
        .. Plain("Type", call.Type),
        .. call.Kind is { } kind ? [new("Kind", Phrasebook.Sentence(words.Book.Kind(kind.Value)), Quote(kind.Text))] : Array.Empty<CallFact>(),
        .. Plain("Keywords", string.Join(" · ", call.Topics)),
        .. Plain("Reference", call.Reference),
    ];

    private static IEnumerable<CallFact> Together(Opportunity call, CallWording words)
    {
        if (call.Together is { } together)
            yield return new(words.Book.TogetherLabel, $"{Phrasebook.Sentence(words.Book.Together(together.Participation))}. {PlainText.Line(together.Reason.English, 300)}", "");
    }

    private static IEnumerable<CallFact> Applicants(Opportunity call, CallWording words)
    {
        if (call.Applicants.Count > 0)
            yield return new("Who may apply", Phrasebook.Sentence(string.Join(", ", call.Applicants.Select(words.Book.Applicant))), Quote(string.Join(" · ", call.ApplicantTypes)));
        else if (PlainText.Line(string.Join(" · ", call.ApplicantTypes), 400) is { Length: > 0 } printed)
            yield return new("Who may apply", printed, "");
    }

    private static IEnumerable<CallFact> Dates(Opportunity call, CallWording words)
    {
        if (call.StatusWord is { } status)
            yield return new("Status", words.Book.Status(status.Value), Quote(status.Text));
        if (call.Opens is { } opens)
            yield return new("Opens", opens.Value is null ? NotUnderstood : words.Deadlines.Of(opens), Quote(opens.Text));
        foreach (var deadline in call.Deadlines)
            yield return new("Deadline", deadline.Value is null ? NotUnderstood : words.Deadlines.Of(deadline).InFull, Quote(deadline.Text));
        foreach (var (label, date) in new[] { ("Published", call.Published), ("Last checked by the funder", call.Checked) })
        {
            if (date is not null)
                yield return new(label, date.Value is { } day ? words.Book.LongDate.Format(day) : NotUnderstood, Quote(date.Text));
        }
    }

    private static IEnumerable<CallFact> Funding(FundingAvailable funding, CallWording words)
    {
        foreach (var (label, money) in new[] { ("In total", funding.Total), ("At least, per award", funding.MinAward), ("At most, per award", funding.MaxAward) })
        {
            if (money is not null)
                yield return new(label, money.Value is { } amount ? words.Money.Of(amount) : NotUnderstood, Quote(money.Text));
        }
        if (funding.Rate is { } rate)
            yield return new("Share of costs", rate.Value is { } share ? $"{share.Percent.ToString("0.##", words.Book.Culture)}%" : NotUnderstood, Quote(rate.Text));
    }

    private static IEnumerable<CallFact> Plain(string label, string? words) =>
        PlainText.Line(words, 400) is { Length: > 0 } line ? [new(label, line, "")] : [];

    private static string Quote(string words) => PlainText.Line(words, 400) is { Length: > 0 } line ? $"“{line}”" : "";
}
