using System.CommandLine;
using System.Globalization;
using FundingAlerts.Storage;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>How many messages wait, and how many were given up.</summary>
internal static class OpsQueuesCommand
{
    public static Command Create()
    {
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("queues", "Shows how many messages wait in each queue, and how many are poisoned.") { place, json };
        command.SetAction((parsed, cancellationToken) => OpsCommand.WithAsync(place.Of(parsed), desk => RunAsync(desk, parsed.GetValue(json), cancellationToken), cancellationToken));
        return command;
    }

    internal static async Task<IReadOnlyList<(string Queue, QueueDepth Depth)>> DepthsAsync(OpsDesk desk, CancellationToken cancellationToken)
    {
        var depths = new List<(string, QueueDepth)>();
        foreach (var queue in StorageContents.Queues)
            depths.Add((queue, await desk.Account.Queue(queue).DepthAsync(cancellationToken)));
        return depths;
    }

    internal static Table Shown(IEnumerable<(string Queue, QueueDepth Depth)> depths)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Queue", "Waiting", "Poisoned");
        foreach (var (queue, depth) in depths)
        {
            table.AddRow(
                new Text(queue),
                new Text(depth.Waiting.ToString(CultureInfo.InvariantCulture)),
                new Markup(depth.Poisoned == 0 ? "0" : FormattableString.Invariant($"[red]{depth.Poisoned}[/]")));
        }
        return table;
    }

    private static async Task<int> RunAsync(OpsDesk desk, bool json, CancellationToken cancellationToken)
    {
        var depths = await DepthsAsync(desk, cancellationToken);
        if (json)
        {
            foreach (var (queue, depth) in depths)
                Output.Json(new { queue, waiting = depth.Waiting, poisoned = depth.Poisoned });
            return Output.Done;
        }
        Output.Result.Write(Shown(depths));
        return Output.Done;
    }
}
