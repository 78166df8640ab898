using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>Two at once, and death at any step.</summary>
public sealed class ReminderRaceTests
{
    private static readonly Instant Due = Instant.FromUtc(2026, 11, 24, 8, 0);

    [Fact]
    public async Task Of_two_workers_who_remind_at_once_one_does()
    {
        using var world = new ReminderWorld();
        await world.HearAsync([7], DigestWorld.Call("a"));
        world.Digests.Clock.Reset(Due);
        await world.PlanAsync();
        var queue = world.Digests.Get<StorageAccount>().Queue(ReminderMessage.Queue);
        var message = (await queue.PeekAsync(1, poison: false, default))[0].Read<ReminderMessage>();
        world.Digests.BeforeReminding = async () =>
        {
            world.Digests.BeforeReminding = null;
            (await world.Digests.Get<ComposeReminder>().RunAsync(message, Due, default)).ShouldBeTrue();
        };

        (await world.Digests.Get<ComposeReminder>().RunAsync(message, Due, default)).ShouldBeFalse();

        world.Digests.BeforeReminding.ShouldBeNull();
        await world.RemindAsync();
        world.Reminded.ShouldBe(["remind a/2026-12-01/7"]);
    }

    [Fact]
    public async Task Whatever_step_of_a_reminder_dies_it_comes_once()
    {
        var steps = await DieRemindingAsync(new Crash { At = int.MaxValue });
        steps.ShouldBeGreaterThan(8);
        foreach (var after in new[] { false, true })
        {
            for (var step = 1; step <= steps; step++)
                await DieRemindingAsync(new Crash { At = step, After = after });
        }
    }

    [Fact]
    public async Task Whatever_step_of_a_digest_dies_its_reminders_are_not_forgotten()
    {
        var steps = await DieTellingAsync(new Crash { At = int.MaxValue });
        steps.ShouldBeGreaterThan(8);
        foreach (var after in new[] { false, true })
        {
            for (var step = 1; step <= steps; step++)
                await DieTellingAsync(new Crash { At = step, After = after });
        }
    }

    private static async Task<int> DieRemindingAsync(Crash crash)
    {
        using var world = new ReminderWorld();
        await world.HearAsync([14, 7], DigestWorld.Call("a"), DigestWorld.Call("b"));
        world.Digests.Clock.Reset(Due);
        await world.SurviveAsync(crash);
        // Long after, nothing comes again.
        world.Digests.Clock.Advance(Duration.FromHours(3));
        await world.RemindAsync();

        await ShouldBeRemindedOnceAsync(world, "a/2026-12-01/7 b/2026-12-01/7", crash);
        return crash.Steps;
    }

    private static async Task<int> DieTellingAsync(Crash crash)
    {
        using var world = new ReminderWorld();
        await world.Digests.SubscribeAsync("ann", leadDays: [7]);
        await world.Digests.ReadAsync(DigestWorld.Call("a"));
        await world.Digests.SurviveAsync(crash);
        world.Digests.Clock.Reset(Due);
        await world.RemindAsync();

        await ShouldBeRemindedOnceAsync(world, "a/2026-12-01/7", crash);
        return crash.Steps;
    }

    // Between the transport and the mark a mail goes out again, under the same id.
    private static async Task ShouldBeRemindedOnceAsync(ReminderWorld world, string what, Crash crash)
    {
        var context = $"step {crash.At} {(crash.After ? "after" : "before")}";
        world.Reminded.Distinct().ShouldBe([$"remind {what}"], context);
        var row = (await world.OutboxAsync()).ShouldHaveSingleItem(context);
        row.State.ShouldBe(DeliveryState.Sent, context);
        Directory.GetFiles(world.Digests.Outbox).Count(f => f.Contains("-r", StringComparison.Ordinal) && f.Contains("ann-2026-11-24", StringComparison.Ordinal)).ShouldBe(1, context);
        (await world.EntriesAsync()).ShouldBeEmpty(context);
    }
}
