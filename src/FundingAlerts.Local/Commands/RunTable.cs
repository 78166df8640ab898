using FundingAlerts.Scraping;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Scrape runs as a table for people.</summary>
internal static class RunTable
{
    public static void Write(IEnumerable<ScrapeRun> runs)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Source", "Verdict", "Listings", "Calls", "Changes");
        var problems = new List<string>();
        foreach (var run in runs)
        {
            table.AddRow(
                Markup.Escape(run.Source),
                Coloured(run.Verdict),
                Number(run.Listings),
                Number(run.Opportunities),
                Number(run.Changes));
            problems.AddRange(run.Notes.Select(n => $"{run.Source}: {n}"));
            if (run.Problem is { } problem)
                problems.Add($"{run.Source}: {problem.Kind}: {problem.Message}");
        }
        Output.Result.Write(table);
        foreach (var problem in problems)
            Output.Say($"[yellow]{problem}[/]");
    }

    private static string Coloured(ScrapeVerdict verdict) => verdict switch
    {
        ScrapeVerdict.Changed => "[green]Changed[/]",
        ScrapeVerdict.Unchanged => "Unchanged",
        ScrapeVerdict.Empty => "Empty",
        ScrapeVerdict.Suspect => "[yellow]Suspect[/]",
        _ => "[red]Failed[/]",
    };

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
