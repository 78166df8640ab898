using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>More than fits a mail or a transaction.</summary>
public sealed class DigestLimitTests : IDisposable
{
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    private IEnumerable<string> Told => _world.Mails.Letters.Select(DigestWorld.Say);

    private void NextDay() => _world.Clock.Advance(Duration.FromDays(1));

    [Fact]
    public async Task Of_more_calls_than_a_mail_takes_the_rest_waits_and_is_told_next_time()
    {
        using var world = new DigestWorld(maxOpportunities: 60);
        await world.SubscribeAsync("ann");
        for (var i = 0; i < 130; i++)
            await world.ReadAsync(DigestWorld.Call($"c{i:D3}", closes: new LocalDate(2026, 10, 1).PlusDays(i)));
        for (var day = 0; day < 3; day++)
        {
            (await world.RunDigestsAsync()).Failures.ShouldBe(0);
            world.Clock.Advance(Duration.FromDays(1));
        }
        world.Written.Values.Select(d => (d.Entries.Count, d.Waiting)).ShouldBe([(60, 70), (60, 10), (10, 0)]);
        world.Written.Values.SelectMany(d => d.Entries).Select(e => e.Opportunity.Reference)
            .ShouldBe(Enumerable.Range(0, 130).Select(i => $"c{i:D3}")); // nearest deadline first
    }

    [Fact]
    public async Task A_hundred_calls_that_are_no_news_any_more_do_not_crowd_out_one_that_is()
    {
        await _world.SubscribeAsync("ann");
        for (var i = 0; i < 120; i++)
            await _world.ReadAsync(DigestWorld.Call($"c{i:D3}", closes: new(2026, 8, 25)));
        await _world.DrainAsync();
        _world.Clock.Advance(Duration.FromDays(3));
        await _world.ReadAsync(DigestWorld.Call("z"));
        for (var day = 0; day < 4; day++)
        {
            (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
            NextDay();
        }
        Told.ShouldBe(["new z"]);
        (await _world.PendingAsync("ann")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_site_that_flaps_a_hundred_and_fifty_times_is_told_of_once()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.RunDigestsAsync();
        for (var i = 1; i <= 150; i++)
            await _world.ReadAsync(DigestWorld.Call("a", closes: new LocalDate(2026, 12, 1).PlusDays(i)));
        await _world.DrainAsync();
        NextDay();
        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
        NextDay();
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a", "changed a"]);
        var moved = _world.Written.Values.Last().Entries[0].Changes.ShouldHaveSingleItem().ShouldBeOfType<OpportunityChange.DeadlineMoved>();
        (moved.Old[0].Text, moved.New[0].Text).ShouldBe(("2026-12-01", "2027-04-30"));
        (await _world.PendingAsync("ann")).ShouldBeEmpty();
    }
}
