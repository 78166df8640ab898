using FundingAlerts.Sources;

namespace FundingAlerts.Scraping.Fixtures;

/// <summary>Where a definition's saved pages lie: built into the program, or in the folder beside the definition.</summary>
public sealed class FixtureShelf
{
    /// <summary>The folder beside a definition that holds its pages and what was read from them.</summary>
    public const string Folder = "fixtures";

    private readonly Func<string, byte[]?> _read;

    private FixtureShelf(Func<string, byte[]?> read) => _read = read;

    /// <summary>The pages that ship with a definition of the catalogue.</summary>
    public static FixtureShelf Shipped(string id) => new(name => SourceCatalogue.FixtureOf(id, name));

    /// <param name="folder">The definition's own folder.</param>
    public static FixtureShelf Beside(string folder) => new(name =>
    {
        var file = Path.Combine(folder, Folder, name);
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    });

    /// <summary>The page as it was saved; null when it is not there.</summary>
    public byte[]? Page(Fixture fixture) => _read(fixture.Page);

    /// <summary>What was read from it when it was recorded, as JSON; null when that is not there.</summary>
    public byte[]? Expected(Fixture fixture) => _read(ExpectedName(fixture));

    /// <summary>listing.html → listing.html.expected.json</summary>
    public static string ExpectedName(Fixture fixture) => $"{fixture.Page}.expected.json";
}
