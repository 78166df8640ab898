using System.CommandLine;
using FundingAlerts.Local.Storage;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>What curators do with definitions.</summary>
internal static class SourceCommand
{
    public static Command Create()
    {
        var command = new Command("source", "Lists, checks, tries and mends source definitions, and shows how sources fare.")
        {
            CreateList(), CreateLint(), SourceTestCommand.Create(), SourceNewCommand.Create(), SourceDiffCommand.Create(),
            SourceRecordCommand.Create(), SourceReplayCommand.Create(),
            SourceHealthCommand.Create(),
        };
        foreach (var further in SourceVersionCommands.Create().Concat(SourceSwitchCommands.Create()).Concat(SourceVerdictCommands.Create()))
            command.Add(further);
        return command;
    }

    private static Command CreateList()
    {
        var json = SharedOptions.Json();
        var place = SharedOptions.Place();
        var command = new Command("list", "Lists the sources that are known.") { json, place };
        command.SetAction((parsed, cancellation) => ListAsync(parsed.GetValue(json), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> ListAsync(bool json, StoragePlace place, CancellationToken cancellationToken)
    {
        var sources = await CurationDesk.SourcesAsync(place, cancellationToken);
        if (json)
        {
            foreach (var source in sources)
                Output.Json(Summary(source));
            return Output.Done;
        }
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Id", "Name", "Country", "Language", "Enabled", "Evidence", "Definition");
        foreach (var source in sources)
        {
            var definition = source.Definition;
            table.AddRow(
                new Text(source.Id),
                Output.Cell(definition?.Name),
                new Text(definition?.Country ?? ""),
                new Text(definition?.Language ?? ""),
                new Text(definition?.Enabled == true ? "yes" : "no"),
                new Text(definition is null ? "" : $"{definition.Evidence.Level}, {definition.Evidence.Date:uuuu-MM-dd}".ToLowerInvariant()),
                new Text(Origin(source)));
        }
        Output.Result.Write(table);
        foreach (var broken in sources.Where(s => s.Faults.Count > 0))
            Output.Hint($"[yellow]The stored definition of '{broken.Id}' cannot be read: {broken.Faults[0]}[/]");
        return Output.Done;
    }

    private static object Summary(CuratedSource source) => new
    {
        id = source.Id,
        name = source.Definition?.Name,
        country = source.Definition?.Country,
        language = source.Definition?.Language,
        enabled = source.Definition?.Enabled ?? false,
        evidence = source.Definition?.Evidence.Level,
        home = source.Definition?.Home,
        version = source.Stored?.Number,
        by = source.Stored?.By,
        faults = source.Faults.Count == 0 ? null : source.Faults,
    };

    private static string Origin(CuratedSource source) =>
        source.Stored is { } stored ? FormattableString.Invariant($"version {stored.Number} of {stored.At:uuuu-MM-dd}") : "shipped";

    private static Command CreateLint()
    {
        var file = new Argument<string>("file") { Description = "A definition, source.yml." };
        var json = SharedOptions.Json();
        var command = new Command("lint", "Says every mistake in a definition, with its line.") { file, json };
        command.SetAction((parsed, cancellation) => LintAsync(parsed.GetValue(file)!, parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> LintAsync(string file, bool json, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        var reading = DefinitionReader.Read(await InputFile.TextAsync(file, cancellationToken));
        if (json)
        {
            Output.Json(new { file, ok = reading.Definition is not null, faults = reading.Faults });
        }
        else if (reading.Definition is { } definition)
        {
            Output.Say($"[green]{file} is a good definition of '{definition.Id}'.[/]");
        }
        else
        {
            foreach (var fault in reading.Faults)
                Output.Say($"{file}: {fault}");
        }
        return reading.Definition is null ? Output.Failed : Output.Done;
    }
}
