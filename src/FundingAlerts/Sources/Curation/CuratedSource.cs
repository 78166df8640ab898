namespace FundingAlerts.Sources.Curation;

/// <summary>A source as it is read now, and where that comes from.</summary>
/// <param name="Definition">Switched on or off as the curators said; null when only a stored definition is there, and it cannot be read.</param>
/// <param name="Text">The text that it was read from.</param>
/// <param name="Stored">The stored version over the shipped definition; null when the shipped one is in force.</param>
/// <param name="Switch">Null when nobody switched it.</param>
/// <param name="Faults">Why the stored version cannot be read by this program; the shipped one, if any, is in force meanwhile.</param>
public sealed record CuratedSource(
    string Id,
    SourceDefinition? Definition,
    string Text,
    DefinitionVersion? Stored,
    SourceSwitch? Switch,
    IReadOnlyList<DefinitionFault> Faults);
