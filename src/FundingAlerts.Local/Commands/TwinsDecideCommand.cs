using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>A curator's decision about two calls; what becomes of it in a sentence, or why it cannot be.</summary>
internal delegate Task<(string? Done, string? Refused)> TwinsDecision(
    TwinStore twins, OpportunityId first, OpportunityId second, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken);

/// <summary><c>twins merge|split|undo A B --by NAME</c>.</summary>
internal static class TwinsDecideCommand
{
    public static Command Create(string name, string description, TwinsDecision decide)
    {
        var first = new Argument<string>("first") { Description = "A call: source:reference." };
        var second = new Argument<string>("second") { Description = "Another call." };
        var by = new Option<string>("--by") { Description = "Who decides.", Required = true };
        var why = new Option<string?>("--why") { Description = "Why, for those who come after." };
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command(name, description) { first, second, by, why, place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            decide, [parsed.GetValue(first)!, parsed.GetValue(second)!], parsed.GetValue(by)!.Trim(), parsed.GetValue(why), place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    public static async Task<(string? Done, string? Refused)> MergeAsync(
        TwinStore twins, OpportunityId first, OpportunityId second, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        await twins.MergeAsync(first, second, by, reasons, now, cancellationToken) switch
        {
            TwinMerge.Merged => ("They are one call now.", null),
            TwinMerge.Unchanged => ("They were one call already.", null),
            TwinMerge.KeptApart => (null, "Two other calls that would become one with them are kept apart; 'twins list' shows the groups."),
            _ => (null, FormattableString.Invariant($"More than {TwinStore.MostMembers} calls would become one.")),
        };

    public static async Task<(string? Done, string? Refused)> SplitAsync(
        TwinStore twins, OpportunityId first, OpportunityId second, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        await twins.SplitAsync(first, second, by, reasons, now, cancellationToken)
            ? ("They are two calls now, and no rule will merge them again.", null)
            : ("They were kept apart already.", null);

    public static async Task<(string? Done, string? Refused)> UndoAsync(
        TwinStore twins, OpportunityId first, OpportunityId second, string by, IReadOnlyList<string> reasons, Instant now, CancellationToken cancellationToken) =>
        await twins.UndoAsync(first, second, by, reasons, now, cancellationToken) switch
        {
            null => (null, "Nothing was decided about them that could be taken back."),
            TwinState.Proposed => ("They wait for a decision again.", null),
            TwinState.KeptApart => ("They are two calls again.", null),
            _ => ("They are one call again.", null),
        };

    private static async Task<int> RunAsync(
        TwinsDecision decide, string[] names, string by, string? why, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        if (by.Length == 0 || by == TwinDecision.Rule)
            return Output.Wrong($"Say who decides: --by NAME. '{TwinDecision.Rule}' is the name of the rules.");
        await using var services = await LocalServices.OpenAsync(place, HostClock.System, cancellationToken);
        var opportunities = services.GetRequiredService<OpportunityStore>();
        var ids = new List<OpportunityId>();
        foreach (var name in names)
        {
            if (!name.Contains(':', StringComparison.Ordinal) || name.StartsWith(':') || name.EndsWith(':'))
                return Output.Wrong($"'{name}' is no call; write it as source:reference, for example ukri:future-computing.");
            ids.Add(OpportunityId.Parse(name));
            if (await opportunities.FindAsync(ids[^1], cancellationToken) is null)
                return Output.Fault($"There is no call '{name}' in {place}.");
        }
        if (ids[0] == ids[1])
            return Output.Wrong("Name two calls.");
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var (done, refused) = await decide(services.GetRequiredService<TwinStore>(), ids[0], ids[1], by, why is null ? [] : [why], now, cancellationToken);
        if (refused is not null)
            return Output.Fault(refused);
        var group = await services.GetRequiredService<TwinStore>().GroupAsync(ids[0], cancellationToken);
        // Also where they were kept apart already: the run that did it may have died before this line.
        if (!group.Contains(ids[1]))
            await services.GetRequiredService<RecallMatches>().RunAsync(ids[1], cancellationToken);
        if (json)
            Output.Json(new { done, group = group.Select(id => id.ToString()) });
        else
            Output.Say($"[green]{done}[/] {string.Join(", ", group.Select(id => id.ToString()))}");
        return Output.Done;
    }
}
