using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace FundingAlerts.Local.Commands;

/// <summary>The service on one machine: real sources, a scheduler and the pages.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var place = SharedOptions.Place();
        var port = SharedOptions.Port(5080);
        var json = SharedOptions.Json();
        var command = new Command("serve", "Reads the real sources as they become due, mails digests, and serves the pages.") { place, port, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(place.Of(parsed), parsed.GetValue(port), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StoragePlace place, int port, bool json, CancellationToken cancellationToken)
    {
        var (expressions, faults) = TimerExpressions.Read(Environment.GetEnvironmentVariable);
        if (expressions is null)
            return Output.Wrong(string.Join('\n', faults));
        if (SiteAddress.Fault is { } fault)
            return Output.Wrong(fault);
        var mail = LocalMail.FromEnvironment();
        await using var storage = await OpenedStorage.OpenWholeAsync(place, HostClock.System, cancellationToken);
        await using var site = await LocalSite.StartAsync(
            port,
            services => services.AddLocalFundingAlerts(LocalPlaces.In(place.Data), storage.Account, HostClock.System, mail: mail).AddLocalWork(expressions),
            cancellationToken);
        if (json)
            Output.Json(new { address = site.Address, data = Path.GetFullPath(place.Data), storage = storage.Where });
        if (Contact.FromEnvironment().Hint is { } hint)
            Output.Hint($"[yellow]{hint}[/]");
        if (mail.Bounces is { } bounces && !Directory.Exists(bounces))
            Output.Hint($"[yellow]There is no folder '{bounces}', which {MailSettings.Prefix}BOUNCES names; it is looked for every minute.[/]");
        Output.Hint($"Pages: [link]{site.Address}[/]   data: {storage.Where}   (Ctrl+C ends it)");
        await site.UntilStoppedAsync(cancellationToken);
        return Output.Done;
    }
}
