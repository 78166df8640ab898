using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using FundingAlerts.TestWorld;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>The flow from change to mail while the world around it misbehaves.</summary>
public sealed class FlowFaultTests : IDisposable
{
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    private IEnumerable<string> Told => _world.Mails.Letters.Select(DigestWorld.Say);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_storage_that_is_busy_or_silent_for_a_while_costs_time_and_nothing_else(int seed)
    {
        for (var i = 0; i < 5; i++)
            await _world.SubscribeAsync($"s{i}");
        for (var i = 0; i < 12; i++)
            await _world.ReadAsync(DigestWorld.Call($"c{i:D2}"));
        var weather = new Weather(new(seed));
        _world.Tap = weather;
        _world.Restart();

        for (var turn = 0; turn < 100; turn++)
        {
            weather.Fails = turn < 6 ? 0.15 : 0;
            try
            {
                await _world.TellAgainAsync();
                await _world.DrainAsync();
                await _world.RunDigestsAsync();
            }
            catch (StorageBrokenException)
            {
                // A planner or a drain that ends; the next turn goes on.
            }
            _world.Clock.Advance(Duration.FromMinutes(31));
        }

        weather.Failed.ShouldBeGreaterThan(10);
        foreach (var reader in Enumerable.Range(0, 5).Select(i => $"s{i}"))
        {
            var mails = await _world.OutboxAsync(reader);
            mails.ShouldAllBe(m => m.State == DeliveryState.Sent);
            mails.SelectMany(m => m.Tells).Select(t => t.Opportunity.Reference).Order(StringComparer.Ordinal)
                .ShouldBe(Enumerable.Range(0, 12).Select(i => $"c{i:D2}"));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Messages_that_come_twice_late_and_out_of_order_end_in_the_same_digest(int seed)
    {
        await _world.SubscribeAsync("ann");
        var messages = new List<ChangeMessage>();
        foreach (var reference in new[] { "a", "b", "c" })
        {
            await _world.ReadAsync(DigestWorld.Call(reference));
            await _world.ReadAsync(DigestWorld.Call(reference, closes: new(2026, 12, 10)));
            await _world.ReadAsync(DigestWorld.Call(reference, closes: new(2026, 12, 20)));
            messages.AddRange(Enumerable.Range(1, 3).Select(v => new ChangeMessage(1, "t", DigestWorld.Source, reference, v)));
        }
        await _world.WithdrawAsync("b");
        messages.Add(new(1, "t", DigestWorld.Source, "b", 4));
        await TakeAllAsync();
        var random = new Random(seed);
        var disorder = messages.Concat(messages).ToArray();
        random.Shuffle(disorder);

        foreach (var message in disorder)
            await _world.Get<MatchChange>().RunAsync(message, _world.Clock.GetCurrentInstant(), default);
        await _world.RunDigestsAsync();
        foreach (var message in disorder.Take(5))
            await _world.Get<MatchChange>().RunAsync(message, _world.Clock.GetCurrentInstant(), default);
        _world.Clock.Advance(Duration.FromDays(1));
        await _world.RunDigestsAsync();

        Told.ShouldBe(["new a c"]);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_and_forth_around_the_end_of_summer_time_mails_once_a_day()
    {
        // London's clocks go back on 25 October 2026 at 01:00 UTC; a digest is due at 01:00 there, which comes twice.
        _world.Clock.Reset(Instant.FromUtc(2026, 10, 23, 23, 30));
        await _world.SubscribeAsync("ann", cadence: Cadence.DailyAt(1));
        var hours = new[] { 1, 23, 1, -1, 1, 1, -2, 1, 1, 23, -1, 1, 1, 24 };
        var sent = new List<string>();
        for (var step = 0; step < hours.Length; step++)
        {
            _world.Clock.Advance(Duration.FromHours(hours[step]));
            await _world.ReadAsync(DigestWorld.Call($"c{step:D2}"));
            await _world.DrainAsync();
            await _world.RunDigestsAsync();
        }
        _world.Clock.Advance(Duration.FromDays(1));
        await _world.RunDigestsAsync();
        sent.AddRange((await _world.OutboxAsync("ann")).Select(m => m.DeliveryId));

        sent.ShouldBe(["ann-2026-10-24", "ann-2026-10-25", "ann-2026-10-26", "ann-2026-10-27"]);
        (await _world.OutboxAsync("ann")).SelectMany(m => m.Tells).Select(t => t.Opportunity.Reference).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, hours.Length).Select(i => $"c{i:D2}"));
    }

    [Fact]
    public async Task Whom_a_clock_that_was_years_ahead_has_mailed_is_not_silenced_till_then()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2040, 1, 1)));
        var today = _world.Clock.GetCurrentInstant();
        _world.Clock.Reset(Instant.FromUtc(2031, 3, 1, 12, 0));
        await _world.RunDigestsAsync();
        _world.Clock.Reset(today);
        await _world.ReadAsync(DigestWorld.Call("b"));
        // As housekeeping does on its walk.
        await _world.Get<Agenda>().PutAsync(new(AgendaKinds.Digest, Agenda.AtOnce, "ann"), default);

        await _world.RunDigestsAsync();
        await _world.RunDigestsAsync();

        (await _world.OutboxAsync("ann")).Select(m => m.DeliveryId).ShouldBe(["ann-2026-08-24", "ann-2031-03-01"]);
        Told.ShouldBe(["new a", "new b"]);
    }

    [Fact]
    public async Task A_clock_that_was_years_behind_costs_one_digest_its_period_and_no_call()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.RunDigestsAsync();
        var today = _world.Clock.GetCurrentInstant();
        _world.Clock.Reset(Instant.FromUtc(2020, 3, 1, 12, 0));
        await _world.ReadAsync(DigestWorld.Call("b"));
        await EnterAsync();
        await _world.RunDigestsAsync();
        _world.Clock.Reset(today);
        await _world.ReadAsync(DigestWorld.Call("c"));
        await EnterAsync();
        await _world.RunDigestsAsync();
        _world.Clock.Advance(Duration.FromDays(1));

        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);

        Told.ShouldBe(["new a", "new b", "new c"]);

        Task EnterAsync() => _world.Get<Agenda>().PutAsync(new(AgendaKinds.Digest, Agenda.AtOnce, "ann"), default);
    }

    [Fact]
    public async Task A_disk_that_is_full_stops_the_work_with_a_sentence_and_loses_nothing()
    {
        await _world.SubscribeAsync("ann");
        _world.Fill(pages: 60);
        _world.Restart();
        var stored = new List<string>();

        var full = await Should.ThrowAsync<StorageBrokenException>(async () =>
        {
            while (true)
            {
                var reference = $"c{stored.Count:D2}";
                await _world.ReadAsync(DigestWorld.Call(reference) with { Description = new('x', 2_000) });
                stored.Add(reference);
                await _world.DrainAsync();
            }
        });

        full.Message.ShouldContain("is full. Free some space, then try again.");
        stored.Count.ShouldBeInRange(3, 48);
        _world.Fill(pages: 1_000_000);
        _world.Restart();
        _world.Clock.Advance(Duration.FromMinutes(61));
        await _world.ReadAsync(DigestWorld.Call($"c{stored.Count:D2}"));
        await _world.DrainAsync();
        await _world.RunDigestsAsync();
        (await _world.OutboxAsync("ann")).ShouldHaveSingleItem().Tells.Select(t => t.Opportunity.Reference).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, stored.Count + 1).Select(i => $"c{i:D2}"));
    }

    private async Task TakeAllAsync()
    {
        var queue = _world.Get<StorageAccount>().Queue(ChangeMessage.Queue);
        while (await queue.ReceiveAsync(32, Duration.FromMinutes(1), default) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
                await queue.CompleteAsync(message, default);
        }
    }

    /// <summary>Fails a share of all operations, before or after they are done.</summary>
    private sealed class Weather(Random random) : StorageTap
    {
        public double Fails { get; set; }

        public int Failed { get; private set; }

        protected override async Task<T> RunAsync<T>(StorageOperation operation, Func<Task<T>> work)
        {
            double chance;
            lock (random)
                chance = random.NextDouble();
            if (chance >= Fails)
                return await work();
            Failed++;
            // Half of them answer too late: done, but nobody knows.
            if (chance < Fails / 2)
                await work();
            throw new StorageBrokenException($"The {operation.Place} is busy (503).", new TimeoutException());
        }
    }
}
