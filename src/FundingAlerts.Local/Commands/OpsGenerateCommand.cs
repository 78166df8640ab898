using System.CommandLine;
using System.Globalization;
using FundingAlerts.Interests;
using FundingAlerts.Local.Generation;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>A rehearsal at size: made-up calls and subscribers.</summary>
internal static class OpsGenerateCommand
{
    private const int Most = 10_000_000;

    public static Command Create()
    {
        var calls = Count("--calls", "So many made-up calls in all.", 20_000);
        var subscribers = Count("--subscribers", "So many made-up subscribers in all, at addresses of example.org.", 1_000);
        var seed = Count("--seed", "Another seed makes another world; the same makes the same again, and adds nothing.", 1);
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("generate", "Fills a data folder with made-up calls and subscribers, to rehearse at size. Not for a folder that real people are mailed from.") { calls, subscribers, seed, now, place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(calls), parsed.GetValue(subscribers), parsed.GetValue(seed), parsed.GetValue(now), place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int calls, int subscribers, int seed, Instant? now, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        await using var services = await LocalServices.OpenAsync(place, now is { } instant ? new FixedClock(instant) : HostClock.System, cancellationToken);
        var world = new MadeUpWorld(services.GetRequiredService<StorageAccount>(), seed, services.GetRequiredService<IClock>().GetCurrentInstant());

        await foreach (var id in services.GetRequiredService<SubscriberStore>().SubscriberIdsAsync(cancellationToken))
        {
            if (!id.StartsWith(MadeUpWorld.Prefix, StringComparison.Ordinal))
                return Output.Wrong($"There are subscribers who are not made up ({id}); they would be mailed made-up calls. Take another --data.");
        }

        // First who is to be told, then what.
        var added = (Subscribers: await world.AddSubscribersAsync(subscribers, cancellationToken), Calls: await world.AddCallsAsync(calls, cancellationToken));
        var told = await world.TellAsync(Guid.NewGuid().ToString("n"), cancellationToken);
        if (json)
            Output.Json(new { calls = added.Calls, subscribers = added.Subscribers, changes = told });
        else
            Output.Say($"[bold]{added.Calls}[/] calls and [bold]{added.Subscribers}[/] subscribers were added; [bold]{told}[/] changes wait to be matched.");
        return Output.Done;
    }

    private static Option<int> Count(string name, string description, int otherwise)
    {
        var count = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        count.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && number is < 0 or > Most)
                result.AddError(FormattableString.Invariant($"{name} wants a number from 0 to {Most}."));
        });
        return count;
    }
}
