using System.ComponentModel;
using FundingAlerts.Azure.Storage;
using FundingAlerts.Local.Storage;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace FundingAlerts.Tests.Storage;

/// <summary>The real Azurite, one for all tests of a run: started when the first asks for it, with nothing kept on disk.</summary>
public sealed class Azurite : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteProcess>> process = new(() => AzuriteProcess.StartAsync(folder: null, CancellationToken.None));

    /// <summary>The account; without Azurite the test is skipped.</summary>
    public async Task<StorageAccount> AccountAsync() => AzureStorage.Open(await ConnectionAsync(), TimeProvider.System);

    /// <summary>As <see cref="AccountAsync"/>: what opens it.</summary>
    public async Task<string> ConnectionAsync()
    {
        SkipWithoutOne();
        try
        {
            return (await process.Value).Connection;
        }
        catch (StorageBrokenException fault) when (fault.InnerException is Win32Exception)
        {
            Assert.Skip(fault.Message);
            throw;
        }
    }

    /// <summary>Skips a test that starts one of its own, where there is none.</summary>
    public static void SkipWithoutOne() => Assert.SkipWhen(AzuriteScript.Find() is null, $"No Azurite is here: {AzuriteScript.HowToInstall}");

    public async ValueTask DisposeAsync()
    {
        if (process is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } started })
            await (await started).DisposeAsync();
    }
}
