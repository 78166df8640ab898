using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Sources.Curation;

/// <summary>
/// The sources in force: the shipped definitions, each replaced by what a curator stored over it, those that only curators
/// wrote, and all of them on or off as curators said. Nothing here needs a new program.
/// </summary>
/// <param name="shipped">With their texts found by <see cref="SourceCatalogue.TextOf"/>.</param>
public sealed class CuratedCatalogue(IReadOnlyList<SourceDefinition> shipped, DefinitionStore store)
{
    /// <summary>All sources in the order of their ids.</summary>
    public async Task<IReadOnlyList<CuratedSource>> AllAsync(CancellationToken cancellationToken)
    {
        var stored = await store.CurrentAsync(cancellationToken);
        var switches = await store.SwitchesAsync(cancellationToken);
        return
        [
            .. shipped.Select(s => s.Id).Union(stored.Where(v => v.Value.Yaml is not null).Select(v => v.Key), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(id => InForce(id, stored.GetValueOrDefault(id), switches.GetValueOrDefault(id))),
        ];
    }

    /// <summary>The definitions that can be read, in the order of their ids.</summary>
    public async Task<IReadOnlyList<SourceDefinition>> DefinitionsAsync(CancellationToken cancellationToken) =>
        [.. (await AllAsync(cancellationToken)).Select(s => s.Definition).OfType<SourceDefinition>()];

    public async Task<CuratedSource?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(s => s.Id == id);

    /// <summary>Stores a definition over the shipped one, or a new one beside them.</summary>
    /// <returns>The stored version, or every mistake in the text; then nothing was stored.</returns>
    /// <exception cref="RowChangedException">Somebody else stored one at the same time: look at theirs first.</exception>
    public async Task<(DefinitionVersion? Version, IReadOnlyList<DefinitionFault> Faults)> ImportAsync(
        string yaml, string by, Instant at, string? note, CancellationToken cancellationToken)
    {
        var reading = DefinitionReader.Read(yaml);
        return reading.Definition is { } definition
            ? (await store.SaveAsync(definition.Id, yaml, by, at, note, cancellationToken), [])
            : (null, reading.Faults);
    }

    /// <summary>Switches a source on or off, over what its definition says.</summary>
    /// <returns>Why that cannot be; null when it is done.</returns>
    public async Task<string?> SwitchAsync(string id, bool enabled, string by, Instant at, string? note, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } source)
            return $"There is no source '{id}'. 'source list' shows all.";
        if (enabled && source.Definition is null)
            return $"The stored definition of '{id}' has mistakes: {source.Faults[0]} Mend it and import it again first.";
        if (enabled && source.Definition!.Evidence.Level == EvidenceLevel.Unverified)
            return $"'{id}' was never tried on a real page: {source.Definition.Evidence.Note} Save a page, mend the definition with 'source test', write its evidence anew, and import it ('source import').";
        await store.SwitchAsync(id, new(enabled, by, at, note), cancellationToken);
        return null;
    }

    private CuratedSource InForce(string id, DefinitionVersion? stored, SourceSwitch? turned)
    {
        var ours = shipped.FirstOrDefault(s => s.Id == id);
        var shippedText = SourceCatalogue.TextOf(id) ?? "";
        if (stored?.Yaml is not { } yaml)
            return new(id, Turned(ours, turned, since: null), shippedText, null, turned, []);
        var reading = DefinitionReader.Read(yaml);
        return reading.Definition is { } definition
            ? new(id, Turned(definition, turned, stored.At), yaml, stored, turned, [])
            : new(id, Turned(ours, turned, since: null), ours is null ? yaml : shippedText, stored, turned, reading.Faults);
    }

    // What was never tried on a real page stays off, whatever was said of an earlier version.
    // And a definition that was stored after the switch may switch itself off, but not on.
    private static SourceDefinition? Turned(SourceDefinition? definition, SourceSwitch? turned, Instant? since) =>
        definition is null || turned is null ? definition
        : definition with
        {
            Enabled = turned.Enabled
                && definition.Evidence.Level != EvidenceLevel.Unverified
                && (definition.Enabled || !(since > turned.At)),
        };
}
