using System.Globalization;

namespace FundingAlerts.Sources;

/// <summary>One mistake in a definition: where, and what to write instead.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Key">The path of the key, "fields.title.filters[0]"; empty for the document itself.</param>
public sealed record DefinitionFault(int Line, string Key, string Message)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"line {Line}{(Key.Length > 0 ? $", {Key}" : "")}: {Message}");
}

/// <summary>A definition as far as it could be read: either it is there, or the mistakes are.</summary>
public sealed record DefinitionReading(SourceDefinition? Definition, IReadOnlyList<DefinitionFault> Faults);
