using System.CommandLine;
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
        var id = HealthOptions.Id();
        id.Arity = ArgumentArity.ZeroOrOne;
        var now = SharedOptions.Now();
        var data = SharedOptions.Data();
        var json = SharedOptions.Json();
        var command = new Command("health", "Shows how all sources fare; of one, its last runs, its events and what is quarantined.") { id, now, data, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(id), parsed.GetValue(now), parsed.GetValue(data)!, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? id, Instant? now, string data, bool json, CancellationToken cancellationToken)
    {
        var (one, unknown) = id is null ? (null, Output.Done) : await HealthOptions.FindAsync(id, data, cancellationToken);
        if (id is not null && one is null)
            return unknown;
        if (HealthOptions.FaultOf(data) is { } fault)
            return fault;
        using var opened = new OpenedHealth(data, now);
        if (one is not null)
            await HealthReport.WriteAsync(one, opened, json, cancellationToken);
        else
            await WriteAllAsync((await CurationDesk.SourcesAsync(data, cancellationToken)).Select(s => s.Definition).OfType<SourceDefinition>(), opened, json, cancellationToken);
        return Output.Done;
    }

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

    private static async Task WriteAllAsync(IEnumerable<SourceDefinition> sources, OpenedHealth opened, bool json, CancellationToken cancellationToken)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Source", "Health", "Since (UTC)", "Last good run", "Why", "Known");
        foreach (var source in sources)
        {
            var health = await opened.Health.HealthAsync(source, opened.Now, cancellationToken);
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
