using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Matching.Topics;

/// <summary>One version of a taxonomy that staff stored over the shipped one.</summary>
/// <param name="Number">From 1, without gaps; the shipped one is version 0.</param>
/// <param name="Yaml">The text as written; null: the shipped taxonomy again.</param>
/// <param name="By">Who did it, as they named themselves.</param>
public sealed record TaxonomyVersion(string Topic, int Number, string? Yaml, string By, Instant At, string? Note)
{
    /// <summary>The version whose text this one brings back, 0 for the shipped one; null when it is new text.</summary>
    public int? Restores { get; init; }
}

/// <summary>A topic as it is scored now, and where that comes from.</summary>
/// <param name="Taxonomy">Null when only a stored one is there, and it cannot be read.</param>
/// <param name="Text">The text that it was read from.</param>
/// <param name="Stored">The stored version over the shipped one; null when the shipped one is in force.</param>
/// <param name="Faults">Why the stored version cannot be read by this program; the shipped one, if any, is in force meanwhile.</param>
public sealed record CuratedTaxonomy(string Id, Taxonomy? Taxonomy, string Text, TaxonomyVersion? Stored, IReadOnlyList<DefinitionFault> Faults)
{
    /// <summary>0 for the shipped one.</summary>
    public int Version => Stored?.Number ?? 0;
}
