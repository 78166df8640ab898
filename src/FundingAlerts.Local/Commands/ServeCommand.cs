using System.CommandLine;
using FundingAlerts.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FundingAlerts.Local.Commands;

/// <summary>The service on one machine: real sources, a scheduler and the pages.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var port = SharedOptions.Port(5080);
        var json = SharedOptions.Json();
        var command = new Command("serve", "Reads the real sources as they become due, mails digests, and serves the pages.") { data, port, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(port), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string data, int port, bool json, CancellationToken cancellationToken)
    {
        await using var site = await LocalSite.StartAsync(
            port,
            services => services.AddLocalFundingAlerts(LocalPlaces.In(data), HostClock.System).AddHostedService<Schedule>(),
            cancellationToken);
        if (json)
            Output.Json(new { address = site.Address, data = Path.GetFullPath(data) });
        if (Contact.FromEnvironment().Hint is { } hint)
            Output.Hint($"[yellow]{hint}[/]");
        Output.Hint($"Pages: [link]{site.Address}[/]   data: {Path.GetFullPath(data)}   (Ctrl+C ends it)");
        await site.UntilStoppedAsync(cancellationToken);
        return Output.Done;
    }
}
