namespace FundingAlerts.Local.Storage;

/// <summary>Where Azurite is installed on this machine.</summary>
internal static class AzuriteScript
{
    public const string HowToInstall = "run ./build.sh of FundingAlerts, or `npm install --prefix artifacts/azurite --no-save --ignore-scripts azurite@3.37.0`, or `npm install -g azurite`.";

    private const string Installed = "node_modules/azurite/dist/src/azurite.js";

    /// <summary>In artifacts/azurite of this folder, of the command's own or of one above them; else on the PATH. Null when there is none.</summary>
    public static string? Find() =>
        new[] { Environment.CurrentDirectory, AppContext.BaseDirectory }.SelectMany(AndAbove).Select(f => Path.Combine(f, "artifacts", "azurite", Installed)).FirstOrDefault(File.Exists)
        ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).SelectMany(OnThePath).FirstOrDefault(File.Exists);

    private static IEnumerable<string> AndAbove(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }

    // npm lays a link to the script there; on Windows a .cmd beside node_modules.
    private static IEnumerable<string> OnThePath(string folder)
    {
        var link = new FileInfo(Path.Combine(folder, "azurite"));
        if (link.Exists && link.ResolveLinkTarget(returnFinalTarget: true) is { } script && script.FullName.EndsWith(".js", StringComparison.OrdinalIgnoreCase))
            yield return script.FullName;
        if (File.Exists(Path.Combine(folder, "azurite.cmd")))
            yield return Path.Combine(folder, Installed);
    }
}
