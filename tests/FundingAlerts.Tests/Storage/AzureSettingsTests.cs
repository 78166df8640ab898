using FundingAlerts.Azure.Storage;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Storage;

public sealed class AzureSettingsTests(Azurite azurite)
{
    private const string Elsewhere = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";

    [Theory]
    [Table("""
        nothing                ¦                                                              ¦ No account of Azure Storage is set.
        only blanks            ¦ AzureWebJobsStorage=                                         ¦ No account of Azure Storage is set.
        only some addresses    ¦ AzureWebJobsStorage__tableServiceUri=https://a.example/      ¦ AzureWebJobsStorage__queueServiceUri is not set
        no address             ¦ AzureWebJobsStorage__tableServiceUri=a.example               ¦ which is no web address
        an address for a name  ¦ AzureWebJobsStorage__accountName=a.table.core.windows.net    ¦ which no account is called
        no connection string   ¦ FUNDINGALERTS_STORAGE=secret                                 ¦ cannot be read
        """)]
    public void What_is_missing_or_wrong_is_said_with_the_settings_name(string why, string? set, string sentence)
    {
        var fault = Should.Throw<StorageBrokenException>(() => Open(set is null ? [] : [set]), why).Message;
        fault.ShouldContain(sentence);
        fault.ShouldNotContain("secret");
    }

    [Theory]
    [Table("""
        the account's name                ¦ AzureWebJobsStorage__accountName=fundingalerts
        name and one address              ¦ AzureWebJobsStorage__accountName=fundingalerts;AzureWebJobsStorage__queueServiceUri=https://q.example/
        with one of several identities    ¦ AzureWebJobsStorage__accountName=fundingalerts;AzureWebJobsStorage__clientId=7a2e
        """)]
    public void An_identity_needs_only_to_know_the_account(string why, string set) => Open(set.Split(';')).Table("calls").ShouldNotBeNull(why);

    [Fact]
    public async Task Our_own_setting_goes_before_that_of_functions()
    {
        var here = await azurite.ConnectionAsync();
        (await Open([$"FUNDINGALERTS_STORAGE= {here} ", $"AzureWebJobsStorage={Elsewhere}"]).Queue("things").DepthAsync(Rows.Token)).ShouldNotBeNull();
        (await Open([$"AzureWebJobsStorage={here}", "AzureWebJobsStorage__accountName=elsewhere"]).Queue("things").DepthAsync(Rows.Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_azurite_that_keeps_its_data_has_it_after_it_was_ended()
    {
        Azurite.SkipWithoutOne();
        using var folder = new SqliteFolder();
        foreach (var start in new[] { 1, 2 })
        {
            await using var process = await FundingAlerts.Local.Storage.AzuriteProcess.StartAsync(folder.Path, Rows.Token);
            var account = AzureStorage.Open(process.Connection, TimeProvider.System).Under("world1");
            if (start == 1)
            {
                await account.Table("things").InsertAsync(Rows.Of("a", 1), Rows.Token);
                await account.Queue("things").SendAsync("b", Duration.Zero, Rows.Token);
                await account.Blobs("things").PutAsync("c", new byte[] { 1 }, BlobCondition.None, Rows.Token);
                continue;
            }
            (await account.Table("things").ValueAsync("a")).ShouldBe(1);
            (await account.Queue("things").ReceiveOneAsync(Duration.FromMinutes(1))).Body.ShouldBe("b");
            (await account.Blobs("things").FindAsync("c", Rows.Token)).ShouldNotBeNull();
            (await AzureStorage.Open(process.Connection, TimeProvider.System).Table("things").FindAsync(Rows.Partition, "a", Rows.Token)).ShouldBeNull();
        }
    }

    private static StorageAccount Open(string[] set) => AzureSettings.Open(
        name => set.Select(s => s.Split('=', 2)).FirstOrDefault(s => s[0] == name)?[1], TimeProvider.System);
}
