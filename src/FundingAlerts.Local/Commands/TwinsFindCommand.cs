using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Sources.Curation;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Holds all stored calls against each other: for data from before twins were looked for, and after the rules changed.</summary>
internal static class TwinsFindCommand
{
    public static Command Create()
    {
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("find", "Looks for twins among all stored calls; what was looked at already is passed over.") { place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        await using var services = await LocalServices.OpenAsync(place, HostClock.System, cancellationToken);
        var find = services.GetRequiredService<FindTwins>();
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var (calls, pairs) = (0, 0);
        foreach (var source in await services.GetRequiredService<CuratedCatalogue>().DefinitionsAsync(cancellationToken))
        {
            foreach (var call in await services.GetRequiredService<OpportunityStore>().AllAsync(source.Id, cancellationToken))
            {
                calls++;
                pairs += await find.RunAsync(call.Id, now, cancellationToken);
            }
        }
        if (json)
            Output.Json(new { calls, pairs });
        else
            Output.Say($"[bold]{calls}[/] calls; [bold]{pairs}[/] pairs were merged or wait for a decision.");
        return Output.Done;
    }
}
