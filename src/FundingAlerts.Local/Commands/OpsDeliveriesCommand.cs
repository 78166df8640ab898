using System.CommandLine;
using FundingAlerts.Delivery;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>What became of somebody's mails.</summary>
internal static class OpsDeliveriesCommand
{
    public static Command Create()
    {
        var subscriber = new Argument<string>("subscriber") { Description = "The subscriber's id." };
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("deliveries", "Shows a subscriber's mails, the latest first, and what mail servers said of them.") { subscriber, place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(subscriber)!, place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string subscriber, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        if (!await place.IsThereAsync(cancellationToken))
            return Output.Wrong($"There is no data in '{place.Data}'. Give the --data and --storage that 'serve' uses.");
        await using var services = await LocalServices.OpenAsync(place, HostClock.System, cancellationToken);
        var mails = await services.GetRequiredService<DeliveryLog>().OfAsync(subscriber, cancellationToken);
        if (json)
            mails.ToList().ForEach(mail => Output.Json(Summary(mail)));
        else if (mails.Count == 0)
            Output.Say($"There are no mails to '{subscriber}'; check the id.");
        else
            Output.Result.Write(Shown(mails));
        return Output.Done;
    }

    private static object Summary(LoggedMail mail) => new
    {
        id = mail.Mail.DeliveryId,
        subject = mail.Mail.Subject,
        promised = mail.Mail.PromisedAt,
        state = mail.Mail.State,
        sent = mail.Mail.SentAt,
        notBefore = mail.Mail.NotBefore,
        waiting = mail.Mail.Waiting,
        failure = mail.Mail.Failure,
        events = mail.Events.Select(e => new { kind = e.Kind, at = e.At, reason = e.Reason }),
    };

    private static Table Shown(IEnumerable<LoggedMail> mails)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Promised (UTC)", "Mail", "State", "What was said");
        foreach (var mail in mails)
        {
            var lines = mail.Events.Select(e => $"{SourceHealthCommand.Moment(e.At)} {e.Kind}{(e.Reason is { } reason ? $": {reason}" : "")}");
            table.AddRow(
                new Text(SourceHealthCommand.Moment(mail.Mail.PromisedAt)),
                Output.Cell(mail.Mail.DeliveryId),
                Output.Cell(State(mail.Mail)),
                new Rows(lines.Select(line => Output.Cell(line))));
        }
        return table;
    }

    private static string State(OutboxMessage mail) => mail switch
    {
        { State: DeliveryState.Queued, NotBefore: { } until } => $"Queued until {SourceHealthCommand.Moment(until)}: {mail.Waiting}",
        { Failure: { } failure } => $"{mail.State}: {failure}",
        { SentAt: { } sent } => $"{mail.State}, sent {SourceHealthCommand.Moment(sent)}",
        _ => mail.State.ToString(),
    };
}
