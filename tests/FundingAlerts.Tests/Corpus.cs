namespace FundingAlerts.Tests;

/// <summary>Real saved documents beside the repository, where they are present: a developer's machine and CI.</summary>
internal static class Corpus
{
    /// <summary>The path of a saved document; the test is skipped, visibly, where there is none.</summary>
    public static string Document(string file)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "FundingAlerts.sln")))
            root = root.Parent;
        var path = Path.GetFullPath(Path.Combine(root?.FullName ?? "/", "../shared/corpus/documents", file));
        if (!File.Exists(path))
            Assert.Skip($"The recorded page {file} (../shared/corpus/documents) is not on this machine.");
        return path;
    }
}
