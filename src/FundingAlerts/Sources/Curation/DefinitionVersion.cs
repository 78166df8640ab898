using NodaTime;

namespace FundingAlerts.Sources.Curation;

/// <summary>One version of a definition that a curator stored over the shipped one.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Yaml">The text as written; null: the shipped definition again.</param>
/// <param name="By">Who did it, as they named themselves.</param>
public sealed record DefinitionVersion(string Source, int Number, string? Yaml, string By, Instant At, string? Note)
{
    /// <summary>The version whose text this one brings back, 0 for the shipped one; null when it is new text.</summary>
    public int? Restores { get; init; }
}

/// <summary>A curator's word on whether a source is read, over what its definition says.</summary>
public sealed record SourceSwitch(bool Enabled, string By, Instant At, string? Note);
