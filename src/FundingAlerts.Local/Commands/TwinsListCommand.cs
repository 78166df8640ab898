using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Groups of calls that are one, and pairs that wait for a curator.</summary>
internal static class TwinsListCommand
{
    private const int MostProposed = 1_000;

    public static Command Create()
    {
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("list", "Lists the calls that are one on several sites, and the doubtful pairs.") { place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        await using var services = await LocalServices.OpenAsync(place, HostClock.System, cancellationToken);
        var twins = services.GetRequiredService<TwinStore>();
        var opportunities = services.GetRequiredService<OpportunityStore>();
        var aggregators = services.GetRequiredService<Aggregators>();
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var (groups, pairs) = (0, 0);
        foreach (var ids in await twins.GroupsAsync(cancellationToken))
        {
            if (await twins.FindGroupAsync(ids[0], opportunities, aggregators.Include, now, cancellationToken) is not { } group)
                continue;
            groups++;
            Write(group, json);
        }
        foreach (var pair in await twins.ProposedAsync(MostProposed, cancellationToken))
        {
            pairs++;
            Write(pair, (await opportunities.FindAsync(pair.First, cancellationToken))?.Title, (await opportunities.FindAsync(pair.Second, cancellationToken))?.Title, json);
        }
        if (!json)
            Output.Say($"[bold]{groups}[/] calls on several sites, [bold]{pairs}[/] pairs wait for a decision.");
        return Output.Done;
    }

    private static void Write(TwinGroup group, bool json)
    {
        if (json)
        {
            Output.Json(new
            {
                kind = "group",
                primary = group.Primary.Id.ToString(),
                members = group.Members.Select(m => new { id = m.Id.ToString(), title = m.Title, address = m.Address }),
                disagreements = group.Disagreements.Select(d => new { field = d.Field, values = d.Values.Select(v => new { id = v.Call.ToString(), text = v.Text, meaning = v.Meaning, seenAt = v.SeenAt }) }),
            });
            return;
        }
        Output.Say($"[bold]{group.Primary.Title}[/]");
        foreach (var member in group.Members)
            Output.Say($"  {member.Id.ToString()}  [grey]{member.Address.AbsoluteUri}[/]");
        foreach (var disagreement in group.Disagreements)
            Output.Say($"  [yellow]sources disagree: {disagreement.Field}[/]  {string.Join(" | ", disagreement.Values.Select(v => $"{v.Call}: {v.Meaning}"))}");
    }

    private static void Write(TwinDecision pair, string? first, string? second, bool json)
    {
        if (json)
        {
            Output.Json(new { kind = "doubtful", first = pair.First.ToString(), firstTitle = first, second = pair.Second.ToString(), secondTitle = second, since = pair.At, by = pair.By, reasons = pair.Reasons });
            return;
        }
        Output.Say($"[yellow]one call or two?[/] since {pair.At}");
        Output.Say($"  {pair.First.ToString()}  {first ?? ""}");
        Output.Say($"  {pair.Second.ToString()}  {second ?? ""}");
        Output.Say($"  [grey]{string.Join("; ", pair.Reasons)}[/]");
    }
}
