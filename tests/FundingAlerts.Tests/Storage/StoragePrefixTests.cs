using FundingAlerts.Local.Demo;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Storage;

public sealed class StoragePrefixTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Worlds_of_one_account_do_not_see_each_other()
    {
        var account = folder.Account();
        var (one, two) = (account.Under("one"), account.Under("two"));
        await one.Table("things").InsertAsync(Rows.Of("a", 1), Rows.Token);
        await one.Queue("things").SendAsync("m", Duration.Zero, Rows.Token);
        await one.Blobs("things").PutAsync("b", new byte[] { 1 }, BlobCondition.IfAbsent, Rows.Token);
        foreach (var other in new[] { account, two })
        {
            (await other.Table("things").FindAsync(Rows.Partition, "a", Rows.Token)).ShouldBeNull();
            (await other.Queue("things").DepthAsync(Rows.Token)).ShouldBe(new(0, 0));
            (await other.Blobs("things").FindAsync("b", Rows.Token)).ShouldBeNull();
        }
        (await account.Table("onethings").ValueAsync("a")).ShouldBe(1);
        (await account.Queue("one-things").DepthAsync(Rows.Token)).ShouldBe(new(1, 0));
        (await account.Blobs("one-things").FindAsync("b", Rows.Token)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("A")]
    [InlineData("a-b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaa")]
    public void What_cannot_begin_a_name_is_refused(string prefix) =>
        Should.Throw<StorageLimitException>(() => folder.Account().Under(prefix)).Message.ShouldContain("a letter first");

    [Fact]
    public async Task A_demo_keeps_its_world_and_a_fresh_folder_is_a_fresh_one()
    {
        var (one, two) = (Path.Combine(folder.Path, "one"), Path.Combine(folder.Path, "two"));
        var id = await DemoWorldId.OfAsync(one, Rows.Token);
        (await DemoWorldId.OfAsync(one, Rows.Token)).ShouldBe(id);
        (await DemoWorldId.OfAsync(two, Rows.Token)).ShouldNotBe(id);
        var account = folder.Account().Under(id);
        StorageContents.Tables.ShouldAllBe(name => account.Table(name) != null);
        StorageContents.Queues.ShouldAllBe(name => account.Queue(name) != null);
        StorageContents.Containers.ShouldAllBe(name => account.Blobs(name) != null);
        await File.WriteAllTextAsync(Path.Combine(one, "world.txt"), "../x", Rows.Token);
        (await Should.ThrowAsync<InvalidDataException>(() => DemoWorldId.OfAsync(one, Rows.Token))).Message.ShouldContain("Take another --out");
    }
}
