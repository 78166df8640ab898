using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Finds the year of dates that are printed without one, where the text or the publication date leaves just one.</summary>
internal static class MissingYears
{
    private static readonly string[] Recurring =
        [" every ", " each ", " annual", " yearly", " jaarlijks", " ieder ", " elk ", " elke ", " iedere ", " jahrlich", " jedes ", " jeden ", " chaque ", " tous les ", " per year", " per jaar", " par an", " per annum"];

    public static void Fill(PrintedText text, List<PrintedDate> dates, PrintedContext context)
    {
        for (var i = dates.Count - 2; i >= 0; i--)
        {
            if (dates[i] is { Mention: { Year: null, Ambiguous: false } } date && (date.BeginsWindow || dates[i + 1].ContinuesList) && dates[i + 1].Date is { } next)
                date.Date = NotAfter(date.Mention, next);
        }

        for (var i = 1; i < dates.Count; i++)
        {
            var joined = dates[i - 1].BeginsWindow || dates[i].ContinuesList;
            if (dates[i] is { Date: null, Mention: { Year: null, Ambiguous: false } } date && joined && dates[i - 1].Date is { } previous)
                date.Date = date.Mention.On(previous.Year) is { } same && same >= previous ? same : dates[i - 1].BeginsWindow ? date.Mention.On(previous.Year + 1) : null;
        }

        var recurring = RoleWords.Has(text.Line(), Recurring);
        foreach (var date in dates.Where(date => date.Date is null && date.Mention is { Year: null, MonthOnly: false, Ambiguous: false }))
            date.Date = FromStandingYear(text, dates, date) ?? (recurring ? null : AfterPublication(date.Mention, context));
    }

    private static LocalDate? NotAfter(DateMention mention, LocalDate next) =>
        mention.On(next.Year) is { } same && same <= next ? same : mention.On(next.Year - 1);

    // "Friday 13 November 12:00 CET (was Thursday 29 October), 2020"; "3 March (2026)"
    private static LocalDate? FromStandingYear(PrintedText text, List<PrintedDate> dates, PrintedDate date)
    {
        var years = Enumerable.Range(0, text.Count)
            .Where(i => text.NumberAt(i, 4, 4) && text.Tokens[i].Value is >= 1990 and <= 2100 && !dates.Exists(d => d.First <= i && i < d.After))
            .ToList();
        if (years.Count != 1 || dates.Exists(d => d.Mention.Year is not null))
            return null;
        var found = date.Mention.On(text.Tokens[years[0]].Value);
        var beside = years[0] >= date.After && years[0] - date.After <= 1;
        return found is { } on && ((date.Mention.Weekday is { } weekday && on.DayOfWeek == weekday) || (beside && date.Mention.Weekday is null)) ? on : null;
    }

    private static LocalDate? AfterPublication(DateMention mention, PrintedContext context)
    {
        if (context.Published is not { } published)
            return null;
        var next = mention.On(published.Year) is { } same && same >= published ? same : mention.On(published.Year + 1);
        return next is { } on && (mention.Weekday is null || on.DayOfWeek == mention.Weekday) ? on : null;
    }
}
