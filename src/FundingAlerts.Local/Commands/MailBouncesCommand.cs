using System.CommandLine;
using FundingAlerts.Delivery;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Mail.Bounces;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Reads a mailbox folder of returned mails.</summary>
internal static class MailBouncesCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A Maildir, or a folder of files with a mail each." };
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("bounces", "Reads delivery reports and complaints, and notes what they say of our mails. Read files move to 'read', others to 'set-aside', with the reason beside them.") { folder, place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(folder)!, place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            return Output.Wrong($"There is no folder '{path}'. Give the mailbox that bounces come into.");
        if (!await place.IsThereAsync(cancellationToken))
            return Output.Wrong($"There is no data in '{place.Data}'. Give the --data and --storage that 'serve' uses.");
        await using var services = await LocalServices.OpenAsync(place, HostClock.System, cancellationToken);
        var folder = new BounceFolder(path, services.GetRequiredService<DeliveryLog>());
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var done = await folder.RunAsync(Guid.NewGuid().ToString("n"), now, cancellationToken);
        var work = await services.GetRequiredService<QueueDrain>().DrainOneAsync(DeliveryEventMessage.Queue, handBack: true, cancellationToken);
        if (json)
        {
            Output.Json(new { files = done.Files, events = done.Events, failures = work.Failures, setAside = done.Aside.Select(a => new { file = a.File, why = a.Why }) });
        }
        else
        {
            Output.Say($"[bold]{done.Files}[/] mails read: [bold]{done.Events}[/] tell something new, [bold]{done.Aside.Count}[/] are set aside.");
            foreach (var (file, why) in done.Aside)
                Output.Say($"[yellow]{file}[/]: {why}");
        }
        return work.Failures > 0 ? Output.Failed : Output.Done;
    }
}
