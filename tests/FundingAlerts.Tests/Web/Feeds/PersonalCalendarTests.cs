using System.Net;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Web.Feeds;

public sealed class PersonalCalendarTests
{
    private static readonly Instant Now = MadeUpCalls.Now;

    private static readonly Subscriber Reader = new("s1", "reader@example.org", "Robin", "nl", Zones.Amsterdam, Cadence.DailyAt(7)) { LeadDays = [7] };

    [Fact]
    public async Task It_holds_what_was_told_and_saved_without_what_was_hidden_and_rings_at_ones_own_lead_times()
    {
        await using var world = await WorldAsync();
        var calendar = await world.Client.CalendarAsync(await PathAsync(world));

        calendar.Line("X-WR-CALNAME").Text.ShouldBe("Uw subsidie-oproepen");
        calendar.All("VEVENT").Select(e => $"{e.Line("SUMMARY").Text}: {string.Join(' ', e.All("VALARM").Select(a => a["TRIGGER"]))}").ShouldBe(
            ["Deadline: Call told about neuromorphic: -P7D", "Deadline: Call own about neuromorphic: -P1D -P21D", "Deadline: Call saved about neuromorphic: -P3D"],
            ignoreOrder: true);
        calendar.All("VEVENT").First().Line("DESCRIPTION").Text.ShouldContain("Britse tijd");
    }

    [Fact]
    public async Task It_is_kept_by_nobody_on_the_way()
    {
        await using var world = await WorldAsync();
        using var answer = await world.Client.AskAsync(HttpMethod.Get, await PathAsync(world));
        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        using var again = await world.Client.AskAsync(HttpMethod.Get, await PathAsync(world), h => h.IfNoneMatch.Add(answer.Headers.ETag!));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_link_that_is_not_ours_or_no_longer_finds_nothing()
    {
        await using var world = await WorldAsync();
        var signer = await world.Get<LinkKeys>().SignerAsync(default);
        var path = await PathAsync(world);
        var stop = signer.SealOf(Reader, LinkPurpose.Stop, "");
        foreach (var wrong in new[] { "/me/s1/calendar", "/me/s1/calendar?k=", path + "x", path.Replace("s1", "s2", StringComparison.Ordinal), $"/me/s1/calendar?k={stop}", "/me/nobody/calendar?k=x" })
        {
            using var answer = await world.Client.AskAsync(HttpMethod.Get, wrong);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, wrong);
        }
        await world.Get<SubscriberStore>().ChangeAsync("s1", s => s with { LinkEpoch = 1 }, default);
        using var old = await world.Client.AskAsync(HttpMethod.Get, path);
        old.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> PathAsync(FeedWorld world) =>
        (await world.Get<LinkKeys>().SignerAsync(default)).PathOf(Reader, LinkPurpose.Calendar);

    private static async Task<FeedWorld> WorldAsync()
    {
        var world = await FeedWorld.StartAsync(Now);
        foreach (var reference in new[] { "told", "own", "hidden", "saved", "other" })
            await world.ReadAsync(DigestWorld.Call(reference), Now);
        await world.Get<SubscriberStore>().SaveAsync(Reader, [new("i1", "s1", "One", "neuromorphic"), new("i2", "s1", "Two", "own") { LeadDays = [1, 21] }], default);
        await world.Get<SubscriberStore>().SaveAsync(Reader with { SubscriberId = "s2" }, [], default);
        foreach (var (reference, interest) in new[] { ("told", "i1"), ("own", "i2"), ("hidden", "i1") })
            await world.Get<MatchStore>().AddAsync(new("s1", new(DigestWorld.Source, reference), 1, Now, [new(interest, "x", [])]), default);
        await world.Get<CallMarks>().HideAsync("s1", new(DigestWorld.Source, "hidden"), Now, default);
        await world.Get<CallMarks>().SaveAsync("s1", new(DigestWorld.Source, "saved"), [3], Now, default);
        return world;
    }
}
