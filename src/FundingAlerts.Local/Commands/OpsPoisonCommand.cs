using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FundingAlerts.Storage;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Messages that were tried in vain: shows them, tries them again, or removes them.</summary>
internal static class OpsPoisonCommand
{
    public static Command Create() => new("poison", "Shows messages that were tried five times in vain, tries them again, or drops them.")
    {
        List(),
        Act("replay", "Tries poisoned messages again.", (queue, message, token) => queue.ReplayAsync(message, token)),
        Act("drop", "Removes poisoned messages for good. What a message asks for is promised in the tables too, and asked for again.", (queue, message, token) => queue.DropAsync(message, token)),
    };

    private static Argument<string?> Queue()
    {
        var queue = new Argument<string?>("queue") { Description = $"{string.Join(", ", StorageContents.Queues)}; all when it is not given.", Arity = ArgumentArity.ZeroOrOne };
        queue.AcceptOnlyFromAmong([.. StorageContents.Queues]);
        return queue;
    }

    private static Command List()
    {
        var queue = Queue();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("list", "Shows the poisoned messages, up to 32 of each queue.") { queue, place, json };
        command.SetAction((parsed, cancellationToken) => OpsCommand.WithAsync(
            place.Of(parsed), desk => ListAsync(desk, Chosen(parsed.GetValue(queue)), parsed.GetValue(json), cancellationToken), cancellationToken));
        return command;
    }

    private static Command Act(string name, string description, Func<IQueue, string?, CancellationToken, Task<int>> act)
    {
        var queue = Queue();
        var message = new Option<string?>("--message") { Description = "Just this one, by the id that 'ops poison list' shows." };
        var all = new Option<bool>("--all") { Description = "All of them." };
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command(name, description) { queue, message, all, place, json };
        command.Validators.Add(result => Check(result, queue, message, all));
        command.SetAction((parsed, cancellationToken) => OpsCommand.WithAsync(
            place.Of(parsed),
            async desk =>
            {
                var done = 0;
                foreach (var one in Chosen(parsed.GetValue(queue)))
                {
                    var count = await act(desk.Account.Queue(one), parsed.GetValue(message), cancellationToken);
                    done += count;
                    if (parsed.GetValue(json))
                        Output.Json(new { queue = one, done = count });
                }
                if (parsed.GetValue(message) is { } id && done == 0)
                    return Output.Fault($"There is no poisoned message '{id}' in '{parsed.GetValue(queue)}'. 'ops poison list' shows what there is.");
                if (!parsed.GetValue(json))
                    Output.Say($"[bold]{done}[/] {(name == "replay" ? "are tried again" : "dropped")}.");
                return Output.Done;
            },
            cancellationToken));
        return command;
    }

    private static void Check(CommandResult result, Argument<string?> queue, Option<string?> message, Option<bool> all)
    {
        if (result.GetValue(message) is null == !result.GetValue(all))
            result.AddError("Say which: --message ID for one, or --all.");
        else if (result.GetValue(message) is not null && result.GetValue(queue) is null)
            result.AddError("Say in which queue the message is: QUEUE --message ID.");
    }

    private static IReadOnlyList<string> Chosen(string? queue) => queue is null ? StorageContents.Queues : [queue];

    private static async Task<int> ListAsync(OpsDesk desk, IReadOnlyList<string> queues, bool json, CancellationToken cancellationToken)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Queue", "Message", "Says");
        foreach (var queue in queues)
        {
            foreach (var message in await desk.Account.Queue(queue).PeekAsync(StorageLimits.MessagesAtOnce, poison: true, cancellationToken))
            {
                if (json)
                    Output.Json(new { queue, message = message.MessageId, body = message.Body });
                else
                    table.AddRow(new Text(queue), Output.Cell(message.MessageId), Output.Cell(message.Body));
            }
        }
        if (json)
            return Output.Done;
        if (table.Rows.Count == 0)
            Output.Say($"No message is poisoned.");
        else
            Output.Result.Write(table);
        return Output.Done;
    }
}
