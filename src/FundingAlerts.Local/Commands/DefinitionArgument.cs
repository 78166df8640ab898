using FundingAlerts.Local.Storage;
using FundingAlerts.Sources;

namespace FundingAlerts.Local.Commands;

/// <summary>A source named by its id, or by a definition file.</summary>
internal static class DefinitionArgument
{
    /// <param name="place">Where curators' own definitions are stored; they go before the shipped ones.</param>
    /// <returns>The definition, or what is wrong with it and what to do.</returns>
    public static async Task<(SourceDefinition? Definition, string? Fault)> ReadAsync(string text, StoragePlace place, CancellationToken cancellationToken)
    {
        var sources = await CurationDesk.SourcesAsync(place, cancellationToken);
        if (sources.FirstOrDefault(s => s.Id == text) is { } known)
            return (known.Definition, known.Definition is null ? string.Join('\n', known.Faults.Select(f => $"{text}: {f}")) : null);
        if (!File.Exists(text))
            return (null, $"'{text}' is neither a known source nor a file. 'source list' shows the known ones.");
        var reading = DefinitionReader.Read(await InputFile.TextAsync(text, cancellationToken));
        return (reading.Definition, reading.Definition is null ? string.Join('\n', reading.Faults.Select(f => $"{text}: {f}")) : null);
    }
}
