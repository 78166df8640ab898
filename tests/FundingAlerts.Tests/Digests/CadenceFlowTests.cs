using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>What is told when: each interest at its own cadence, in one digest. "ann" in London has the hour eight; 24 August 2026 is a Monday.</summary>
public sealed class CadenceFlowTests : IDisposable
{
    private readonly DigestWorld _world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Instant Now => _world.Clock.GetCurrentInstant();

    private IEnumerable<string> Told => _world.Mails.Letters.Select(DigestWorld.Say);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_weekly_interest_beside_a_daily_one_waits_for_its_day()
    {
        await SubscribeAsync(Cadence.WeeklyOn(IsoDayOfWeek.Thursday, 8), ("photon*", null), ("neuromorph*", Frequency.Daily));
        await _world.RunDigestsAsync();

        await _world.ReadAsync(DigestWorld.Call("weekly", "photonics"));
        await _world.ReadAsync(DigestWorld.Call("daily"));
        await _world.ReadAsync(DigestWorld.Call("both", "neuromorphic photonics"));
        await ToAsync(25);
        Told.ShouldBe(["new both daily"]);
        await ToAsync(26);
        Told.Count().ShouldBe(1);
        await ToAsync(27);
        Told.Last().ShouldBe("new weekly");
        await ToAsync(28);
        Told.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_week_whose_day_was_missed_is_told_on_the_next()
    {
        await SubscribeAsync(Cadence.WeeklyOn(IsoDayOfWeek.Thursday, 8), ("photon*", null), ("neuromorph*", Frequency.Daily));
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("weekly", "photonics"));
        await _world.DrainAsync();

        await ToAsync(29);

        Told.ShouldBe(["new weekly"]);
    }

    [Fact]
    public async Task What_is_told_at_once_is_told_by_the_next_look_and_not_again()
    {
        await SubscribeAsync(Cadence.DailyAt(8), ("photon*", Frequency.Instant), ("neuromorph*", null));
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("soon", "photonics"));
        await _world.ReadAsync(DigestWorld.Call("later"));
        await _world.DrainAsync();

        _world.Clock.Advance(Duration.FromMinutes(15));
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new soon"]);
        _world.Mails.Letters[0].DeliveryId.ShouldMatch("^ann-2026-08-24-n[0-9a-f]{12}$");

        await ToAsync(25);
        Told.ShouldBe(["new soon", "new later"]);
        await _world.RunDigestsAsync();
        (await _world.PendingAsync("ann")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_comes_at_once_comes_once_wherever_the_machine_dies()
    {
        for (var (step, steps) = (0, int.MaxValue); step <= steps; step++)
        {
            using var world = new DigestWorld();
            await world.SubscribeAsync("ann");
            var ann = (await world.Get<SubscriberStore>().FindAsync("ann", Stop))!;
            await world.Get<SubscriberStore>().SaveAsync(ann, [new("ann-1", "ann", "Interest", "neuromorph*") { Frequency = Frequency.Instant }], Stop);
            await world.RunDigestsAsync();
            await world.ReadAsync(DigestWorld.Call("a"));
            var crash = new Crash { At = step == 0 ? int.MaxValue : step };
            await world.SurviveAsync(crash);
            if (step == 0)
                steps = crash.Steps;
            // Past the hour after which it is asked for again.
            world.Clock.Advance(Duration.FromHours(2));
            await world.RunDigestsAsync();
            steps.ShouldBeGreaterThan(10);
            // Handed over and not noted, a mail is handed over again under its own name.
            world.Mails.Letters.DistinctBy(l => l.DeliveryId).Select(DigestWorld.Say).ShouldBe(["new a"], $"step {step}");
        }
    }

    [Fact]
    public async Task Who_pauses_until_a_day_hears_after_it_what_is_still_news()
    {
        await SubscribeAsync(Cadence.DailyAt(8), ("neuromorph*", null));
        await _world.RunDigestsAsync();
        await _world.Get<Preferences>().PauseAsync("ann", new(2026, 9, 10), Now, Stop);
        await _world.ReadAsync(DigestWorld.Call("open"));
        await _world.ReadAsync(DigestWorld.Call("gone", closes: new(2026, 9, 5)));
        await _world.DrainAsync();

        await ToAsync(26);
        Told.ShouldBeEmpty();
        await ToAsync(10, month: 9);
        Told.ShouldBe(["new open"]);
    }

    [Fact]
    public async Task A_removed_interest_tells_no_more_and_keeps_nobody_waiting()
    {
        await SubscribeAsync(Cadence.DailyAt(8), ("neuromorph*", null), ("photon*", null));
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.ReadAsync(DigestWorld.Call("b", "photonics"));
        await _world.DrainAsync();
        await SubscribeAsync(Cadence.DailyAt(8), ("neuromorph*", null));

        await ToAsync(25);

        Told.ShouldBe(["new a"]);
        (await _world.PendingAsync("ann")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hidden_call_is_told_no_more_until_that_is_taken_back()
    {
        await SubscribeAsync(Cadence.DailyAt(8), ("neuromorph*", null));
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await ToAsync(25);
        await _world.Get<Preferences>().HideAsync("ann", new(DigestWorld.Source, "a"), Now, Stop);
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 15)));
        await ToAsync(26);
        Told.ShouldBe(["new a"]);

        await _world.Get<Preferences>().UnhideAsync("ann", new(DigestWorld.Source, "a"), Stop);
        await ToAsync(27);
        Told.Last().ShouldBe("changed a");
    }

