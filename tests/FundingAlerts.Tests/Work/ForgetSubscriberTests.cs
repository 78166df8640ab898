using FundingAlerts.Interests;
using FundingAlerts.Storage;
using FundingAlerts.Subscribing;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Work;
using NodaTime;

namespace FundingAlerts.Tests.Work;

public sealed class ForgetSubscriberTests : IDisposable
{
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [Table("""
        Unconfirmed  ¦ 8  ¦ gone
        Unconfirmed  ¦ 6  ¦ whole
        Unconfirmed  ¦    ¦ whole
        Unsubscribed ¦ 31 ¦ reduced
        Unsubscribed ¦ 29 ¦ whole
        Unsubscribed ¦    ¦ whole
        Confirmed    ¦ 90 ¦ whole
        Suppressed   ¦ 90 ¦ whole
        """)]
    public async Task Who_left_or_never_came_is_forgotten(SubscriberState state, string? days, string left)
    {
        await LeaveAsync(_world, state, days is null ? null : Duration.FromDays(int.Parse(days, null)));

        await _world.Get<Housekeeping>().RunAsync("t", _world.Clock.GetCurrentInstant(), default);
        await _world.Get<Housekeeping>().RunAsync("t", _world.Clock.GetCurrentInstant(), default);

        (await LeftAsync(_world)).ShouldBe(left);
    }

    [Theory]
    [InlineData(SubscriberState.Unconfirmed, "gone")]
    [InlineData(SubscriberState.Unsubscribed, "reduced")]
    public async Task Whatever_step_of_forgetting_dies_the_next_run_ends_it(SubscriberState state, string left)
    {
        var steps = int.MaxValue;
        foreach (var after in new[] { false, true })
        {
            for (var step = 0; step <= steps; step++)
            {
                using var world = new DigestWorld();
                await LeaveAsync(world, state, Duration.FromDays(90));
                var crash = new Crash { At = step == 0 ? int.MaxValue : step, After = after };
                world.Restart(crash);
                await world.Get<Housekeeping>().RunAsync("t", world.Clock.GetCurrentInstant(), default);
                steps = step == 0 ? crash.Steps : steps;
                steps.ShouldBeGreaterThan(5);
                world.Restart();
                await world.Get<Housekeeping>().RunAsync("t", world.Clock.GetCurrentInstant(), default);
                (await LeftAsync(world)).ShouldBe(left, $"step {step} {after}");
            }
        }
    }

    // "bob" is matched and mailed, and then leaves.
    internal static async Task LeaveAsync(DigestWorld world, SubscriberState state, Duration? ago)
    {
        await world.SubscribeAsync("bob");
        await world.ReadAsync(DigestWorld.Call("a"));
        await world.RunDigestsAsync();
        await world.Get<SubscriberStore>().SaveAsync(
            (await world.Get<SubscriberStore>().FindAsync("bob", default))! with { State = state, StateSince = ago is null ? null : world.Clock.GetCurrentInstant() - ago },
            [new("bob-1", "bob", "Interest", "neuromorph*")],
            default);
    }

    private static async Task<string> LeftAsync(DigestWorld world)
    {
        var account = world.Get<StorageAccount>();
        var kinds = new List<string>();
        await foreach (var row in account.Table("subscribers").AllAsync(new("bob"), default))
            kinds.Add(row.Key.Split('!')[0]);
        var interests = await Task.WhenAll((await world.Get<SubscriberStore>().InterestBucketsAsync(default)).Keys.Select(b => world.Get<SubscriberStore>().InterestsInAsync(b, default)));
        var letters = 0;
        await foreach (var name in account.Blobs("letters").ListAsync("", default))
            letters += name.Length > 0 ? 1 : 0;
        var isOnRoster = false;
        await foreach (var id in world.Get<SubscriberStore>().SubscriberIdsAsync(default))
            isOnRoster |= id == "bob";
        var wants = interests.SelectMany(i => i).Any(i => i.SubscriberId == "bob");
        var profile = kinds.Contains("profile") ? await world.Get<SubscriberStore>().FindAsync("bob", default) : null;
        return (kinds.Distinct().Order(StringComparer.Ordinal).ToList(), wants, letters, isOnRoster, profile) switch
        {
            ([], false, 0, false, null) => "gone",
            (["profile"], false, 0, true, { Address: "", Name: "" }) => "reduced",
            (["match", "outbox", "profile", "upcoming"], true, 1, true, { Address: "bob@example.org", Name: "bob" }) => "whole",
            var other => other.ToString(),
        };
    }
}
