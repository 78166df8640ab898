using FundingAlerts.Sources;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Matching.Topics;

/// <summary>
/// The topics in force: the shipped taxonomies, each replaced by what staff stored over it, and those that only staff wrote.
/// Nothing here needs a new program.
/// </summary>
/// <param name="shipped">With their texts found by <see cref="TaxonomyCatalogue.TextOf"/>.</param>
public sealed class CuratedTaxonomies(IReadOnlyList<Taxonomy> shipped, TaxonomyStore store)
{
    /// <summary>The shipped ones, where nothing is stored.</summary>
    public static IReadOnlyList<CuratedTaxonomy> Shipped => [.. TaxonomyCatalogue.Shipped.Select(t => InForce(t.Id, t, stored: null)!)];

    /// <summary>All topics in the order of their ids.</summary>
    public async Task<IReadOnlyList<CuratedTaxonomy>> AllAsync(CancellationToken cancellationToken)
    {
        var stored = await store.CurrentAsync(cancellationToken);
        return
        [
            .. shipped.Select(s => s.Id).Union(stored.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(id => InForce(id, shipped.FirstOrDefault(s => s.Id == id), stored.GetValueOrDefault(id)))
                .OfType<CuratedTaxonomy>(),
        ];
    }

    public async Task<CuratedTaxonomy?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(t => t.Id == id);

    /// <summary>Stores a taxonomy over the shipped one, or a new one beside them.</summary>
    /// <returns>The stored version, or every mistake in the text; then nothing was stored.</returns>
    /// <exception cref="RowChangedException">Somebody else stored one at the same time: look at theirs first.</exception>
    public async Task<(TaxonomyVersion? Version, IReadOnlyList<DefinitionFault> Faults)> ImportAsync(
        string yaml, string by, Instant at, string? note, CancellationToken cancellationToken)
    {
        var reading = TaxonomyReader.Read(yaml);
        return reading.Taxonomy is { } taxonomy
            ? (await store.SaveAsync(taxonomy.Id, yaml, by, at, note, cancellationToken), [])
            : (null, reading.Faults);
    }

    // Null for one that staff wrote and took back.
    private static CuratedTaxonomy? InForce(string id, Taxonomy? ours, TaxonomyVersion? stored)
    {
        if (stored?.Yaml is not { } yaml)
            return ours is null ? null : new(id, ours, TaxonomyCatalogue.TextOf(id) ?? "", Stored: null, []);
        var reading = TaxonomyReader.Read(yaml);
        return reading.Taxonomy is { } taxonomy
            ? new(id, taxonomy, yaml, stored, [])
            : new(id, ours, ours is null ? yaml : TaxonomyCatalogue.TextOf(id) ?? "", stored, reading.Faults);
    }
}
