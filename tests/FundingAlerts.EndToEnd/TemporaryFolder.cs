using FundingAlerts.TestWorld;

namespace FundingAlerts.EndToEnd;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = TestFolder.Create();

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
