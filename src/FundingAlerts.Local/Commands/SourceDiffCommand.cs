using System.CommandLine;
using FundingAlerts.Local.Storage;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;

namespace FundingAlerts.Local.Commands;

/// <summary>Shows what a redesign did to a definition, and what could mend it.</summary>
internal static class SourceDiffCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "A source's id, or a definition file." };
        var pages = new Option<string[]>("--page") { Description = "Twice: the old saved page, then the new one.", Arity = new(2, 2), Required = true, AllowMultipleArgumentsPerToken = true };
        var json = SharedOptions.Json();
        var place = SharedOptions.Place();
        var command = new Command("diff", "Compares two saved pages field by field and proposes replacements for selectors that went blind.") { source, pages, place, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(source)!, parsed.GetValue(pages)!, place.Of(parsed), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string source, string[] pages, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        var (definition, fault) = await DefinitionArgument.ReadAsync(source, place, cancellationToken);
        if (definition is null)
            return Output.Wrong(fault!);
        if (pages.FirstOrDefault(p => !File.Exists(p)) is { } missing)
            return Output.Wrong($"There is no page '{missing}'.");
        var drift = Drift.Between(definition, await SavedAsync(definition, pages[0], cancellationToken), await SavedAsync(definition, pages[1], cancellationToken));
        if (json)
            Output.Json(new { drift = drift.IsDrift, drift.RowsBefore, drift.RowsAfter, drift.RowsRepaired, drift.Fields, drift.Blind, drift.Problem });
        else
            Write(drift);
        return drift.Problem is not null || drift.IsDrift ? Output.Failed : Output.Done;
    }

    private static async Task<Page> SavedAsync(SourceDefinition definition, string file, CancellationToken cancellationToken) =>
        new(definition.Home, "", null, await InputFile.PageAsync(file, cancellationToken));

    private static void Write(Drift drift)
    {
        if (drift.Problem is { } problem)
        {
            Output.Say($"[red]{problem.Kind}[/]: {problem.Message}");
            return;
        }
        Output.Say($"Rows: [bold]{drift.RowsBefore}[/] before, [bold]{drift.RowsAfter}[/] after.");
        DriftTable.Write(drift.Fields);
        foreach (var blind in drift.Blind)
        {
            Output.Say($"[red]{blind.Key}[/] went blind: {blind.Rule} ({blind.Before} before, {blind.After} after)");
            if (blind.Replacements.Count == 0)
                Output.Say($"  The old values are nowhere on the new page. Look whether the site still gives them.");
            foreach (var replacement in blind.Replacements)
                Output.Say($"  [grey]# finds {replacement.Finds}; the old value in {replacement.Same} of {replacement.Of}[/]\n  {replacement.Yaml.Replace("\n", "\n  ", StringComparison.Ordinal)}");
        }
        if (drift.Repaired is not null)
            Output.Say($"With the first of each: [bold]{drift.RowsRepaired}[/] rows.");
        else if (!drift.IsDrift)
            Output.Say($"[green]No drift.[/]");
    }
}
