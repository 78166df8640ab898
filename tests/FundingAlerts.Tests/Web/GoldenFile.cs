using System.Runtime.CompilerServices;

namespace FundingAlerts.Tests.Web;

/// <summary>What we once read and found good; UPDATE_GOLDEN=1 writes it anew.</summary>
internal static class GoldenFile
{
    public static void Check(string name, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        actual.ShouldBe(File.ReadAllText(path), $"{name} differs; if that is right, run the tests with UPDATE_GOLDEN=1 and read the difference");
    }
}
