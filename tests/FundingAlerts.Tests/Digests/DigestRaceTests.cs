using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Matching;

namespace FundingAlerts.Tests.Digests;

/// <summary>Two at once, and death at any step.</summary>
public sealed class DigestRaceTests : IDisposable
{
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    private IEnumerable<string> Told => _world.Mails.Letters.Select(DigestWorld.Say);

    [Fact]
    public async Task Of_two_workers_who_compose_at_once_one_wins_and_its_letter_is_sent()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.DrainAsync();
        var message = new DigestMessage(1, "t", "ann", new(2026, 8, 24));
        var now = _world.Clock.GetCurrentInstant();
        var isFirst = true;
        _world.BeforeWriting = async _ =>
        {
            if (!isFirst)
                return;
            isFirst = false;
            // While the first writes, another call arrives and a second worker tells of both.
            await _world.ReadAsync(DigestWorld.Call("b"));
            await _world.Get<MatchChange>().RunAsync(new(1, "t", "ukri", "b", 1), now, default);
            (await _world.Get<ComposeDigest>().RunAsync(message, now, default)).ShouldBeTrue();
        };
        (await _world.Get<ComposeDigest>().RunAsync(message, now, default)).ShouldBeFalse();
        isFirst.ShouldBeFalse();
        (await _world.DrainAsync()).Failures.ShouldBe(0);
        Told.ShouldBe(["new a b"]);
        (await _world.PendingAsync("ann")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subscriber_who_is_edited_while_a_digest_is_composed_is_mailed_once()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        var edits = 0;
        _world.BeforeWriting = async _ =>
        {
            if (edits++ == 0)
                await _world.SubscribeAsync("ann", "neuromorph* OR spiking");
        };
        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
        await _world.SubscribeAsync("ann");
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a"]);
    }

    [Fact]
    public async Task An_edit_of_a_subscriber_does_not_take_back_a_digest_that_was_composed_meanwhile()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        _world.Crash.Meanwhile = async () => (await _world.RunDigestsAsync()).Emails.ShouldBe(1);
        await _world.SubscribeAsync("ann", "neuromorph* OR spiking");
        await _world.ReadAsync(DigestWorld.Call("b"));
        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
        Told.ShouldBe(["new a"]); // b is for tomorrow
        _world.Clock.Advance(NodaTime.Duration.FromDays(1));
        await _world.RunDigestsAsync();
        Told.ShouldBe(["new a", "new b"]);
    }

    [Fact]
    public async Task A_crash_at_any_step_still_ends_in_one_mail_per_digest_and_one_row_that_says_so()
    {
        var steps = await SurviveAsync(new Crash { At = int.MaxValue });
        steps.ShouldBeGreaterThan(15);
        for (var step = 1; step <= steps; step++)
        {
            foreach (var after in new[] { false, true })
                await SurviveAsync(new Crash { At = step, After = after });
        }
    }

    private static async Task<int> SurviveAsync(Crash crash)
    {
        using var world = new DigestWorld();
        await world.SubscribeAsync("ann");
        await world.SubscribeAsync("bob");
        await world.ReadAsync(DigestWorld.Call("a"));
        await world.ReadAsync(DigestWorld.Call("b"));
        await world.SurviveAsync(crash);
        var context = $"crash {(crash.After ? "after" : "before")} step {crash.At}";
        foreach (var subscriber in new[] { "ann", "bob" })
        {
            var row = (await world.OutboxAsync(subscriber)).ShouldHaveSingleItem(context);
            row.State.ShouldBe(DeliveryState.Sent, context);
            var letters = world.Mails.Letters.Where(l => l.To.Name == subscriber).ToList();
            letters.ShouldAllBe(l => l.Text == "new a b" && l.DeliveryId == $"{subscriber}-2026-08-24");
            (await world.PendingAsync(subscriber)).ShouldBeEmpty(context);
        }
        // Only a death between handing over and noting it sends a letter once more; in a folder that is the same file.
        world.Mails.Letters.Count.ShouldBeInRange(2, 3, context);
        Directory.GetFiles(world.Outbox, "*.eml").Length.ShouldBe(2, context);
        return crash.Steps;
    }
}
