using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

public sealed class SourcePurgeTests : IDisposable
{
    private static readonly Duration Day = Duration.FromDays(1);
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Pages_not_seen_for_ninety_days_go_and_the_last_believed_one_stays()
    {
        await world.FundSaysAsync(Call("a"));
        await world.FundSaysAsync(Call("a"), Call("b"));

        (await PurgeAsync(Day * 89)).Snapshots.ShouldBe(0); // ninety days to the minute after the first
        (await PurgeAsync(Duration.FromMinutes(1))).Snapshots.ShouldBe(1);

        (await NamesAsync()).ShouldBe([Name(Call("a"), Call("b"))]);
        (await PurgeAsync(Day * 300)).ShouldBe(new(0, 0, true));
    }

    [Fact]
    public async Task A_page_that_is_sent_again_is_seen_again()
    {
        await world.FundSaysAsync(Call("a"));
        world.Now += Day * 80;
        await world.FundSaysAsync(Call("a"));
        await world.FundSaysAsync(Call("b"), Call("a"));

        (await PurgeAsync(Day * 80)).Snapshots.ShouldBe(0);
        (await PurgeAsync(Day * 15)).Snapshots.ShouldBe(1);
    }

    [Fact]
    public async Task Not_modified_is_seen_as_well()
    {
        world.Pages.PutTagged(List, $"[{Call("a")}]", "e1", "application/json");
        await world.NextDayAsync(world.Fund);
        world.Now += Day * 80;
        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);
        await world.FundSaysAsync(Call("a"), Call("b"));

        (await PurgeAsync(Day * 80)).Snapshots.ShouldBe(0);
        (await NamesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_quarantine_shows_stays()
    {
        await world.FundSaysAsync(Many(10)); // what was before the quarantine
        await world.FundSaysAsync(Call("a")); // quarantined
        (await world.FundSaysAsync(Many(11))).Verdict.ShouldBe(ScrapeVerdict.Changed); // released
        await world.FundSaysAsync(Many(12));
        await world.FundSaysAsync(Many(13));

        (await PurgeAsync(Day * 200)).Snapshots.ShouldBe(2);

        (await NamesAsync()).ShouldBe(new[] { Name(Many(10)), Name(Call("a")), Name(Many(13)) }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_of_before_this_was_kept_go_ninety_days_later()
    {
        await world.Sources.KeepSnapshotAsync("fund", "00AA", new byte[] { 1 }, Stop);

        (await PurgeAsync(Day)).Snapshots.ShouldBe(0);
        (await PurgeAsync(Day * 90)).Snapshots.ShouldBe(0);
        (await PurgeAsync(Duration.FromMinutes(1))).Snapshots.ShouldBe(1);
        (await NamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_of_more_than_four_hundred_days_ago_go()
    {
        await world.FundSaysAsync(Call("a"));
        for (var day = 0; day < 4; day++)
            await world.NextDayAsync(world.Fund);

        (await PurgeAsync(Day * 398)).ShouldBe(new(2 + 1, 0, true));

        (await world.Sources.RunsAsync("fund", 10, Stop)).Count.ShouldBe(2);
        (await world.CallAsync("a")).Title.ShouldBe("A call");
    }

    [Fact]
    public async Task A_source_that_is_being_read_is_purged_another_time()
    {
        world.Pages.Put(List, $"[{Call("a")}]").Before = _ =>
            world.Sources.PurgeAsync("fund", world.Now, Stop).GetAwaiter().GetResult().ShouldBe(new(0, 0, false));
        await world.RunAsync(world.Fund);

        (await PurgeAsync(Duration.Zero)).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task More_pages_than_a_transaction_takes_are_all_remembered()
    {
        world.MendFund("request: { url: https://fund.example/calls }", "request: { url: 'https://fund.example/p${page}' }\npaging: { max: 200 }");
        for (var page = 1; page <= 180; page++)
            world.Pages.Put($"https://fund.example/p{page}", $"[{Call($"c{page}")}]");
        world.Pages.Fail("https://fund.example/p181", SourceProblemKind.NotFound);

        (await world.RunAsync(world.Fund)).Listings.ShouldBe(180);

        // All are of the last believed run; another one takes its place.
        world.Now += Day;
        world.Pages.Put("https://fund.example/p1", "[]");
        for (var page = 1; page <= 180; page++)
            world.Pages.Put($"https://fund.example/p{page}", $"[{Call($"c{page}", title: "Other words")}]");
        await world.RunAsync(world.Fund);
        world.Now += Day * 90;
        (await world.Sources.PurgeAsync("fund", world.Now, Stop)).Snapshots.ShouldBe(180);
        (await NamesAsync()).Count.ShouldBe(180);
    }

    private Task<SourcePurge.Removed> PurgeAsync(Duration later) => world.Sources.PurgeAsync("fund", world.Now += later, Stop);

    private async Task<IReadOnlyList<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var name in world.Storage.Account.Blobs("snapshots").ListAsync("fund/", Stop))
            names.Add(name);
        return names;
    }

    private static string Name(params string[] calls) => $"fund/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"[{string.Join(',', calls)}]")))}";
}
