using System.Globalization;
using System.Text.RegularExpressions;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Programmes;

/// <summary>What of a call is held against the days of a rule.</summary>
public enum ValidityMeasure
{
    /// <summary>The year of the work programme, which EU references carry; else guessed within bounds from the dates.</summary>
    WorkYear,
    Opening,
    Deadline,
}

/// <summary>From when until when a rule holds; both days included, null for no bound.</summary>
public sealed partial record RuleValidity(LocalDate? From, LocalDate? Until, ValidityMeasure By)
{
    public static readonly RuleValidity Always = new(null, null, ValidityMeasure.Opening);

    /// <summary>Whether the rule holds for the call; null when the call's days do not say.</summary>
    public bool? Holds(Opportunity call)
    {
        if (From is null && Until is null)
            return true;
        if (Span(call) is not { } span)
            return null;
        if ((From is not { } from || span.First >= from) && (Until is not { } until || span.Last <= until))
            return true;
        return span.Last < From || span.First > Until ? false : null;
    }

    // The days between which the measured day must lie. Topics are open for up to a year; those of a work
    // programme open from half a year before it (ERC Starting Grants 2024 opened in July 2023).
    private (LocalDate First, LocalDate Last)? Span(Opportunity call)
    {
        var year = WorkYear(call);
        var opens = call.Opens?.Value?.Date;
        var closes = call.Deadlines.Select(d => d.Value).OfType<Deadline.On>().Select(on => (LocalDate?)on.Date).Max();
        return By switch
        {
            ValidityMeasure.WorkYear => Year(year)
                ?? Around(opens, Period.Zero, Period.FromMonths(6))
                ?? Around(closes, Period.FromYears(1), Period.FromMonths(6)),
            ValidityMeasure.Opening => Around(opens, Period.Zero, Period.Zero)
                ?? Around(closes, Period.FromYears(1), Period.Zero)
                ?? Year(year),
            _ => Around(closes, Period.Zero, Period.Zero)
                ?? Around(opens, Period.Zero, Period.FromYears(1))
                ?? Year(year),
        };
    }

    private static (LocalDate First, LocalDate Last)? Around(LocalDate? day, Period before, Period after) =>
        day is { } known ? (known - before, known + after) : null;

    private static (LocalDate First, LocalDate Last)? Year(int? year) =>
        year is { } known ? (new(known, 1, 1), new(known, 12, 31)) : null;

    /// <summary>The one year in the reference, or in the title where the reference has none; null for none or several.</summary>
    private static int? WorkYear(Opportunity call) =>
        OnlyYear(call.Reference) ?? OnlyYear(call.Topic) ?? OnlyYear(call.Call?.Identifier) ?? OnlyYear(call.Title);

    private static int? OnlyYear(string? text) =>
        text is not null && YearPattern().Matches(text) is { Count: > 0 } found && found.Select(m => m.Groups["year"].Value).Distinct(StringComparer.Ordinal).ToList() is [var year]
            ? int.Parse(year, CultureInfo.InvariantCulture)
            : null;

    // HORIZON-CL4-2023-DIGITAL-EMERGING-01-02
    [GeneratedRegex(@"(?:^|[^0-9])(?<year>20[12][0-9])(?:[^0-9]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex YearPattern();
}
