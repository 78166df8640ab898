namespace FundingAlerts.Sources;

/// <summary>The definitions that ship with FundingAlerts, <c>Sources/Catalogue/&lt;id&gt;/source.yml</c>.</summary>
public static class SourceCatalogue
{
    private const string Prefix = "catalogue/";

    /// <summary>All shipped definitions in the order of their ids.</summary>
    /// <exception cref="InvalidDataException">A shipped definition has mistakes; the message says which and where.</exception>
    public static IReadOnlyList<SourceDefinition> Shipped { get; } =
        [.. Texts().Select(t => Read(t.Name, t.Yaml)).OrderBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>The definition of this id, or null.</summary>
    public static SourceDefinition? Find(string id) => Shipped.FirstOrDefault(d => d.Id == id);

    private static IEnumerable<(string Name, string Yaml)> Texts()
    {
        var assembly = typeof(SourceCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static SourceDefinition Read(string name, string yaml)
    {
        var reading = DefinitionReader.Read(yaml);
        return reading.Definition ?? throw new InvalidDataException(
            $"{name} has mistakes:\n{string.Join('\n', reading.Faults)}");
    }
}
