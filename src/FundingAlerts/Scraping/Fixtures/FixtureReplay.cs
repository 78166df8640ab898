using System.Text.Json;
using System.Text.Json.Nodes;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping.Fixtures;

/// <summary>A saved page read again, and held against what was read from it when it was recorded.</summary>
/// <param name="Reading">Null when the page itself is missing.</param>
/// <param name="Fault">What is wrong with the fixture or its reading as a whole; null when nothing is.</param>
/// <param name="Differences">Values read differently from the recorded ones.</param>
public sealed record FixtureReplay(Fixture Fixture, FixtureReading? Reading, string? Fault, IReadOnlyList<JsonDifference> Differences)
{
    public bool IsGood => Fault is null && Differences.Count == 0;

    public static FixtureReplay Of(SourceDefinition source, Fixture fixture, FixtureShelf shelf)
    {
        if (shelf.Page(fixture) is not { } body)
            return new(fixture, null, $"There is no page '{fixture.Page}' in {FixtureShelf.Folder}/. Record it again ('source record'), or take it out of the definition.", []);
        var reading = FixtureReading.Of(source, fixture, body);
        if (!reading.Fits(fixture.Is))
            return new(fixture, reading, Misfit(fixture.Is, reading), []);
        if (shelf.Expected(fixture) is not { } recorded)
            return new(fixture, reading, $"What should be read from it is not recorded: '{FixtureShelf.ExpectedName(fixture)}' is missing. Look at what is read, then run 'source replay --update'.", []);
        try
        {
            return new(fixture, reading, null, [.. JsonDifference.Between(JsonNode.Parse(recorded), reading.ToNode())]);
        }
        catch (JsonException broken)
        {
            return new(fixture, reading, $"'{FixtureShelf.ExpectedName(fixture)}' is no JSON: {broken.Message} Run 'source replay --update' to write it anew.", []);
        }
    }

    /// <summary>All saved pages of a definition; what it ought to have and has not is a fault of its own.</summary>
    public static IReadOnlyList<FixtureReplay> All(SourceDefinition source, FixtureShelf shelf) =>
    [
        .. source.Fixtures.Select(f => Of(source, f, shelf)),
        .. Enum.GetValues<FixtureKind>().Where(k => source.Fixtures.All(f => f.Is != k)).Select(Missing),
    ];

    private static FixtureReplay Missing(FixtureKind kind) =>
        new(new("–", kind, null), null, $"The definition has no {Word(kind)} page. A source needs one of each: good, empty and broken.", []);

    private static string Misfit(FixtureKind kind, FixtureReading reading)
    {
        var found = reading.Problem is { } problem ? $"{reading.Verdict}, {problem.Kind}: {problem.Message}"
            : FormattableString.Invariant($"{reading.Verdict} with {reading.Calls.Count} calls{(reading.Refusals.Count > 0 ? $" ({reading.Refusals[0]})" : "")}");
        return kind switch
        {
            FixtureKind.Good => $"Calls should be read from it, but it came out as {found}",
            FixtureKind.Empty => $"It should count as honestly empty (see emptyWhen), but it came out as {found}",
            _ => $"It should be refused, but it came out as {found}. Add what tells it from a good page: brokenWhen, contract.coverage, required.",
        };
    }

    private static string Word(FixtureKind kind) => kind.ToString().ToLowerInvariant();
}
