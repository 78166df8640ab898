using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FundingAlerts.Local.Storage;
using FundingAlerts.Scraping.Fixtures;
using FundingAlerts.Sources;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Reads the saved pages of definitions again, and says what is read differently.</summary>
internal static class SourceReplayCommand
{
    private const int MostDifferences = 10;

    public static Command Create()
    {
        var source = new Argument<string?>("source") { Description = "A source's id, or a definition file.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every source of the shipped catalogue." };
        var update = new Option<bool>("--update") { Description = "Write what is read now as what is expected; of a definition file only. Look at the difference before you keep it." };
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("replay", "Reads the saved pages of a definition (good, empty, broken) and compares with what was read when they were recorded.") { source, all, update, place, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(source), parsed.GetValue(all), parsed.GetValue(update), place.Of(parsed), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? source, bool all, bool update, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        if (all == source is not null)
            return Output.Wrong("Name one source, or say --all.");
        if (update && (all || !File.Exists(source)))
            return Output.Wrong("--update writes files beside a definition; name the definition's file.");
        var sources = SourceCatalogue.Shipped;
        if (source is not null)
        {
            var (definition, fault) = await DefinitionArgument.ReadAsync(source, place, cancellationToken);
            if (definition is null)
                return Output.Wrong(fault!);
            sources = [definition];
        }
        if (update)
            Update(sources[0], Folder(source!));
        var clock = Stopwatch.StartNew();
        var results = sources.Select(s => (Source: s, Replays: FixtureReplay.All(s, File.Exists(source) ? FixtureShelf.Beside(Folder(source)) : FixtureShelf.Shipped(s.Id)))).ToList();
        var replays = results.SelectMany(r => r.Replays.Select(p => (r.Source, Replay: p))).ToList();
        if (json)
            replays.ForEach(r => Output.Json(Summary(r.Source, r.Replay)));
        else
            Write(replays, sources, clock.Elapsed);
        return replays.TrueForAll(r => r.Replay.IsGood) ? Output.Done : Output.Failed;
    }

    private static string Folder(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    private static void Update(SourceDefinition source, string folder)
    {
        var shelf = FixtureShelf.Beside(folder);
        foreach (var fixture in source.Fixtures)
        {
            if (shelf.Page(fixture) is { } body && FixtureReading.Of(source, fixture, body) is var reading && reading.Fits(fixture.Is))
                File.WriteAllText(Path.Combine(folder, FixtureShelf.Folder, FixtureShelf.ExpectedName(fixture)), reading.ToJson());
        }
    }

    private static object Summary(SourceDefinition source, FixtureReplay replay) => new
    {
        source = source.Id,
        page = replay.Fixture.Page,
        kind = replay.Fixture.Is,
        ok = replay.IsGood,
        verdict = replay.Reading?.Verdict.ToString(),
        problem = replay.Reading?.Problem?.Kind.ToString(),
        calls = replay.Reading?.Calls.Count ?? 0,
        fault = replay.Fault,
        differences = replay.Differences,
    };

    private static void Write(List<(SourceDefinition Source, FixtureReplay Replay)> replays, IReadOnlyList<SourceDefinition> sources, TimeSpan took)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Source", "Page", "Is", "Read as", "Calls", "");
        table.Columns[4].RightAligned();
        var last = "";
        foreach (var (source, replay) in replays)
        {
            table.AddRow(
                new Text(source.Id == last ? "" : source.Enabled ? source.Id : $"{source.Id} (off)"),
                new Text(replay.Fixture.Page),
                new Text(replay.Fixture.Is.ToString().ToLowerInvariant()),
                new Text(replay.Reading is { } reading ? reading.Problem is { } problem ? $"{reading.Verdict}: {problem.Kind}" : $"{reading.Verdict}" : "–"),
                new Text(replay.Reading is { Calls.Count: > 0 } read ? read.Calls.Count.ToString(CultureInfo.InvariantCulture) : ""),
                replay.IsGood ? new Text("as recorded", Color.Green) : new Text("different", Color.Red));
            last = source.Id;
        }
        Output.Result.Write(table);
        foreach (var (source, replay) in replays.Where(r => !r.Replay.IsGood))
        {
            Output.Say($"[red]{source.Id}[/] {replay.Fixture.Page}: {replay.Fault ?? "read differently:"}");
            foreach (var difference in replay.Differences.Take(MostDifferences))
                Output.Say($"  {difference.Path}: {Cut(difference.Before)} → {Cut(difference.After)}");
            if (replay.Differences.Count > MostDifferences)
                Output.Say($"  … and {replay.Differences.Count - MostDifferences} more.");
        }
        var wrong = replays.Count(r => !r.Replay.IsGood);
        Output.Say($"[bold]{replays.Count}[/] pages of [bold]{sources.Count}[/] sources ({sources.Count(s => s.Enabled)} enabled) in {took.TotalSeconds:0.0} s: [bold]{replays.Count - wrong}[/] as recorded, [bold]{wrong}[/] different.");
    }

    private static string Cut(string? value) => value is null ? "(nothing)" : PlainText.Cut(value, 120);
}
