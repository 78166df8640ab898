using System.CommandLine;
using System.Globalization;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Work;
using NodaTime;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>What the engine did lately.</summary>
internal static class OpsRunsCommand
{
    public static Command Create()
    {
        var work = new Option<string?>("--work") { Description = "Of this work alone." };
        work.AcceptOnlyFromAmong([.. WorkNames.All]);
        var take = new Option<int>("--take") { Description = "At most so many, up to 1000.", DefaultValueFactory = _ => 20 };
        take.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && number is < 1 or > 1_000)
                result.AddError("--take wants a number from 1 to 1000.");
        });
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("runs", "Shows the last runs of the works, newest first.") { work, take, now, place, json };
        command.SetAction((parsed, cancellationToken) => OpsCommand.WithAsync(
            place.Of(parsed),
            async desk =>
            {
                var runs = await desk.Runs.RecentAsync(parsed.GetValue(work), parsed.GetValue(take), parsed.GetValue(now) ?? HostClock.System.GetCurrentInstant(), cancellationToken);
                if (parsed.GetValue(json))
                    runs.ToList().ForEach(Output.Json);
                else
                    Output.Result.Write(Shown(runs));
                return Output.Done;
            },
            cancellationToken));
        return command;
    }

    internal static Table Shown(IEnumerable<WorkRun> runs)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Began (UTC)", "Work", "Outcome", "Took", "Did", "Problem");
        foreach (var run in runs)
        {
            table.AddRow(
                new Text(SourceHealthCommand.Moment(run.StartedAt)),
                new Text(run.Work),
                new Markup(Coloured(run.Outcome)),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{(run.EndedAt - run.StartedAt).TotalSeconds:0.0} s")),
                Output.Cell(string.Join(", ", run.Counts.Select(c => FormattableString.Invariant($"{c.Key} {c.Value}")))),
                Output.Cell(run.Problem));
        }
        return table;
    }

    private static string Coloured(WorkOutcome outcome) => outcome switch
    {
        WorkOutcome.Done => "[green]Done[/]",
        WorkOutcome.Partly => "[yellow]Partly[/]",
        _ => "[red]Failed[/]",
    };
}
