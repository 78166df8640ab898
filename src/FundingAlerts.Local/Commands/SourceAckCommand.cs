using System.CommandLine;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Says that somebody knows of a source's trouble.</summary>
internal static class SourceAckCommand
{
    public static Command Create()
    {
        var id = HealthOptions.Id();
        var by = HealthOptions.By();
        var note = HealthOptions.Note();
        var now = SharedOptions.Now();
        var data = SharedOptions.Data();
        var json = SharedOptions.Json();
        var command = new Command("ack", "Acknowledges a source's trouble, until another one takes its place.") { id, by, note, now, data, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(id)!, parsed.GetValue(by)!, parsed.GetValue(note)!, parsed.GetValue(now), parsed.GetValue(data)!, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string id, string by, string note, Instant? now, string data, bool json, CancellationToken cancellationToken)
    {
        if (await HealthOptions.FindAsync(id, data, cancellationToken) is var (source, unknown) && source is null)
            return unknown;
        if (HealthOptions.FaultOf(data) is { } fault)
            return fault;
        using var opened = new OpenedHealth(data, now);
        if (!await opened.Health.AcknowledgeAsync(source, by, note, opened.Now, cancellationToken))
            return Output.Fault($"'{id}' has no trouble to acknowledge. 'source health {id}' shows how it fares.");
        var health = await opened.Health.HealthAsync(source, opened.Now, cancellationToken);
        if (json)
            Output.Json(SourceHealthCommand.Summary(source, health));
        else
            Output.Say($"'{id}' is {health.State} and known: [grey]{health.Why}[/]");
        return Output.Done;
    }
}
