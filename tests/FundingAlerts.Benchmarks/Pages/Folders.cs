using System.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks.Pages;

/// <summary>Where pages lie: the project's samples, and a corpus of saved pages beside the project where there is one.</summary>
internal static class Folders
{
    private static readonly string Root = Find();

    public static string Samples => Path.Combine(Root, "samples", "sites");

    /// <summary>A saved page; null where the corpus is not on this machine.</summary>
    public static byte[]? Saved(string file)
    {
        var path = Path.Combine(Root, "..", "shared", "corpus", "documents", file);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>A definition that stands beside this file.</summary>
    public static SourceDefinition Definition(string name)
    {
        using var stream = typeof(Folders).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var reading = DefinitionReader.Read(reader.ReadToEnd());
        return reading.Definition ?? throw new InvalidDataException(string.Join('\n', reading.Faults));
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FundingAlerts.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Run the benchmarks within the project's folder: they read its samples.");
    }
}
