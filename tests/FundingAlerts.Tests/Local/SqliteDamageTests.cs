using FundingAlerts.Local.Storage;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Local;

/// <summary>A database file that something else wrote into.</summary>
public sealed class SqliteDamageTests : IDisposable
{
    private const int PageSize = 4096;
    private readonly SqliteFolder folder = new();

    private string File => Path.Combine(folder.Path, SqliteStorage.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_header_that_was_overwritten_names_the_last_backup_and_what_to_do()
    {
        await FillAsync();
        await LastBackupFile.WriteAsync(folder.Path, "/backups/monday.jsonl.gz", Instant.FromUtc(2026, 11, 20, 3, 0), Token);
        Overwrite(0, 100);
        Should.Throw<StorageBrokenException>(folder.Open).Message.ShouldBe(
            $"The database {File} is damaged or no database. Stop fundingalerts and rename the folder {folder.Path}, so that nothing is lost. "
            + $"Then restore the last backup, which was taken on 2026-11-20T03:00:00Z: fundingalerts ops restore \"/backups/monday.jsonl.gz\" --data \"{folder.Path}\"");
    }

    [Fact]
    public async Task Without_a_backup_that_is_said()
    {
        await FillAsync();
        Overwrite(0, 100);
        Should.Throw<StorageBrokenException>(folder.Open).Message.ShouldContain("none is known to have been taken here");
    }

    [Theory]
    [InlineData((byte)0)]
    [InlineData((byte)0xFF)]
    [InlineData((byte)'x')]
    public async Task A_page_in_the_middle_that_was_overwritten_is_said_wherever_it_is(byte filler)
    {
        await FillAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File, Token);
        var found = 0;
        var pages = whole.Length / PageSize;
        for (var page = 2; page < pages; page += pages / 12)
        {
            await System.IO.File.WriteAllBytesAsync(File, whole, Token);
            Overwrite(page * PageSize, PageSize, filler);
            try
            {
                using var storage = SqliteStorage.Open(folder.Path, folder.Clock);
                var read = 0;
                await foreach (var row in storage.Account.Table("Calls").ScanAllAsync(Token))
                    read++;
                foreach (var i in Enumerable.Range(0, 60))
                    await storage.Account.Table("Calls").FindAsync(Partition, $"row{i:D3}", Token);
            }
            catch (StorageBrokenException damaged)
            {
                // Whatever else comes here would be shown as a fault of ours.
                damaged.Message.ShouldContain("is damaged or no database");
                found++;
            }
        }
        found.ShouldBeGreaterThan(8);
    }

    private async Task FillAsync()
    {
        using (var storage = SqliteStorage.Open(folder.Path, folder.Clock))
        {
            for (var i = 0; i < 60; i++)
                await storage.Account.Table("Calls").InsertAsync(Documents.ToRow(Partition, $"row{i:D3}", new string((char)('a' + (i % 26)), i * 500)), Token);
            await storage.Account.Queue("changes").SendAsync("m", Duration.Zero, Token);
        }
        System.IO.File.Exists(File + "-wal").ShouldBeFalse("the pages are still beside the file");
    }

    private void Overwrite(int from, int length, byte filler = (byte)'x')
    {
        using var file = System.IO.File.OpenWrite(File);
        file.Position = from;
        file.Write(Enumerable.Repeat(filler, length).ToArray());
    }
}
