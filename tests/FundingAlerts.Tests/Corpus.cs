namespace FundingAlerts.Tests;

/// <summary>Real saved documents beside the repository, where they are present: a developer's machine and CI.</summary>
internal static class Corpus
{
    /// <summary>The path of a saved document; the test is skipped, visibly, where there is none.</summary>
    public static string Document(string file) => File(Path.Combine("documents", file));

    /// <summary>The path of any file of the corpus; the test is skipped, visibly, where there is none.</summary>
    public static string File(string file)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !System.IO.File.Exists(Path.Combine(root.FullName, "FundingAlerts.sln")))
            root = root.Parent;
        var path = Path.GetFullPath(Path.Combine(root?.FullName ?? "/", "../shared/corpus", file));
        if (!System.IO.File.Exists(path))
            Assert.Skip($"{file} (../shared/corpus) is not on this machine.");
        return path;
    }
}
