using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Verification;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Walks over everything stored and says what is not as it should be.</summary>
internal static class OpsVerifyCommand
{
    public static Command Create()
    {
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("verify", "Walks over everything stored and reports what breaks a rule; exit code 1 when something does.") { now, place, json };
        command.SetAction((parsed, cancellationToken) => OpsCommand.WithAsync(
            place.Of(parsed),
            desk => RunAsync(desk, parsed.GetValue(now) ?? HostClock.System.GetCurrentInstant(), parsed.GetValue(json), cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(OpsDesk desk, Instant now, bool json, CancellationToken cancellationToken)
    {
        var (faults, notices) = (0, 0);
        await foreach (var finding in VerifyStorage.Of(desk.Account).RunAsync(now, cancellationToken))
        {
            if (finding.Kind == FindingKind.Fault)
                faults++;
            else
                notices++;
            if (json)
                Output.Json(finding);
            else
                Output.Say($"{(finding.Kind == FindingKind.Fault ? "FAULT " : "notice")} {finding.Code}  {finding.Where}: {finding.Message}");
        }
        if (!json)
            Output.Say($"[bold]{faults}[/] faults, [bold]{notices}[/] notices.");
        return faults > 0 ? Output.Failed : Output.Done;
    }
}
