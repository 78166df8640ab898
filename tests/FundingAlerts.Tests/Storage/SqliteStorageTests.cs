using System.Text;
using FundingAlerts.Local.Storage;
using FundingAlerts.Storage;
using Microsoft.Data.Sqlite;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

public sealed class SqliteStorageTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    private string File => Path.Combine(folder.Path, SqliteStorage.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_stored_is_there_when_the_folder_is_opened_again()
    {
        using (var first = SqliteStorage.Open(folder.Path, folder.Clock))
        {
            await first.Account.Table("Calls").InsertAsync(Of("a", 1), Token);
            await first.Account.Queue("changes").SendAsync("m", Duration.Zero, Token);
            await first.Account.Blobs("pages").PutAsync("p/q", "x"u8.ToArray(), BlobCondition.None, Token);
        }

        var again = folder.Account();
        (await again.Table("Calls").ValueAsync("a")).ShouldBe(1);
        (await again.Queue("changes").ReceiveAsync(1, Duration.FromSeconds(5), Token)).ShouldHaveSingleItem().Body.ShouldBe("m");
        (await again.Blobs("pages").FindAsync("p/q", Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Two_on_the_same_folder_see_each_other_and_lose_no_update()
    {
        var tables = new[] { folder.Account().Table("Calls"), folder.Account().Table("Calls") };
        await tables[0].InsertAsync(Of("counter", 0), Token);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            var table = tables[i % 2];
            for (var counted = 0; counted < 5;)
            {
                var row = (await table.FindAsync(Partition, "counter", Token))!;
                try
                {
                    await table.UpdateAsync(Of("counter", (int)row.Values["value"] + 1), row.ETag!, Token);
                    counted++;
                }
                catch (RowChangedException)
                {
                    // Read it again and decide anew.
                }
            }
        }));
        (await tables[1].ValueAsync("counter")).ShouldBe(30);
    }

    [Fact]
    public async Task Two_on_the_same_folder_receive_no_message_twice()
    {
        var queues = new[] { folder.Account().Queue("changes"), folder.Account().Queue("changes") };
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => queues[i % 2].SendAsync($"m{i:D2}", Duration.Zero, Token)));
        var received = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => queues[i % 2].ReceiveAsync(2, Duration.FromMinutes(1), Token)));
        received.SelectMany(r => r).Select(m => m.Body).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 20).Select(i => $"m{i:D2}"));
    }

    [Fact]
    public async Task Two_on_the_same_folder_write_a_blob_once_if_absent()
    {
        var blobs = new[] { folder.Account().Blobs("pages"), folder.Account().Blobs("pages") };
        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await blobs[i % 2].PutAsync("a", Encoding.UTF8.GetBytes($"{i}"), BlobCondition.IfAbsent, Token);
                return 1;
            }
            catch (BlobChangedException)
            {
                return 0;
            }
        }));
        won.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task Tables_queues_and_containers_of_other_names_are_apart()
    {
        var account = folder.Account();
        await account.Table("Calls").InsertAsync(Of("a", 1), Token);
        await account.Queue("changes").SendAsync("m", Duration.Zero, Token);
        await account.Blobs("pages").PutAsync("a", default, BlobCondition.None, Token);
        (await account.Table("Others").FindAsync(Partition, "a", Token)).ShouldBeNull();
        (await account.Table("calls").ValueAsync("a")).ShouldBe(1);
        (await account.Queue("emails").DepthAsync(Token)).ShouldBe(new(0, 0));
        (await account.Blobs("others").FindAsync("a", Token)).ShouldBeNull();
    }

    [Fact]
    public void A_damaged_file_is_named_with_what_to_do()
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("This was a database once. ", 500)));
        var thrown = Should.Throw<StorageBrokenException>(() => SqliteStorage.Open(folder.Path, folder.Clock));
        thrown.Message.ShouldContain(File);
        thrown.Message.ShouldContain("backup");
        thrown.InnerException.ShouldBeOfType<SqliteException>();
    }

    [Fact]
    public async Task Damage_within_the_file_is_named_when_it_is_met()
    {
        using (var first = SqliteStorage.Open(folder.Path, folder.Clock))
        {
            foreach (var part in Enumerable.Range(0, 1_000).Chunk(100))
                await first.Account.Table("Calls").TransactAsync(Partition, [.. part.Select(i => new RowEdit.Insert(Of($"row{i:D4}", new string('x', 200))))], Token);
        }

        await using (var file = new FileStream(File, FileMode.Open, FileAccess.Write))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xEE, (int)file.Length - 4096).ToArray());
        }

        var thrown = await Should.ThrowAsync<StorageBrokenException>(() => folder.Account().Table("Calls").KeysAsync(new(Partition)));
        thrown.Message.ShouldContain(File);
        thrown.Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task A_file_that_stays_locked_is_named_with_what_to_do()
    {
        using var storage = SqliteStorage.Open(folder.Path, folder.Clock, Duration.FromSeconds(1));
        var table = storage.Account.Table("Calls");
        using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            var thrown = await Should.ThrowAsync<StorageBrokenException>(() => table.InsertAsync(Of("a", 1), Token));
            thrown.Message.ShouldContain(File);
            thrown.Message.ShouldContain("locked by another program");
            (await table.FindAsync(Partition, "a", Token)).ShouldBeNull("reading goes on");
        }

        await table.InsertAsync(Of("a", 1), Token);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_left_alone()
    {
        folder.Open().Dispose();
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Should.Throw<StorageBrokenException>(() => SqliteStorage.Open(folder.Path, folder.Clock)).Message.ShouldContain("newer fundingalerts");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(folder.Path, "file");
        System.IO.File.WriteAllText(file, "");
        Should.Throw<StorageBrokenException>(() => SqliteStorage.Open(file, folder.Clock)).Message.ShouldContain(file);
    }

    [Fact]
    public async Task A_closed_storage_refuses_work()
    {
        var storage = SqliteStorage.Open(folder.Path, folder.Clock);
        var table = storage.Account.Table("Calls");
        await storage.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => table.InsertAsync(Of("a"), Token));
        storage.Dispose();
    }

    [Fact]
    public async Task A_write_killed_half_way_is_no_blob_and_is_swept_up_a_day_later()
    {
        var blobs = folder.Account().Blobs("pages");
        await blobs.PutAsync("ukri/page.html", "whole"u8.ToArray(), BlobCondition.None, Token);
        var page = Directory.EnumerateFiles(Path.Combine(folder.Path, "blobs"), "page.html", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var half = Path.Combine(Path.GetDirectoryName(page)!, "~0123456789abcdef");
        System.IO.File.WriteAllText(half, "ha");
        System.IO.File.SetLastWriteTimeUtc(half, folder.Clock.GetCurrentInstant().ToDateTimeUtc());

        var names = new List<string>();
        await foreach (var name in blobs.ListAsync("", Token))
            names.Add(name);
        names.ShouldBe(["ukri/page.html"]);

        folder.Open();
        System.IO.File.Exists(half).ShouldBeTrue("its writer may still live");
        folder.Clock.AdvanceDays(2);
        folder.Open();
        System.IO.File.Exists(half).ShouldBeFalse();
        System.IO.File.Exists(page).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_left_beside_a_blob_after_a_write_that_was_refused()
    {
        var blobs = folder.Account().Blobs("pages");
        await blobs.PutAsync("a", "1"u8.ToArray(), BlobCondition.None, Token);
        await Should.ThrowAsync<BlobChangedException>(() => blobs.PutAsync("a", "2"u8.ToArray(), BlobCondition.IfAbsent, Token));
        Directory.EnumerateFiles(Path.Combine(folder.Path, "blobs"), "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }
}
