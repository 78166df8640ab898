using System.CommandLine;
using FundingAlerts.Local.Demo;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using NodaTime;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>The whole job on a small recorded world, with no key, no cloud and no network.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Stop after the mails instead of serving the pages." };
        var output = new Option<string>("--out") { Description = "Folder for the database and the mails.", DefaultValueFactory = _ => "./out" };
        var day = new Option<int?>("--day") { Description = "The day of the recorded world to live up to: 1, or 2 (a week later). Default: where the folder is." };
        var port = SharedOptions.Port(5080);
        var storage = SharedOptions.Storage();
        var json = SharedOptions.Json();
        var command = new Command("demo", "Reads recorded sites, matches sample subscribers and writes their mails.") { once, output, day, port, storage, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(once), parsed.GetValue(output)!, parsed.GetValue(day), parsed.GetValue(port), parsed.GetValue(storage), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool once, string folder, int? wanted, int port, StorageKind storage, bool json, CancellationToken cancellationToken)
    {
        if (wanted is < 1 or > DemoWorld.Days)
            return Output.Wrong($"The recorded world has the days 1 and {DemoWorld.Days}.");
        if (SiteAddress.Fault is { } fault)
            return Output.Wrong(fault);
        await using var world = await DemoWorld.OpenAsync(folder, storage, logging: null, cancellationToken);
        // The mails are written before the pages are up.
        world.Site = SiteAddress.OnPort(port);
        var lived = await world.LivedAsync(cancellationToken);
        if (wanted < lived.Day)
            return Output.Wrong($"This folder has lived to day {lived.Day} already; take another --out for day {wanted}.");

        var day = wanted ?? Math.Max(1, lived.Day);
        DemoDay? last = null;
        for (var next = Math.Min(lived.Day + 1, day); next <= day; next++)
        {
            last = await LiveAsync(world, next, DemoWorld.NowFor(next, lived.LastRun), cancellationToken);
            if (last.Work.Failures > 0)
                break;
        }
        Write(world, last!, json);
        if (last!.Work.Failures > 0)
            return Output.Fault($"{last.Work.Failures} steps failed; the log above says why. Run the command again to try them again.");
        if (last.Waiting > 0)
            return Output.Fault($"{last.Waiting} mails could not be written to {world.Outbox}: see whether it is a folder that may be written and the disk has room. Run the command again to try them again.");
        if (!once)
            await ServePagesAsync(world, last.Now, port, json, cancellationToken);
        return last.Work.Runs.Any(r => r.Verdict == ScrapeVerdict.Failed) ? Output.Failed : Output.Done;
    }

    private static async Task<DemoDay> LiveAsync(DemoWorld world, int day, Instant now, CancellationToken cancellationToken)
    {
        DemoDay? done = null;
        await Output.Aside.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn()).StartAsync(async context =>
        {
            var task = context.AddTask($"Day {day}", maxValue: 5);
            done = await world.LiveAsync(
                day,
                now,
                step =>
                {
                    task.Description = $"Day {day}: {Markup.Escape(step)}";
                    task.Increment(1);
                },
                cancellationToken);
            task.Value = task.MaxValue;
        });
        return done!;
    }

    private static void Write(DemoWorld world, DemoDay day, bool json)
    {
        if (json)
        {
            Output.Json(new
            {
                sources = day.Work.Runs.Select(r => new { id = r.Source, verdict = r.Verdict.ToString(), listings = r.Listings, opportunities = r.Opportunities, message = r.Problem?.Message }),
                changes = day.Work.Runs.Sum(r => r.Changes),
                matches = day.Work.Matches,
                emails = day.Work.Emails,
                @new = Of<OpportunityChange.Published>(day),
                moved = Of<OpportunityChange.DeadlineMoved>(day),
                withdrawn = Of<OpportunityChange.Withdrawn>(day),
                status = Of<OpportunityChange.StatusChanged>(day),
                reworded = Of<OpportunityChange.Amended>(day),
            });
            return;
        }
        RunTable.Write(day.Work.Runs);
        if (day.Day > 1)
            WriteNews(day);
        Output.Say($"[bold]{day.Work.Matches}[/] matches, [bold]{day.Work.Emails}[/] mails in [link]{Path.GetFullPath(world.Outbox)}[/]");
        var next = day.Day < DemoWorld.Days ? FormattableString.Invariant($" Next: demo --day {day.Day + 1} for what changes in a week.") : "";
        Output.Say($"[grey]As of {day.Now}.{next} Any mail program opens an .eml.[/]");
    }

    private static void WriteNews(DemoDay day)
    {
        foreach (var (change, call) in day.News)
        {
            var line = change switch
            {
                OpportunityChange.Published => "[green]new[/]",
                OpportunityChange.DeadlineMoved moved => $"[yellow]moved[/] {Markup.Escape(Words(moved.Old))} → {Markup.Escape(Words(moved.New))}",
                OpportunityChange.Withdrawn => "[red]withdrawn[/]",
                OpportunityChange.StatusChanged status => $"[yellow]status[/] {status.Old} → {status.New}",
                OpportunityChange.Amended amended => $"[grey]reworded {Markup.Escape(amended.Field)}, mails nobody[/]",
                _ => $"[yellow]{change.GetType().Name}[/]",
            };
            Output.Result.MarkupLine($"{line}  {Markup.Escape(call.Title)} [grey]({Markup.Escape(call.Id.ToString())})[/]");
        }
    }

    private static string Words(IReadOnlyList<Understood<Deadline>> deadlines) =>
        string.Join(", ", deadlines.Select(d => d.Value is Deadline.On on ? FormattableString.Invariant($"{on.Date:d MMM uuuu}") : d.Text));

    // On the first day all is new.
    private static IEnumerable<object>? Of<T>(DemoDay day)
        where T : OpportunityChange =>
        day.Day == 1 ? null : day.News.Where(n => n.Change is T).Select(n => new { id = n.Call.Id.ToString(), title = n.Call.Title });

    private static async Task ServePagesAsync(DemoWorld world, Instant now, int port, bool json, CancellationToken cancellationToken)
    {
        await using var site = await LocalSite.StartAsync(
            port,
            services =>
            {
                world.Add(services, now, sites: null);
                services.AddLocalQueues();
            },
            cancellationToken);
        if (json)
            Output.Json(new { address = site.Address });
        Output.Hint($"Calls and mails: [link]{site.Address}[/]   (Ctrl+C ends it)");
        await site.UntilStoppedAsync(cancellationToken);
    }
}
