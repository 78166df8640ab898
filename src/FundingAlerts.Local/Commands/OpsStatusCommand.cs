using System.CommandLine;
using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using FundingAlerts.Storage.Backups;
using FundingAlerts.Work;
using NodaTime;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>How the service fares, on one page.</summary>
internal static class OpsStatusCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Count the subscribers too, which reads all of them." };
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("status", "Shows how the service fares: its storage, sources, queues, last runs and last backup.") { all, now, place, json };
        command.SetAction((parsed, cancellationToken) => OpsCommand.WithAsync(
            place.Of(parsed),
            async desk =>
            {
                var status = await ReadAsync(desk, parsed.GetValue(all), parsed.GetValue(now) ?? HostClock.System.GetCurrentInstant(), cancellationToken);
                if (parsed.GetValue(json))
                    Output.Json(Summary(desk, status));
                else
                    Write(desk, status);
                return Output.Done;
            },
            cancellationToken));
        return command;
    }

    private static async Task<Status> ReadAsync(OpsDesk desk, bool all, Instant now, CancellationToken cancellationToken)
    {
        var sources = new List<(SourceDefinition Source, SourceHealth Health)>();
        foreach (var source in await desk.Catalogue.DefinitionsAsync(cancellationToken))
            sources.Add((source, await desk.Health.HealthAsync(source, now, cancellationToken)));
        var runs = new List<WorkRun>();
        foreach (var work in WorkNames.All)
            runs.AddRange(await desk.Runs.RecentAsync(work, 1, now, cancellationToken));
        return new(
            sources,
            await OpsQueuesCommand.DepthsAsync(desk, cancellationToken),
            runs,
            await OpsMailState.ReadAsync(desk, now, cancellationToken),
            await desk.Backups.LastAsync(cancellationToken),
            all ? await SubscribersAsync(desk, cancellationToken) : null);
    }

    private static async Task<IReadOnlyDictionary<SubscriberState, int>> SubscribersAsync(OpsDesk desk, CancellationToken cancellationToken)
    {
        var subscribers = new SubscriberStore(desk.Account);
        var counts = new SortedDictionary<SubscriberState, int>();
        await foreach (var id in subscribers.SubscriberIdsAsync(cancellationToken))
        {
            if (await subscribers.FindAsync(id, cancellationToken) is { State: var state })
                counts[state] = counts.GetValueOrDefault(state) + 1;
        }
        return counts;
    }

    private static object Summary(OpsDesk desk, Status status) => new
    {
        storage = desk.Where,
        sources = status.Enabled.GroupBy(s => s.Health.State).OrderBy(g => g.Key).ToDictionary(g => g.Key.ToString(), g => g.Count()),
        disabled = status.Sources.Count(s => !s.Source.Enabled),
        troubled = status.Troubled.Select(s => SourceHealthCommand.Summary(s.Source, s.Health)),
        subscribers = status.Subscribers?.ToDictionary(s => s.Key.ToString(), s => s.Value),
        queues = status.Queues.Select(q => new { queue = q.Queue, waiting = q.Depth.Waiting, poisoned = q.Depth.Poisoned }),
        runs = status.Runs,
        mails = status.Mails,
        lastBackup = status.Backup,
    };

    private static void Write(OpsDesk desk, Status status)
    {
        Output.Say($"The storage [bold]{desk.Where}[/] answers.");
        Output.Say($"[bold]Sources[/]: {string.Join(", ", status.Enabled.GroupBy(s => s.Health.State).OrderBy(g => g.Key).Select(g => FormattableString.Invariant($"{g.Count()} {g.Key}")))}; {status.Sources.Count(s => !s.Source.Enabled)} disabled.");
        foreach (var (source, health) in status.Troubled)
            Output.Result.MarkupLine($"  {Markup.Escape(source.Id)} is {SourceHealthCommand.Coloured(health.State)} since {SourceHealthCommand.Moment(health.Since)}: {Markup.Escape(SourceHealthCommand.Clean(health.Why, 160))}");
        if (status.Subscribers is { } subscribers)
            Output.Say($"[bold]Subscribers[/]: {(subscribers.Count == 0 ? "none" : string.Join(", ", subscribers.Select(s => FormattableString.Invariant($"{s.Value} {s.Key}"))))}.");
        Output.Result.Write(OpsQueuesCommand.Shown(status.Queues));
        if (status.Runs.Count > 0)
            Output.Result.Write(OpsRunsCommand.Shown(status.Runs));
        else
            Output.Say($"[yellow]No work has run in the last {RunLedger.DaysBack} days.[/]");
        OpsMailState.Write(status.Mails);
        if (status.Backup is { } backup)
            Output.Say($"[bold]Last backup[/]: {SourceHealthCommand.Moment(backup.At)} UTC in {backup.Where}.");
        else
            Output.Say($"[yellow]There is no backup yet:[/] ops backup FILE");
    }

    private sealed record Status(
        IReadOnlyList<(SourceDefinition Source, SourceHealth Health)> Sources,
        IReadOnlyList<(string Queue, QueueDepth Depth)> Queues,
        IReadOnlyList<WorkRun> Runs,
        IReadOnlyList<MailState> Mails,
        LastBackup? Backup,
        IReadOnlyDictionary<SubscriberState, int>? Subscribers)
    {
        public IEnumerable<(SourceDefinition Source, SourceHealth Health)> Enabled => Sources.Where(s => s.Source.Enabled);

        public IEnumerable<(SourceDefinition Source, SourceHealth Health)> Troubled => Enabled.Where(s => s.Health.State is not (HealthState.Healthy or HealthState.Unread));
    }
}
