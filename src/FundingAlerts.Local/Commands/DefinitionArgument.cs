using FundingAlerts.Sources;

namespace FundingAlerts.Local.Commands;

/// <summary>A source named by its id, or by a definition file.</summary>
internal static class DefinitionArgument
{
    public static (SourceDefinition? Definition, string? Fault) Read(string text)
    {
        if (SourceCatalogue.Find(text) is { } shipped)
            return (shipped, null);
        if (!File.Exists(text))
            return (null, $"'{text}' is neither a known source nor a file. 'source list' shows the known ones.");
        var reading = DefinitionReader.Read(File.ReadAllText(text));
        return (reading.Definition, reading.Definition is null ? string.Join('\n', reading.Faults.Select(f => $"{text}: {f}")) : null);
    }
}
