using FundingAlerts.Local.Storage;

namespace FundingAlerts.EndToEnd;

internal static class Azurites
{
    /// <summary>Skips a test where there is no Azurite, and says so.</summary>
    public static void SkipWithoutOne() => Assert.SkipWhen(AzuriteScript.Find() is null, $"No Azurite is here: {AzuriteScript.HowToInstall}");
}
