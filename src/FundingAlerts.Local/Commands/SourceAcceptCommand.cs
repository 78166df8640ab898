using System.CommandLine;
using FundingAlerts.Scraping.Health;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Says that a quarantined run is right.</summary>
internal static class SourceAcceptCommand
{
    public static Command Create()
    {
        var id = HealthOptions.Id();
        var by = HealthOptions.By();
        var note = HealthOptions.Note();
        var now = SharedOptions.Now();
        var data = SharedOptions.Data();
        var json = SharedOptions.Json();
        var command = new Command("accept", "Accepts what is quarantined: the next run is believed if it is no worse.") { id, by, note, now, data, json };
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
        if (await opened.Health.AcceptAsync(source, by, note, opened.Now, cancellationToken) is not { } held)
            return Output.Fault($"Nothing of '{id}' is quarantined, so there is nothing to accept. 'source health {id}' shows how it fares.");
        var until = held.Accepted!.At + Acceptance.Lasts;
        if (json)
            Output.Json(new { id, accepted = held.Measure, problem = held.Problem, until });
        else
            Output.Say($"Accepted: {held.Problem.Message}\nThe next run of '{id}' until {until} is believed if it is no worse ({held.Measure.Rows} rows, {held.Measure.Gone} current calls gone). If the site stays so, mend the contract.");
        return Output.Done;
    }
}