    [Theory]
    [InlineData(ChangeKinds.Usual, "changed a")]
    [InlineData(ChangeKinds.Deadline, "changed a")]
    [InlineData(ChangeKinds.Status | ChangeKinds.Amount, null)]
    [InlineData(ChangeKinds.None, null)]
    public async Task Who_chose_other_changes_hears_nothing_of_a_moved_deadline(ChangeKinds tells, string? told)
    {
        await SubscribeAsync(Cadence.DailyAt(8), ("neuromorph*", null));
        await _world.Get<SubscriberStore>().ChangeAsync("ann", s => s with { Tells = tells }, Stop);
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await ToAsync(25);
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 15)));
        await ToAsync(26);

        Told.Skip(1).ShouldBe(told is null ? [] : [told]);
        (await _world.PendingAsync("ann")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changed_documents_are_told_to_who_chose_them_only()
    {
        Uri Document(string name) => new($"https://www.ukri.org/{name}.pdf");
        await SubscribeAsync(Cadence.DailyAt(8), ("neuromorph*", null));
        await _world.Get<SubscriberStore>().ChangeAsync("ann", s => s with { Tells = ChangeKinds.All }, Stop);
        await _world.SubscribeAsync("bob");
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("a") with { Documents = [] });
        await ToAsync(25);
        // The first that we read of are none that changed.
        await _world.ReadAsync(DigestWorld.Call("a") with { Documents = [Document("guide")] });
        await ToAsync(26);
        Told.Count().ShouldBe(2);
        await _world.ReadAsync(DigestWorld.Call("a") with { Documents = [Document("guide"), Document("template")] });
        await ToAsync(27);

        Told.Skip(2).ShouldBe(["changed a"]);
    }

    private async Task SubscribeAsync(Cadence cadence, params (string Query, Frequency? Frequency)[] interests) =>
        await _world.Get<SubscriberStore>().SaveAsync(
            (await _world.Get<SubscriberStore>().FindAsync("ann", Stop) ?? new Subscriber("ann", "ann@example.org", "Ann", "en", Zones.London, cadence)) with { Cadence = cadence },
            [.. interests.Select((i, n) => new Interest(FormattableString.Invariant($"ann-{n}"), "ann", i.Query, i.Query) { Frequency = i.Frequency })],
            Stop);

    // Just past eight in London.
    private async Task ToAsync(int day, int month = 8)
    {
        _world.Clock.Reset(Instant.FromUtc(2026, month, day, 7, 10));
        await _world.DrainAsync();
        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
    }
}
