using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>A curator's own definitions, stored over the shipped ones: in, out, their history, and one step back.</summary>
internal static class SourceVersionCommands
{
    public static IEnumerable<Command> Create() => [CreateImport(), CreateExport(), CreateHistory(), CreateUndo()];

    private static Command CreateImport()
    {
        var file = new Argument<string>("file") { Description = "A definition, source.yml." };
        var by = SharedOptions.By();
        var note = SharedOptions.Note();
        var place = SharedOptions.Place();
        var command = new Command("import", "Stores a definition over the shipped one, or as a new source; it is in force from the next reading on.") { file, by, note, place };
        command.SetAction((parsed, cancellation) => ImportAsync(parsed.GetValue(file)!, parsed.GetValue(by)!, parsed.GetValue(note), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> ImportAsync(string file, string by, string? note, StoragePlace place, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        var yaml = await InputFile.TextAsync(file, cancellationToken);
        await using var desk = await CurationDesk.OpenAsync(place, cancellationToken);
        try
        {
            var before = DefinitionReader.Read(yaml).Definition is { } read ? await desk.Catalogue.FindAsync(read.Id, cancellationToken) : null;
            var (version, faults) = await desk.Catalogue.ImportAsync(yaml, by, HostClock.System.GetCurrentInstant(), note, cancellationToken);
            if (version is null)
                return Output.Fault($"{string.Join('\n', faults.Select(f => $"{file}: {f}"))}\nNothing was stored.");
            Output.Say($"[green]'{version.Source}' is read by version {version.Number} now.[/] 'source undo {version.Source}' takes it back.");
            if (before?.Definition is { } other && other.Home.Host != DefinitionReader.Read(version.Yaml!).Definition!.Home.Host)
                Output.Hint($"[yellow]It takes the place of '{other.Name}' ({other.Home.Host}), another site. If that was not meant, undo it and choose another id.[/]");
            return Output.Done;
        }
        catch (RowChangedException)
        {
            return Output.Fault("Somebody else stored a version at the same time. Look at it with 'source history', then try again.");
        }
    }

    private static Command CreateExport()
    {
        var id = new Argument<string?>("source") { Description = "A source's id.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every source, each into a folder of its own." };
        var output = new Option<string?>("--out") { Description = "The file to write, or with --all the folder; else stdout." };
        var place = SharedOptions.Place();
        var command = new Command("export", "Writes the definition in force as its curator wrote it.") { id, all, output, place };
        command.SetAction((parsed, cancellation) => ExportAsync(parsed.GetValue(id), parsed.GetValue(all), parsed.GetValue(output), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> ExportAsync(string? id, bool all, string? output, StoragePlace place, CancellationToken cancellationToken)
    {
        if (all == id is not null)
            return Output.Wrong("Name one source, or say --all.");
        if (all && output is null)
            return Output.Wrong("With --all, say into which folder: --out FOLDER.");
        var sources = await CurationDesk.SourcesAsync(place, cancellationToken);
        if (id is not null)
        {
            sources = [.. sources.Where(s => s.Id == id)];
            if (sources.Count == 0)
                return Output.Wrong($"There is no source '{id}'. 'source list' shows all.");
        }
        if (output is null)
        {
            await Console.Out.WriteAsync(sources[0].Text);
            return Output.Done;
        }
        foreach (var source in sources)
        {
            var file = all ? Path.Combine(output, source.Id, "source.yml") : output;
            if (File.Exists(file))
                return Output.Wrong($"'{file}' is there already; name another place, or remove it first.");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await File.WriteAllTextAsync(file, source.Text, cancellationToken);
        }
        Output.Hint($"[grey]{sources.Count} written to {output}.[/]");
        return Output.Done;
    }

    private static Command CreateHistory()
    {
        var id = new Argument<string>("source") { Description = "A source's id." };
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("history", "Lists the stored versions of a definition: who, when and why.") { id, place, json };
        command.SetAction((parsed, cancellation) => HistoryAsync(parsed.GetValue(id)!, place.Of(parsed), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> HistoryAsync(string id, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        await using var desk = await CurationDesk.FindAsync(place, cancellationToken);
        var versions = desk is null ? [] : await desk.Definitions.HistoryAsync(id, cancellationToken);
        var turned = desk is null ? null : (await desk.Definitions.SwitchesAsync(cancellationToken)).GetValueOrDefault(id);
        if (versions.Count == 0 && SourceCatalogue.Find(id) is null)
            return Output.Wrong($"There is no source '{id}'. 'source list' shows all.");
        if (json)
        {
            foreach (var version in versions)
                Output.Json(version);
            return Output.Done;
        }
        if (turned is not null)
            Output.Say($"Switched {(turned.Enabled ? "on" : "off")} by {turned.By}, {turned.At.ToString("uuuu-MM-dd HH:mm", null)} UTC. [grey]{turned.Note}[/]");
        if (versions.Count == 0)
        {
            Output.Say($"'{id}' is read by the shipped definition; no other was stored in {place}.");
            return Output.Done;
        }
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Version", "When", "Who", "What", "Note");
        foreach (var version in versions)
            table.AddRow(new Text(FormattableString.Invariant($"{version.Number}")), new Text(version.At.ToString("uuuu-MM-dd HH:mm", null)), Output.Cell(version.By, 60), new Text(What(version)), Output.Cell(version.Note));
        Output.Result.Write(table);
        return Output.Done;
    }

    private static string What(DefinitionVersion version) => version.Restores switch
    {
        null => "new text",
        0 => "back to the shipped one",
        var number => FormattableString.Invariant($"back to version {number}"),
    };

    private static Command CreateUndo()
    {
        var id = new Argument<string>("source") { Description = "A source's id." };
        var by = SharedOptions.By();
        var note = SharedOptions.Note();
        var place = SharedOptions.Place();
        var command = new Command("undo", "Takes the newest stored version back; repeated, it goes further back, to the shipped definition at last.") { id, by, note, place };
        command.SetAction((parsed, cancellation) => UndoAsync(parsed.GetValue(id)!, parsed.GetValue(by)!, parsed.GetValue(note), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> UndoAsync(string id, string by, string? note, StoragePlace place, CancellationToken cancellationToken)
    {
        await using var desk = await CurationDesk.OpenAsync(place, cancellationToken);
        try
        {
            if (await desk.Definitions.UndoAsync(id, by, HostClock.System.GetCurrentInstant(), note, cancellationToken) is not { } version)
                return Output.Wrong($"There is nothing to take back: no stored definition of '{id}' is in force in {place}.");
            Output.Say($"'{id}': {(version.Yaml is null && SourceCatalogue.Find(id) is null ? "no source any more; none ships with this id. 'source history' keeps what it was" : What(version))}.");
            return Output.Done;
        }
        catch (RowChangedException)
        {
            return Output.Fault("Somebody else stored a version at the same time. Look at it with 'source history', then try again.");
        }
    }
}
