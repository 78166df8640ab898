using System.IO.Compression;
using System.Text;
using FundingAlerts.Storage;
using FundingAlerts.Storage.Backups;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage.Backups;

public sealed class BackupTests(Azurite azurite) : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);
    private readonly SqliteFolder from = new();
    private readonly SqliteFolder to = new();

    public void Dispose()
    {
        from.Dispose();
        to.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_comes_back_as_it_was(bool gzipped)
    {
        await BackupWorld.FillAsync(from.Account());
        using var backup = await BackupWorld.BackUpAsync(from.Account(), Now);
        using var given = gzipped ? Zip(backup) : backup;
        var (header, totals) = await new RestoreBackup(to.Account()).RunAsync(given, Now, Token);
        header.ShouldBe(new(1, Now, "1.2.3"));
        (totals.Rows, totals.Blobs).ShouldBe((371, 4));
        (await BackupWorld.TextAsync(to.Account())).ShouldBe(await BackupWorld.TextAsync(from.Account()));
    }

    [Fact]
    public async Task It_is_the_way_from_one_machine_to_Azure_and_back()
    {
        await BackupWorld.FillAsync(from.Account());
        using var backup = await BackupWorld.BackUpAsync(from.Account(), Now);
        var cloud = BackupWorld.Renamed(await azurite.AccountAsync());
        await new RestoreBackup(cloud).RunAsync(backup, Now, Token);
        (await BackupWorld.TextAsync(cloud)).ShouldBe(await BackupWorld.TextAsync(from.Account()));

        using var again = await BackupWorld.BackUpAsync(cloud, Now);
        again.ToArray().ShouldBe(backup.ToArray());
        await new RestoreBackup(to.Account()).RunAsync(again, Now, Token);
        (await BackupWorld.TextAsync(to.Account())).ShouldBe(await BackupWorld.TextAsync(from.Account()));
    }

    [Fact]
    public async Task What_a_queue_asks_for_is_left_out()
    {
        await from.Account().Queue("emails").SendAsync("m", Duration.Zero, Token);
        using var backup = await BackupWorld.BackUpAsync(from.Account(), Now);
        Lines(backup).Count.ShouldBe(2);
    }

    [Theory]
    [Table("""
        cut        ¦ cut off
        middle     ¦ ends within line
        flipped    ¦ checksum differs
        missing    ¦ are there
        newer      ¦ written by a newer fundingalerts (its format is 2, this one knows 1)
        none       ¦ no backup of fundingalerts
        empty      ¦ cut off or damaged after line 0
        broken     ¦ Line 3 of the backup cannot be read
        unknown    ¦ Line 3 of the backup cannot be read: This version of fundingalerts keeps nothing that is called 'secrets'
        type       ¦ Line 3 of the backup cannot be read
        key        ¦ Line 3 of the backup cannot be read: The key
        twice      ¦ Line 2 of the backup does not belong there
        after      ¦ goes on after its end
        """)]
    public async Task A_backup_that_is_not_as_it_was_written_is_refused_before_anything_is_written(string fault, string reason)
    {
        await BackupWorld.FillAsync(from.Account());
        using var backup = await BackupWorld.BackUpAsync(from.Account(), Now);
        using var bad = new MemoryStream(Encoding.UTF8.GetBytes(Break(Lines(backup), fault)));
        (await Should.ThrowAsync<BackupException>(() => new RestoreBackup(to.Account()).RunAsync(bad, Now, Token))).Message.ShouldContain(reason);
        (await BackupWorld.TextAsync(to.Account())).ShouldBeEmpty();
        await new RestoreBackup(to.Account()).RunAsync(backup, Now, Token);
    }

    [Fact]
    public async Task A_zip_that_was_cut_off_is_refused()
    {
        await BackupWorld.FillAsync(from.Account());
        using var backup = await BackupWorld.BackUpAsync(from.Account(), Now);
        using var zip = Zip(backup);
        using var cut = new MemoryStream(zip.ToArray()[..^200]);
        (await Should.ThrowAsync<BackupException>(() => BackupReader.VerifyAsync(cut, Token))).Message.ShouldMatch("cut off");
    }

    [Fact]
    public async Task A_place_that_holds_data_is_not_mixed_with_a_backup()
    {
        await BackupWorld.FillAsync(from.Account());
        using var backup = await BackupWorld.BackUpAsync(from.Account(), Now);
        await to.Account().Table("runs").InsertAsync(Of("a"), Token);
        (await RefusalAsync(backup)).ShouldContain("There is data here already (the table 'runs' has rows)");
        await to.Account().Table("runs").DeleteAsync(Partition, "a", null, Token);
        await to.Account().Blobs("letters").PutAsync("a", "x"u8.ToArray(), BlobCondition.None, Token);
        (await RefusalAsync(backup)).ShouldContain("the container 'letters' has blobs");
        await to.Account().Blobs("letters").DeleteAsync("a", Token);
        await new RestoreBackup(to.Account()).RunAsync(backup, Now, Token);
        (await RefusalAsync(backup)).ShouldContain("This backup was restored here already");
    }

    [Fact]
    public async Task A_restore_that_is_killed_anywhere_is_run_again_and_another_is_refused()
    {
        await BackupWorld.FillAsync(from.Account());
        using var backup = await BackupWorld.BackUpAsync(from.Account(), Now);
        using var other = await BackupWorld.BackUpAsync(from.Account(), Now + Duration.FromSeconds(1));
        for (var at = 1; at <= 8; at++)
        {
            using var killed = new SqliteFolder();
            using var crash = new Digests.Crash { At = at, After = at % 2 == 0 };
            await Should.ThrowAsync<InvalidOperationException>(() => new RestoreBackup(crash.Over(killed.Account())).RunAsync(backup, Now, Token));
            if (at > 1)
            {
                (await Should.ThrowAsync<StorageBrokenException>(() => new BackupNotes(killed.Account()).RefuseHalfRestoredAsync(Token))).Message.ShouldContain("has not come to its end");
                (await Should.ThrowAsync<BackupException>(() => new RestoreBackup(killed.Account()).RunAsync(other, Now, Token))).Message.ShouldContain("another backup (that of 2026-11-22T09:00:00Z) was begun here");
            }
            await new RestoreBackup(killed.Account()).RunAsync(backup, Now, Token);
            (await BackupWorld.TextAsync(killed.Account())).ShouldBe(await BackupWorld.TextAsync(from.Account()));
            await new BackupNotes(killed.Account()).RefuseHalfRestoredAsync(Token);
        }
    }

    private async Task<string> RefusalAsync(Stream backup) =>
        (await Should.ThrowAsync<BackupException>(() => new RestoreBackup(to.Account()).RunAsync(backup, Now, Token))).Message;

    private static string Break(List<string> lines, string fault)
    {
        switch (fault)
        {
            case "cut":
                lines.RemoveAt(lines.Count - 1);
                break;
            case "middle":
                return string.Join('\n', lines)[..^300];
            case "flipped":
                lines[2] = lines[2].Replace("row01", "row0x", StringComparison.Ordinal);
                break;
            case "missing":
                lines.RemoveAt(5);
                break;
            case "newer":
                lines[0] = """{"format":"fundingalerts-backup","version":2,"of":"the future"}""";
                break;
            case "none":
                return "<html>\n</html>\n";
            case "empty":
                return "";
            case "twice":
                lines.Insert(1, lines[0]);
                break;
            case "after":
                lines.Add(lines[2]);
                break;
            default:
                lines[2] = fault switch
                {
                    "broken" => lines[2][..^3],
                    "unknown" => """{"table":"secrets","partition":"p","key":"k","values":{}}""",
                    "type" => """{"table":"runs","partition":"p","key":"k","values":{"a":{"decimal":"1"}}}""",
                    _ => """{"table":"runs","partition":"p","key":"a/b","values":{}}""",
                };
                break;
        }
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static List<string> Lines(MemoryStream backup) =>
        [.. Encoding.UTF8.GetString(backup.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static MemoryStream Zip(MemoryStream plain)
    {
        var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(plain.ToArray());
        zipped.Position = 0;
        return zipped;
    }
}
