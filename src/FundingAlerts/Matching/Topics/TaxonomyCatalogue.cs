namespace FundingAlerts.Matching.Topics;

/// <summary>The taxonomies that ship with FundingAlerts, Taxonomy/ID.yml.</summary>
public static class TaxonomyCatalogue
{
    internal const string SharedFile = "taxonomy/shared.yml";
    private const string Folder = "taxonomy/";
    private static readonly Lazy<IReadOnlyList<Taxonomy>> ShippedOnes = new(ReadShipped);

    /// <summary>In the order of their ids.</summary>
    /// <exception cref="InvalidDataException">A shipped file has mistakes; the message says which and where.</exception>
    public static IReadOnlyList<Taxonomy> Shipped => ShippedOnes.Value;

    public static Taxonomy? Find(string id) => Shipped.FirstOrDefault(t => t.Id == id);

    /// <summary>The shipped text; null for a topic that does not ship.</summary>
    public static string? TextOf(string id) => Find(id) is null ? null : ReadEmbedded($"{Folder}{id}.yml");

    internal static string ReadEmbedded(string name)
    {
        using var reader = new StreamReader(typeof(TaxonomyCatalogue).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static IReadOnlyList<Taxonomy> ReadShipped() =>
        [.. typeof(TaxonomyCatalogue).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n != SharedFile)
            .Order(StringComparer.Ordinal)
            .Select(ReadShipped)];

    private static Taxonomy ReadShipped(string name)
    {
        var reading = TaxonomyReader.Read(ReadEmbedded(name));
        if (reading.Taxonomy is not { } taxonomy)
            throw new InvalidDataException($"{name} has mistakes:\n{string.Join('\n', reading.Faults)}");
        return name == $"{Folder}{taxonomy.Id}.yml" ? taxonomy : throw new InvalidDataException($"{name} holds the topic '{taxonomy.Id}'; file and topic must have one name.");
    }
}
