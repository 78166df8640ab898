using CsCheck;
using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Delivery;

public sealed class SoftBouncesTests : IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 8, 1, 0, 0);
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    // Days of soft bounces (s) and deliveries (d).
    [Theory]
    [Table("""
        s1 s2 s3 s4             ¦
        s1 s2 s3 s4 s5          ¦ 5
        s5 s3 s1 s2 s4          ¦ 5
        s1 s8 s15 s22 s31       ¦ 31
        s1 s8 s15 s22 s32       ¦
        s1 s9 s15 s22 s32 s33   ¦ 33
        s1 s2 d3 s4 s5 s6       ¦
        s1 s2 d3 s4 s5 s6 s7 s8 ¦ 8
        d1 s2 s3 s4 s5 s6       ¦ 6
        s1 s2 s3 s4 s5 d6       ¦ 5
        s1 s2 s3 s4 d5 s5       ¦
        d1 d2 d3                ¦
        """)]
    public void Five_within_thirty_days_with_no_delivery_between(string said, string? last) =>
        SoftBounces.LastOf(Read(said)).ShouldBe(last is null ? null : Day(int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void One_event_told_five_times_is_one() =>
        SoftBounces.LastOf(Enumerable.Repeat(new DeliveryEvent("e", "ann", "m", DeliveryEventKind.SoftBounced, Start), 5)).ShouldBeNull();

    /// <summary>Events are kept, and then noted mail by mail; whatever order that takes, all end in the same.</summary>
    [Fact]
    public void Any_order_of_events_ends_in_the_same() =>
        Gen.Select(
            Gen.Select(Pick.From(Enum.GetValues<DeliveryEventKind>().Append(DeliveryEventKind.SoftBounced).Append(DeliveryEventKind.SoftBounced).Append(DeliveryEventKind.SoftBounced).ToArray()), Gen.Int[1, 40]).Array[1, 14],
            Pick.From(Enum.GetValues<SubscriberState>()),
            Gen.Int[0, 12],
            Gen.Int[0, 1_000]).Sample(
            (events, state, since, seed) =>
            {
                DeliveryEvent[] said = [.. events.Select((e, i) => new DeliveryEvent($"e{i}", "ann", $"m{i % 5}", e.Item1, Day(e.Item2)))];
                Instant? stateSince = since == 0 ? null : Day(since);
                var ended = After(said, state, stateSince);
                new Random(seed).Shuffle(said);
                var shuffled = After(said, state, stateSince);
                (shuffled.State, shuffled.Departure?.Cause, shuffled.Departure?.At).ShouldBe((ended.State, ended.Departure?.Cause, ended.Departure?.At));
            },
            iter: 20_000);

    [Fact]
    public async Task Who_cannot_be_reached_for_long_is_mailed_no_more_and_a_late_delivery_brings_them_back()
    {
        var mails = await MailAsync(6);
        foreach (var (mail, i) in mails.Take(4).Select((m, i) => (m, i)))
            await SayAsync(new($"e{i}", "ann", mail, DeliveryEventKind.SoftBounced, Now + Duration.FromMinutes(i)));
        (await AnnAsync()).State.ShouldBe(SubscriberState.Confirmed);
        await SayAsync(new("e5", "ann", mails[4], DeliveryEventKind.SoftBounced, Now + Duration.FromMinutes(5)));
        (await AnnAsync()).ShouldSatisfyAllConditions(
            a => a.State.ShouldBe(SubscriberState.Suppressed), a => a.Departure!.Cause.ShouldBe(DepartureCause.SoftBounced), a => a.Departure!.At.ShouldBe(Now + Duration.FromMinutes(5)));

        await SayAsync(new("e6", "ann", mails[2], DeliveryEventKind.Delivered, Now + Duration.FromMinutes(3)));
        (await AnnAsync()).ShouldSatisfyAllConditions(a => a.State.ShouldBe(SubscriberState.Confirmed), a => a.Departure.ShouldBeNull());
    }

    [Fact]
    public async Task A_subscribers_mails_are_listed_with_what_was_said_of_each()
    {
        var mails = await MailAsync(2);
        await SayAsync(new("e2", "ann", mails[0], DeliveryEventKind.Delivered, Now + Duration.FromMinutes(2)));
        await SayAsync(new("e1", "ann", mails[0], DeliveryEventKind.Deferred, Now + Duration.FromMinutes(1), "later"));
        var log = await _world.Get<DeliveryLog>().OfAsync("ann", default);
        log.Select(l => (l.Mail.DeliveryId, l.Mail.State)).ShouldBe([(mails[1], DeliveryState.Sent), (mails[0], DeliveryState.Delivered)]);
        log.Select(l => string.Join(' ', l.Events.Select(e => e.Kind))).ShouldBe(["", "Deferred Delivered"]);
        (await _world.Get<DeliveryLog>().OfAsync("nobody", default)).ShouldBeEmpty();
    }

    private Instant Now => _world.Clock.GetCurrentInstant();

    private static Instant Day(int day) => Start + Duration.FromDays(day);

    private static IEnumerable<DeliveryEvent> Read(string said) =>
        said.Split(' ').Select((e, i) => new DeliveryEvent($"e{i}", "ann", $"m{i}", e[0] == 's' ? DeliveryEventKind.SoftBounced : DeliveryEventKind.Delivered, Day(int.Parse(e[1..], System.Globalization.CultureInfo.InvariantCulture))));

    // As DeliveryEvents does it, one after the other.
    private static Subscriber After(IEnumerable<DeliveryEvent> said, SubscriberState state, Instant? since)
    {
        var reader = new Subscriber("ann", "ann@example.org", "Ann", "en", Zones.London, Cadence.DailyAt(8)) { State = state, StateSince = since };
        var kept = new List<DeliveryEvent>();
        foreach (var one in said)
        {
            kept.Add(one);
            reader = DeliveryOutcome.Of(reader, one, Day(50));
            if (one.Kind == DeliveryEventKind.SoftBounced || reader.Departure?.Cause == DepartureCause.SoftBounced)
                reader = DeliveryOutcome.WithSoftBounces(reader, kept, Day(50));
        }
        return reader;
    }

    private async Task<IReadOnlyList<string>> MailAsync(int mails)
    {
        await _world.SubscribeAsync("ann");
        for (var i = 0; i < mails; i++)
        {
            await _world.ReadAsync(DigestWorld.Call($"c{i}"));
            await _world.RunDigestsAsync();
            _world.Clock.Advance(Duration.FromDays(1));
        }
        return [.. (await _world.OutboxAsync("ann")).Select(m => m.DeliveryId).Order(StringComparer.Ordinal)];
    }

    private async Task SayAsync(DeliveryEvent said)
    {
        await _world.Get<DeliveryLog>().AcceptAsync([said], "t", Now, default);
        await _world.Get<FundingAlerts.Local.Hosting.QueueDrain>().DrainOneAsync(DeliveryEventMessage.Queue, handBack: false, default);
    }

    private async Task<Subscriber> AnnAsync() => (await _world.Get<SubscriberStore>().FindAsync("ann", default))!;
}
