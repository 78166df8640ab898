using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Work;
using NodaTime;

namespace FundingAlerts.Tests.Matching;

public sealed class MatchPassingTimeTests : IDisposable
{
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Instant Now => _world.Clock.GetCurrentInstant();

    // Who heard of it before it opened hears that it did: another mail, but no other match.
    [Theory]
    [Table("""
        neuromorph* status:open          ¦ 0 ¦ 1 ¦ 1
        neuromorph* deadline<60d         ¦ 0 ¦ 1 ¦ 1
        neuromorph* NOT deadline<60d     ¦ 1 ¦ 0 ¦ 2
        neuromorph*                      ¦ 1 ¦ 0 ¦ 2
        neuromorph* status:closed        ¦ 0 ¦ 0 ¦ 0
        quantum status:open              ¦ 0 ¦ 0 ¦ 0
        """)]
    public async Task A_call_that_opens_or_comes_near_is_told_then_and_once(string query, int atOnce, int later, int mails)
    {
        await _world.SubscribeAsync("ann", query);
        await _world.ReadAsync(DigestWorld.Call("a") with { Opens = new(new Opening(new LocalDate(2026, 9, 20), null, null), "20 September") });
        (await MailsAsync()).ShouldBe(atOnce);
        var seen = Now;

        _world.Clock.Advance(Duration.FromDays(45));
        var added = await _world.Get<MatchPassingTime>().RunAsync(seen, Now, Stop);
        added.ShouldBe(later);
        (await MailsAsync()).ShouldBe(mails);

        (await _world.Get<MatchPassingTime>().RunAsync(seen, Now, Stop)).ShouldBe(0);
        _world.Clock.Advance(Duration.FromDays(10));
        (await _world.Get<MatchPassingTime>().RunAsync(Now - Duration.FromDays(10), Now, Stop)).ShouldBe(0);
        (await MailsAsync()).ShouldBe(mails);
    }

    [Fact]
    public async Task Housekeeping_looks_every_six_hours_from_where_it_looked_last()
    {
        await _world.SubscribeAsync("ann", "neuromorph* status:open");
        await _world.ReadAsync(DigestWorld.Call("a") with { Opens = new(new Opening(new LocalDate(2026, 8, 25), null, null), "25 August") });
        await _world.DrainAsync();
        (await OpenedAsync()).ShouldBe(0);

        _world.Clock.Advance(Duration.FromHours(5));
        (await OpenedAsync()).ShouldBe(0);
        _world.Clock.Advance(Duration.FromDays(2));
        (await OpenedAsync()).ShouldBe(1);
        (await OpenedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Who_asks_for_a_topic_is_told_with_the_terms_that_speak_for_it()
    {
        await _world.SubscribeAsync("ann", "topic:neuromorphic-computing");
        await _world.SubscribeAsync("bob", "topic:quantum/core");
        await _world.ReadAsync(DigestWorld.Call("a", "spiking neural networks"));
        await _world.DrainAsync();

        var match = (await _world.Get<MatchStore>().PendingAsync("ann", Stop)).ShouldHaveSingleItem().Match;
        match.Interests[0].Reasons.ShouldContain(r => r.Field == "title" && r.Snippet.Found.Contains("spiking", StringComparison.Ordinal));
        (await _world.Get<MatchStore>().PendingAsync("bob", Stop)).ShouldBeEmpty();
    }

    private async Task<int> OpenedAsync() => (await _world.Get<Housekeeping>().RunAsync("t", Now, Stop))["opened"];

    private async Task<int> MailsAsync()
    {
        await _world.DrainAsync();
        await _world.RunDigestsAsync();
        return _world.Mails.Letters.Count;
    }
}
