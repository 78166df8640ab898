namespace FundingAlerts.Web;

/// <summary>Files that travel inside the assembly: whoever hosts us has no folder of static files to serve.</summary>
internal static class Embedded
{
    public static string Text(string path)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"'{path}' is not embedded: see FundingAlerts.Web.csproj.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
