using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;

namespace FundingAlerts.Local.Commands;

/// <summary>Whether a source is read, over what its definition says.</summary>
internal static class SourceSwitchCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Create("enable", enabled: true, "Has a source read from its next turn on."),
        Create("disable", enabled: false, "Stops reading a source; its calls stay as they are."),
    ];

    private static Command Create(string name, bool enabled, string description)
    {
        var id = new Argument<string>("source") { Description = "A source's id." };
        var by = SharedOptions.By();
        var note = SharedOptions.Note();
        var place = SharedOptions.Place();
        var command = new Command(name, description) { id, by, note, place };
        command.SetAction((parsed, cancellation) => SwitchAsync(parsed.GetValue(id)!, enabled, parsed.GetValue(by)!, parsed.GetValue(note), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> SwitchAsync(string id, bool enabled, string by, string? note, StoragePlace place, CancellationToken cancellationToken)
    {
        await using var desk = await CurationDesk.OpenAsync(place, cancellationToken);
        if (await desk.Catalogue.SwitchAsync(id, enabled, by, HostClock.System.GetCurrentInstant(), note, cancellationToken) is { } fault)
            return Output.Wrong(fault);
        Output.Say($"'{id}' is {(enabled ? "read from its next turn on" : "not read any more; its calls stay as they are")}.");
        return Output.Done;
    }
}
