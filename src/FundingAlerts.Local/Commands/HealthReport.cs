using System.Globalization;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;
using Spectre.Console;
using static FundingAlerts.Local.Commands.SourceHealthCommand;

namespace FundingAlerts.Local.Commands;

/// <summary>One source's health: its last runs, its events, and what is quarantined beside what was before.</summary>
internal static class HealthReport
{
    private const int Most = 10;

    public static async Task WriteAsync(SourceDefinition source, CurationDesk desk, Instant now, bool json, CancellationToken cancellationToken)
    {
        var health = await desk.Health.HealthAsync(source, now, cancellationToken);
        var runs = await desk.Runs.RunsAsync(source.Id, Most, cancellationToken);
        var events = await desk.Health.EventsAsync(source.Id, Most, cancellationToken);
        if (json)
        {
            var released = await desk.Health.ReleasedAsync(source.Id, Most, cancellationToken);
            Output.Json(new { health = Summary(source, health), quarantine = health.Quarantine, runs, events, released });
            return;
        }
        Output.Result.MarkupLine($"[bold]{Markup.Escape(source.Id)}[/] is {Coloured(health.State)} since {Moment(health.Since)} UTC; last good run {Moment(health.LastGoodAt)}.");
        if (health.Why is { } why)
            Output.Say($"{why}");
        if (health.Acknowledged is { } known)
            Output.Say($"[grey]Known to {known.By} since {Moment(known.At)}:[/] {known.Note}");
        if (health.Quarantine is { } held)
            Write(held, now, source.Id);
        WriteRuns(runs);
        WriteEvents(events);
    }

    private static void Write(Quarantine held, Instant now, string id)
    {
        Output.Say($"\n[yellow]Quarantined[/] since {Moment(held.Since)}, {held.Runs} suspect {(held.Runs == 1 ? "run" : "runs")}. Rows: [bold]{Number(held.Before?.Rows)}[/] before, [bold]{held.Measure.Rows}[/] after.");
        DriftTable.Write(held.Fields);
        foreach (var hash in held.Snapshots)
            Output.Say($"[grey]page: snapshots/{id}/{hash}[/]");
        if (held.Accepted is { } accepted && accepted.HoldsAt(now))
            Output.Say($"Accepted by {accepted.By} until {Moment(accepted.At + Acceptance.Lasts)}: {accepted.Note}");
        else
            Output.Say($"[grey]If this is right: source accept {id} --by NAME --note TEXT[/]");
    }

    private static void WriteRuns(IReadOnlyList<ScrapeRun> runs)
    {
        if (runs.Count == 0)
            return;
        var table = new Table { Border = TableBorder.Rounded, Title = new("Last runs") }.AddColumns("Began (UTC)", "Verdict", "Rows", "Calls", "Changes", "Took", "Problem");
        foreach (var run in runs)
        {
            table.AddRow(
                new Text(Moment(run.StartedAt)),
                new Text(run.Accepted ? $"{run.Verdict}, accepted" : run.Verdict.ToString()),
                new Text(Number(run.Listings)),
                new Text(Number(run.Opportunities)),
                new Text(Number(run.Changes)),
                new Text(run.Took is { } took ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s") : "–"),
                new Text(run.Problem?.Kind.ToString() ?? ""));
        }
        Output.Result.Write(table);
    }

    private static void WriteEvents(IReadOnlyList<SourceEvent> events)
    {
        if (events.Count == 0)
            return;
        var table = new Table { Border = TableBorder.Rounded, Title = new("Events") }.AddColumns("At (UTC)", "Event", "Of", "By", "Note");
        foreach (var happened in events)
        {
            table.AddRow(
                new Text(Moment(happened.At)),
                new Text(happened.Kind.ToString()),
                new Text(happened.Trouble is { } trouble ? $"{trouble.State}{(trouble.Problem is { } problem ? $", {problem}" : "")}" : ""),
                new Text(Clean(happened.By, 60)),
                new Text(Clean(happened.Note, 120)));
        }
        Output.Result.Write(table);
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
