namespace FundingAlerts.Sources;

/// <summary>The definitions that ship with FundingAlerts, <c>Sources/Catalogue/&lt;id&gt;/source.yml</c>, and their saved pages.</summary>
public static class SourceCatalogue
{
    private const string Prefix = "catalogue/";
    private const string File = "/source.yml";

    /// <summary>All shipped definitions in the order of their ids.</summary>
    /// <exception cref="InvalidDataException">A shipped definition has mistakes; the message says which and where.</exception>
    public static IReadOnlyList<SourceDefinition> Shipped { get; } =
        [.. Ids().Select(Read).OrderBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>The definition of this id, or null.</summary>
    public static SourceDefinition? Find(string id) => Shipped.FirstOrDefault(d => d.Id == id);

    /// <summary>The definition as its curator wrote it, comments and all; null when none of this id ships.</summary>
    public static string? TextOf(string id) => Resource(id + File) is { } text ? System.Text.Encoding.UTF8.GetString(text) : null;

    /// <summary>A file of the definition's fixtures; null when there is none of this name.</summary>
    public static byte[]? FixtureOf(string id, string name) => Resource($"{id}/fixtures/{name}");

    private static IEnumerable<string> Ids() =>
        from name in typeof(SourceCatalogue).Assembly.GetManifestResourceNames()
        where name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(File, StringComparison.Ordinal)
        select name[Prefix.Length..^File.Length];

    private static SourceDefinition Read(string id)
    {
        var reading = DefinitionReader.Read(TextOf(id)!);
        return reading.Definition is not { } definition
            ? throw new InvalidDataException($"The shipped definition '{id}' has mistakes:\n{string.Join('\n', reading.Faults)}")
            : definition.Id == id ? definition
            : throw new InvalidDataException($"The shipped definition in the folder '{id}' calls itself '{definition.Id}'.");
    }

    private static byte[]? Resource(string name)
    {
        using var resource = typeof(SourceCatalogue).Assembly.GetManifestResourceStream(Prefix + name);
        if (resource is null)
            return null;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
