using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Shows how sources fare, all or one.</summary>
internal static class SourceHealthCommand
{
    public static Command Create()
    {
        var id = SharedOptions.SourceId();
        id.Arity = ArgumentArity.ZeroOrOne;
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("health", "Shows how all sources fare; of one, its last runs, its events and what is quarantined.") { id, now, place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(id), parsed.GetValue(now), place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? id, Instant? now, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        var at = now ?? HostClock.System.GetCurrentInstant();
        if (id is not null)
        {
            return await WithSourceAsync(
                id,
                place,
                async (desk, source) =>
                {
                    await HealthReport.WriteAsync(source, desk, at, json, cancellationToken);
                    return Output.Done;
                },
                cancellationToken);
        }
        await using var all = await CurationDesk.FindAsync(place, cancellationToken);
        if (all is null)
            return NoData(place);
        await WriteAllAsync(all, at, json, cancellationToken);
        return Output.Done;
    }

    /// <summary>Does something with a known source of a place where something is stored; else the exit code that says why not.</summary>
    internal static async Task<int> WithSourceAsync(string id, StoragePlace place, Func<CurationDesk, SourceDefinition, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var desk = await CurationDesk.FindAsync(place, cancellationToken);
        var source = desk is null ? SourceCatalogue.Find(id) : (await desk.Catalogue.FindAsync(id, cancellationToken))?.Definition;
        if (source is null)
            return Output.Wrong($"There is no source '{id}'. 'source list' shows all.");
        return desk is null ? NoData(place) : await work(desk, source);
    }

    private static int NoData(StoragePlace place) =>
        Output.Wrong($"There is no data in '{place}'. Give the --data and --storage that 'serve' or 'run scrape' uses.");

    internal static object Summary(SourceDefinition source, SourceHealth health) => new
    {
        id = source.Id,
        name = source.Name,
        enabled = source.Enabled,
        state = health.State,
        since = health.Since,
        lastGood = health.LastGoodAt,
        why = health.Why,
        acknowledged = health.Acknowledged,
        quarantined = health.Quarantine is not null,
    };

    internal static string Coloured(HealthState state) => state switch
    {
        HealthState.Healthy => "[green]Healthy[/]",
        HealthState.Unread => "[grey]Unread[/]",
        HealthState.Late => "[yellow]Late[/]",
        HealthState.Suspect => "[yellow]Suspect[/]",
        _ => "[red]Failing[/]",
    };

    /// <summary>2026-08-24 07:00, UTC.</summary>
    internal static string Moment(Instant? instant) => instant is { } at ? at.ToString("uuuu-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) : "–";

    private static async Task WriteAllAsync(CurationDesk desk, Instant now, bool json, CancellationToken cancellationToken)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Source", "Health", "Since (UTC)", "Last good run", "Why", "Known");
        foreach (var source in await desk.Catalogue.DefinitionsAsync(cancellationToken))
        {
            var health = await desk.Health.HealthAsync(source, now, cancellationToken);
            if (json)
            {
                Output.Json(Summary(source, health));
                continue;
            }
            table.AddRow(
                new Text(source.Id),
                new Markup(Coloured(health.State)),
                new Text(Moment(health.Since)),
                new Text(Moment(health.LastGoodAt)),
                new Text(Clean(source.Enabled ? health.Why : $"It is disabled. {health.Why}", 160)),
                new Text(health.Acknowledged is { } known ? Clean($"{known.By}: {known.Note}", 80) : ""));
        }
        if (!json)
            Output.Result.Write(table);
    }

    // Words from outside must not steer the terminal.
    internal static string Clean(string? text, int length) =>
        PlainText.Cut(PlainText.Squash(string.Concat((text ?? "").Select(c => char.IsControl(c) ? ' ' : c))), length);
}
