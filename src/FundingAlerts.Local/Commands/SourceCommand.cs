using System.CommandLine;
using FundingAlerts.Sources;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>What curators do with definitions.</summary>
internal static class SourceCommand
{
    public static Command Create() => new("source", "Lists, checks and tries source definitions.")
    {
        CreateList(), CreateLint(), SourceTestCommand.Create(), SourceNewCommand.Create(), SourceDiffCommand.Create(),
        SourceHealthCommand.Create(),
        SourceAckCommand.Create(),
        SourceAcceptCommand.Create(),
    };

    private static Command CreateList()
    {
        var json = SharedOptions.Json();
        var command = new Command("list", "Lists the sources that are known.") { json };
        command.SetAction(parsed => List(parsed.GetValue(json)));
        return command;
    }

    private static int List(bool json)
    {
        if (json)
        {
            foreach (var source in SourceCatalogue.Shipped)
                Output.Json(new { id = source.Id, name = source.Name, country = source.Country, language = source.Language, enabled = source.Enabled, evidence = source.Evidence.Level, home = source.Home });
            return Output.Done;
        }
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Id", "Name", "Country", "Language", "Enabled", "Evidence");
        foreach (var source in SourceCatalogue.Shipped)
            table.AddRow(new Text(source.Id), new Text(source.Name), new Text(source.Country), new Text(source.Language), new Text(source.Enabled ? "yes" : "no"), new Text($"{source.Evidence.Level}, {source.Evidence.Date:uuuu-MM-dd}".ToLowerInvariant()));
        Output.Result.Write(table);
        return Output.Done;
    }

    private static Command CreateLint()
    {
        var file = new Argument<string>("file") { Description = "A definition, source.yml." };
        var json = SharedOptions.Json();
        var command = new Command("lint", "Says every mistake in a definition, with its line.") { file, json };
        command.SetAction(parsed => Lint(parsed.GetValue(file)!, parsed.GetValue(json)));
        return command;
    }

    private static int Lint(string file, bool json)
    {
        if (!File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        var reading = DefinitionReader.Read(File.ReadAllText(file));
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
