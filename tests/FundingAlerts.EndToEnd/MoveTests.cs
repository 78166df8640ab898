using FundingAlerts.Local.Storage;

namespace FundingAlerts.EndToEnd;

public sealed class MoveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Moved_from_one_machine_to_azurite_the_next_digests_are_the_same_byte_for_byte()
    {
        Azurites.SkipWithoutOne();
        await using var azurite = await AzuriteProcess.StartAsync(folder: null, TestContext.Current.CancellationToken);
        string[] here = ["--data", _folder.At("here")];
        string[] there = ["--data", _folder.At("there"), "--storage", "azurite"];
        await DoAsync(azurite, ["ops", "generate", "--calls", "300", "--subscribers", "40", "--seed", "3", "--now", "2026-08-20T07:00:00Z", .. here]);

        await DoAsync(azurite, ["ops", "backup", _folder.At("backup.jsonl.gz"), .. here]);
        await DoAsync(azurite, ["ops", "restore", _folder.At("backup.jsonl.gz"), .. there]);
        await DoAsync(azurite, ["ops", "verify", "--now", "2026-08-20T07:00:00Z", .. there]);
        foreach (var place in new[] { here, there })
        {
            // The queues were left behind: what they asked for is asked for again.
            await DoAsync(azurite, ["run", "housekeeping", "--now", "2026-08-20T09:00:00Z", .. place]);
            await DoAsync(azurite, ["run", "digests", "--now", "2026-08-24T09:00:00Z", .. place]);
        }
        await DoAsync(azurite, ["ops", "verify", "--now", "2026-08-24T09:00:00Z", .. there]);

        var (one, other) = (Mails("here"), Mails("there"));
        one.Count.ShouldBeGreaterThan(3);
        other.Select(m => m.Name).ShouldBe(one.Select(m => m.Name));
        other.Zip(one).ShouldAllBe(m => m.First.Content.SequenceEqual(m.Second.Content));
    }

    private static async Task DoAsync(AzuriteProcess azurite, string[] arguments)
    {
        var result = await FundingAlertsCommand.RunProgramAsync("FundingAlerts.Local", [("FUNDINGALERTS_STORAGE", azurite.Connection)], arguments);
        result.ExitCode.ShouldBe(0, $"{string.Join(' ', arguments)}: {result.Output} {result.Error}");
    }

    private List<(string Name, byte[] Content)> Mails(string place) =>
        [.. Directory.EnumerateFiles(_folder.At(place, "outbox"), "*.eml").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];
}
