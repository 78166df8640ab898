using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Storage;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>The staff's own taxonomies, stored over the shipped ones: in, their history, and one step back.</summary>
internal static class TopicVersionCommands
{
    private const string StoredByOther = "Somebody else stored a version at the same time. Look at it with 'topics history', then try again.";

    public static IEnumerable<Command> Create() => [CreateImport(), CreateHistory(), CreateUndo()];

    private static Command CreateImport()
    {
        var file = new Argument<string>("file") { Description = "A taxonomy, ID.yml; 'topics show ID --yaml' writes one to begin with." };
        var by = SharedOptions.By();
        var note = SharedOptions.Note();
        var place = SharedOptions.Place();
        var command = new Command("import", "Stores a taxonomy over the shipped one, or as a new topic; 'topics diff' says beforehand what would differ.") { file, by, note, place };
        command.SetAction((parsed, cancellation) => ImportAsync(parsed.GetValue(file)!, parsed.GetValue(by)!, parsed.GetValue(note), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(string file, string by, string? note, StoragePlace place, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        var yaml = await InputFile.TextAsync(file, cancellationToken);
        await using var desk = await TopicDesk.OpenAsync(place, cancellationToken);
        try
        {
            var (version, faults) = await desk.Taxonomies.ImportAsync(yaml, by, HostClock.System.GetCurrentInstant(), note, cancellationToken);
            if (version is null)
                return Output.Fault($"{string.Join('\n', faults.Select(f => $"{file}: {f}"))}\nNothing was stored.");
            Output.Say($"[green]'{version.Topic}' is scored by version {version.Number} now.[/] 'topics undo {version.Topic}' takes it back.");
            return Output.Done;
        }
        catch (RowChangedException)
        {
            return Output.Fault(StoredByOther);
        }
    }

    private static Command CreateHistory()
    {
        var id = TopicsCommand.Topic();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("history", "Lists the stored versions of a taxonomy: who, when and why.") { id, place, json };
        command.SetAction((parsed, cancellation) => HistoryAsync(parsed.GetValue(id)!, place.Of(parsed), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> HistoryAsync(string id, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        await using var desk = await TopicDesk.FindAsync(place, cancellationToken);
        var versions = desk is null ? [] : await desk.Store.HistoryAsync(id, cancellationToken);
        if (versions.Count == 0 && TaxonomyCatalogue.Find(id) is null)
            return Output.Wrong($"There is no topic '{id}'. 'topics list' shows all.");
        if (json)
        {
            foreach (var version in versions)
                Output.Json(version);
            return Output.Done;
        }
        if (versions.Count == 0)
        {
            Output.Say($"'{id}' is scored by the shipped taxonomy, version 0; no other was stored in {place}.");
            return Output.Done;
        }
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Version", "When", "Who", "What", "Note");
        foreach (var version in versions)
            table.AddRow(new Text(FormattableString.Invariant($"{version.Number}")), new Text(version.At.ToString("uuuu-MM-dd HH:mm", null)), Output.Cell(version.By, 60), new Text(What(version)), Output.Cell(version.Note));
        Output.Result.Write(table);
        return Output.Done;
    }

    private static string What(TaxonomyVersion version) => version.Restores switch
    {
        null => "new text",
        0 => "back to the shipped one",
        var number => FormattableString.Invariant($"back to version {number}"),
    };

    private static Command CreateUndo()
    {
        var id = TopicsCommand.Topic();
        var by = SharedOptions.By();
        var note = SharedOptions.Note();
        var place = SharedOptions.Place();
        var command = new Command("undo", "Takes the newest stored version back; repeated, it goes further back, to the shipped taxonomy at last.") { id, by, note, place };
        command.SetAction((parsed, cancellation) => UndoAsync(parsed.GetValue(id)!, parsed.GetValue(by)!, parsed.GetValue(note), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> UndoAsync(string id, string by, string? note, StoragePlace place, CancellationToken cancellationToken)
    {
        await using var desk = await TopicDesk.FindAsync(place, cancellationToken);
        try
        {
            if (desk is null || await desk.Store.UndoAsync(id, by, HostClock.System.GetCurrentInstant(), note, cancellationToken) is not { } version)
                return Output.Wrong($"There is nothing to take back: no stored taxonomy of '{id}' is in force in {place}.");
            Output.Say($"'{id}': {(version.Yaml is null && TaxonomyCatalogue.Find(id) is null ? "no topic any more; none ships with this id. 'topics history' keeps what it was" : What(version))}.");
            return Output.Done;
        }
        catch (RowChangedException)
        {
            return Output.Fault(StoredByOther);
        }
    }
}
