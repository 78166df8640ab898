using System.Globalization;
using System.Text.Json;
using FundingAlerts.Interests;
using FundingAlerts.Local.Generation;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Local.Generation;

public sealed class MadeUpWorldTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_world_twice_adds_nothing_and_a_larger_one_what_is_missing()
    {
        var storage = _folder.Account();
        var world = new MadeUpWorld(storage, seed: 1, Now);
        (await FillAsync(world, 40, 30)).ShouldBe((40, 30, 40));

        var later = new MadeUpWorld(storage, seed: 1, Now + Duration.FromDays(3));
        (await FillAsync(later, 40, 30)).ShouldBe((0, 0, 40)); // nobody matched them yet
        (await FillAsync(later, 50, 45)).ShouldBe((10, 15, 10));

        (await new SubscriberStore(storage).SubscriberIdsAsync(Stop).ToListAsync(Stop)).Count.ShouldBe(45);
        (await storage.Queue(ChangeMessage.Queue).DepthAsync(Stop)).Waiting.ShouldBe(90);
    }

    [Fact]
    public async Task One_that_broke_off_goes_on()
    {
        var storage = _folder.Account();
        var whole = new FundingAlerts.Tests.Scraping.WatchedStorage(storage);
        var left = 60;
        whole.Before = _ =>
        {
            if (--left < 0)
                throw new IOException("The machine is gone.");
        };
        await Should.ThrowAsync<IOException>(() => new MadeUpWorld(whole.Account, 1, Now).AddSubscribersAsync(50, Stop));

        await new MadeUpWorld(storage, 1, Now).AddSubscribersAsync(50, Stop);

        var store = new SubscriberStore(storage);
        var made = new MadeUpSubscribers(1, Vocabulary.Shipped);
        var stored = new List<Interest>();
        foreach (var bucket in (await store.InterestBucketsAsync(Stop)).Keys)
            stored.AddRange(await store.InterestsInAsync(bucket, Stop));
        var wanted = Enumerable.Range(0, 50).SelectMany(i => made.At(i).Interests).ToList();
        stored.OrderBy(i => i.InterestId, StringComparer.Ordinal).ShouldBe(wanted.OrderBy(i => i.InterestId, StringComparer.Ordinal));
        (await new Agenda(storage).AllAsync(AgendaKinds.Digest, Stop).ToListAsync(Stop)).Count.ShouldBe(50);
    }

    [Fact]
    public void A_call_and_a_subscriber_are_the_same_however_many_there_are_and_others_with_another_seed()
    {
        static string Text(object value) => JsonSerializer.Serialize(value, StoredJson.Options);

        var calls = new MadeUpCalls(1, Vocabulary.Shipped, Now);
        Text(calls.At(7).Call).ShouldBe(Text(new MadeUpCalls(1, Vocabulary.Shipped, Now).At(7).Call));
        calls.At(7).Call.Title.ShouldNotBe(new MadeUpCalls(2, Vocabulary.Shipped, Now).At(7).Call.Title);
        var subscribers = new MadeUpSubscribers(1, Vocabulary.Shipped);
        Text(subscribers.At(7)).ShouldBe(Text(new MadeUpSubscribers(1, Vocabulary.Shipped).At(7)));
        subscribers.At(7).Interests.ShouldNotBe(new MadeUpSubscribers(2, Vocabulary.Shipped).At(7).Interests);
    }

    [Fact]
    public void The_dice_fall_as_ever()
    {
        var dice = Dice.For(1, 2, 3);
        Enumerable.Range(0, 4).Select(_ => dice.Below(1_000_000)).ShouldBe(DiceOfBefore);
    }

    // Another machine or runtime must not make another world of a seed.
    private static readonly int[] DiceOfBefore = [417558, 815664, 624307, 264476];

    [Fact]
    public void All_queries_can_be_read_and_all_addresses_are_nobodys()
    {
        var made = new MadeUpSubscribers(1, Vocabulary.Shipped);
        foreach (var (subscriber, interests) in Enumerable.Range(0, 3_000).Select(made.At))
        {
            subscriber.Address.ShouldEndWith("@example.org");
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(subscriber.Zone).ShouldNotBeNull();
            interests.Count.ShouldBeInRange(1, 4);
            foreach (var interest in interests)
                Should.NotThrow(() => QueryParser.Parse(interest.Query), interest.Query);
        }
    }

    [Fact]
    public void Calls_differ_as_real_ones_do()
    {
        var made = new MadeUpCalls(1, Vocabulary.Shipped, Now);
        var calls = Enumerable.Range(0, 3_000).Select(i => made.At(i).Call).ToList();

        calls.Select(c => c.Title).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(2_900);
        calls.Select(c => c.Id).Distinct().Count().ShouldBe(3_000);
        calls.Select(c => c.Id.Source).Distinct(StringComparer.Ordinal).Count().ShouldBe(MadeUpSources.All.Count);
        calls.GroupBy(c => c.StatusAt(Now)).ShouldAllBe(g => g.Key == OpportunityStatus.Open || g.Key == OpportunityStatus.Forthcoming || g.Key == OpportunityStatus.Unknown);
        calls.Count(c => c.StatusAt(Now) == OpportunityStatus.Open).ShouldBeInRange(1_500, 2_900);
        calls.SelectMany(c => c.Deadlines).Select(d => d.Value!.GetType()).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Half_of_the_subscribers_hear_of_five_to_twenty_of_twenty_thousand_calls()
    {
        const int calls = 4_000;
        var readers = Enumerable.Range(0, 400).Select(new MadeUpSubscribers(1, Vocabulary.Shipped).At).ToList();
        var index = new InterestIndex(readers.SelectMany(r => r.Interests));
        var made = new MadeUpCalls(1, Vocabulary.Shipped, Now);

        var met = Enumerable.Range(0, calls)
            .SelectMany(i => index.Match([CallDocument.Of(made.At(i).Call, Now)]).Select(m => m.Interest.SubscriberId).Distinct())
            .CountBy(id => id)
            .ToDictionary(StringComparer.Ordinal);

        var counts = readers.Select(r => met.GetValueOrDefault(r.Subscriber.SubscriberId) * (20_000.0 / calls)).Order().ToList();
        var said = string.Join(' ', counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));
        counts[200].ShouldBeInRange(5, 20, said);
        counts[380].ShouldBeInRange(50, 600, said);
    }

    private static async Task<(int Calls, int Subscribers, int Told)> FillAsync(MadeUpWorld world, int calls, int subscribers) =>
        (await world.AddCallsAsync(calls, Stop), await world.AddSubscribersAsync(subscribers, Stop), await world.TellAsync("t", Stop));
}
