using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>What a curator says of a source in trouble: somebody knows, or what is quarantined is right.</summary>
internal static class SourceVerdictCommands
{
    private delegate Task<int> Verdict(CurationDesk desk, SourceDefinition source, string by, string note, Instant now, bool json, CancellationToken cancellationToken);

    public static IEnumerable<Command> Create() =>
    [
        Create("ack", "Acknowledges a source's trouble, until another one takes its place.", AcknowledgeAsync),
        Create("accept", "Accepts what is quarantined: the next run is believed if it is no worse.", AcceptAsync),
    ];

    private static Command Create(string name, string description, Verdict verdict)
    {
        var id = SharedOptions.SourceId();
        var by = SharedOptions.NeededBy();
        var note = SharedOptions.NeededNote();
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command(name, description) { id, by, note, now, place, json };
        command.SetAction((parsed, cancellation) => SourceHealthCommand.WithSourceAsync(
            parsed.GetValue(id)!,
            place.Of(parsed),
            (desk, source) => verdict(
                desk, source, parsed.GetValue(by)!, parsed.GetValue(note)!, parsed.GetValue(now) ?? HostClock.System.GetCurrentInstant(), parsed.GetValue(json), cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> AcknowledgeAsync(CurationDesk desk, SourceDefinition source, string by, string note, Instant now, bool json, CancellationToken cancellationToken)
    {
        if (!await desk.Health.AcknowledgeAsync(source, by, note, now, cancellationToken))
            return Output.Fault($"'{source.Id}' has no trouble to acknowledge. 'source health {source.Id}' shows how it fares.");
        var health = await desk.Health.HealthAsync(source, now, cancellationToken);
        if (json)
            Output.Json(SourceHealthCommand.Summary(source, health));
        else
            Output.Say($"'{source.Id}' is {health.State} and known: [grey]{health.Why}[/]");
        return Output.Done;
    }

    private static async Task<int> AcceptAsync(CurationDesk desk, SourceDefinition source, string by, string note, Instant now, bool json, CancellationToken cancellationToken)
    {
        if (await desk.Health.AcceptAsync(source, by, note, now, cancellationToken) is not { } held)
            return Output.Fault($"Nothing of '{source.Id}' is quarantined, so there is nothing to accept. 'source health {source.Id}' shows how it fares.");
        var until = held.Accepted!.At + Acceptance.Lasts;
        if (json)
            Output.Json(new { id = source.Id, accepted = held.Measure, problem = held.Problem, until });
        else
            Output.Say($"Accepted: {held.Problem.Message}\nThe next run of '{source.Id}' until {until} is believed if it is no worse ({held.Measure.Rows} rows, {held.Measure.Gone} current calls gone). If the site stays so, mend the contract.");
        return Output.Done;
    }
}
