using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Twins;

public sealed class FindTwinsTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Instant Now = Calls.Seen;
    private readonly SqliteFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_stored_index_finds_what_the_index_in_memory_finds()
    {
        var storage = _folder.Account();
        var (store, keys) = (new OpportunityStore(storage), new TwinKeys(storage));
        var calls = TwinCorpus.Summer().DistinctBy(call => call.Id).ToList();
        var index = new TwinIndex();
        foreach (var call in calls)
        {
            index.Add(call);
            await store.SaveAsync(OpportunityDifference.Between(null, call, Now), Token);
            await keys.EndAsync(await keys.BeginAsync(null, call, Token), call, Token);
        }
        var (ranges, candidates) = (new List<int>(), new List<int>());
        foreach (var call in calls)
        {
            var found = (await keys.CandidatesAsync(call, Token)).Select(id => calls.First(c => c.Id == id)).ToList();
            TwinFinder.Find(call, found).Select(Words).ShouldBe(index.Find(call).Select(Words), call.Title);
            ranges.Add((await keys.FindAsync(call.Id, Token))!.Keys.Count);
            candidates.Add(found.Count);
        }
        output.WriteLine(FormattableString.Invariant($"{calls.Count} calls; ranges read for one: median {Median(ranges)}, most {ranges.Max()}; calls read: median {Median(candidates)}, most {candidates.Max()}"));
    }

    [Fact]
    public async Task A_call_that_did_not_change_is_not_compared_again_and_its_stale_keys_go()
    {
        var storage = _folder.Account();
        var (store, keys) = (new OpportunityStore(storage), new TwinKeys(storage));
        var find = new FindTwins(store, keys, new(storage), NullLogger<FindTwins>.Instance);
        var call = Calls.Of("ukri", "Photonic chips for deep space", "EPSRC", "1 October 2026", "https://ukri.example/1");
        var twin = Calls.Of("innovate-uk", "Photonic chips for deep space", "Innovate UK", "1 October 2026", "https://innovate.example/1");
        await store.SaveAsync(OpportunityDifference.Between(null, call, Now), Token);
        await store.SaveAsync(OpportunityDifference.Between(null, twin, Now), Token);
        await find.RunAsync(twin.Id, Now, Token);
        var before = (await keys.FindAsync(twin.Id, Token))!;
        (await find.RunAsync(twin.Id, Now, Token)).ShouldBe(0);
        (await keys.FindAsync(twin.Id, Token))!.ETag.ShouldBe(before.ETag);
        before.Fingerprint.ShouldNotBeEmpty();

        await store.SaveAsync(OpportunityDifference.Between(twin, twin with { Title = "Seaweed farming at night", Address = new("https://innovate.example/2") }, Now), Token);
        await find.RunAsync(twin.Id, Now, Token);
        (await keys.CandidatesAsync(call, Token)).ShouldBeEmpty();
        (await find.RunAsync(new("ukri", "never seen"), Now, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_that_arrive_at_once_one_sees_the_other_wherever_they_meet()
    {
        for (var step = 1; step < 8; step++)
        {
            using var folder = new SqliteFolder();
            var storage = folder.Account();
            var (store, twins) = (new OpportunityStore(storage), new TwinStore(storage));
            var (first, second) = (Calls.Of("ukri", "Full ADOPT Grant: Round 9", "UKRI", "23 September 2026"), Calls.Of("innovate-uk", "Full ADOPT Grant: Round 9", "Innovate UK", "7 October 2026"));
            await store.SaveAsync(OpportunityDifference.Between(null, first, Now), Token);
            await store.SaveAsync(OpportunityDifference.Between(null, second, Now), Token);
            using var crash = new Crash { Before = step };
            crash.Meanwhile = () => new FindTwins(store, new(storage), twins, NullLogger<FindTwins>.Instance).RunAsync(second.Id, Now, Token);
            var watched = crash.Over(storage);
            await new FindTwins(new(watched), new(watched), new(watched), NullLogger<FindTwins>.Instance).RunAsync(first.Id, Now, Token);
            if (crash.Steps >= step)
                (await twins.GroupAsync(first.Id, Token)).Count.ShouldBe(2, $"step {step}");
        }
    }

    [Fact]
    public async Task Two_workers_with_one_call_end_with_its_newest_keys()
    {
        var storage = _folder.Account();
        var (store, keys) = (new OpportunityStore(storage), new TwinKeys(storage));
        var call = Calls.Of("ukri", "Photonic chips for deep space", "EPSRC", "1 October 2026", "https://ukri.example/1");
        await store.SaveAsync(OpportunityDifference.Between(null, call, Now), Token);
        using var crash = new Crash();
        crash.Meanwhile = async () =>
        {
            await store.SaveAsync(OpportunityDifference.Between(call, call with { Title = "Seaweed farming at night" }, Now), Token);
            await new FindTwins(store, keys, new(storage), NullLogger<FindTwins>.Instance).RunAsync(call.Id, Now, Token);
        };
        var watched = crash.Over(storage);
        await new FindTwins(new(watched), new(watched), new(watched), NullLogger<FindTwins>.Instance).RunAsync(call.Id, Now, Token);
        (await keys.FindAsync(call.Id, Token))!.Keys.ShouldContain("words farming seaweed");
        (await keys.FindAsync(call.Id, Token))!.Keys.ShouldNotContain(key => key.Contains("photonic", StringComparison.Ordinal));
    }

    private static string Words(TwinComparison comparison) => $"{comparison.Verdict} {comparison.First} {comparison.Second}";

    private static int Median(List<int> numbers) => numbers.Order().ElementAt(numbers.Count / 2);
}
