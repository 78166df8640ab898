using FundingAlerts.Digests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;
using static FundingAlerts.Tests.Digests.TwinWorld;

namespace FundingAlerts.Tests.Digests;

/// <summary>Who heard of a call hears of its next round, also where another site has it under the same name.</summary>
public sealed class NextRoundTests : IAsyncLifetime
{
    private const string Title = "Photonic Start Grant Fund";
    private static readonly OpportunityId Old = new("ukri", AdoptAtUkri);
    private readonly TwinWorld _world = new();

    public async ValueTask InitializeAsync() => await _world.Digests.SubscribeAsync("ann", "photonic OR ADOPT");

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_next_round_on_another_site_is_told_and_a_curator_is_asked()
    {
        await OldIsOverAsync();
        await NextComesAsync();
        await _world.NextDayAsync();
        NewIn(_world.Last).ShouldBe(["innovate-uk"]);
        (await _world.Twins.ProposedAsync(10, default)).ShouldHaveSingleItem();

        // That they are one call is mailed to nobody.
        var told = _world.Told.Count();
        await MergeAsync();
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(told);
    }

    [Theory]
    [InlineData("20 November 2026", 90, "2 January 2027", "")]
    [InlineData("30 August 2026", 8, "2 January 2027", " 2026")]
    public async Task A_date_that_has_passed_is_the_end_of_a_round(string closes, int days, string nextCloses, string year)
    {
        _world.Says("ukri", (AdoptAtUkri, Title + year, closes));
        await _world.ReadAsync("ukri");
        await _world.NextDayAsync();
        _world.Digests.Clock.Advance(Duration.FromDays(days));
        _world.Says("innovate-uk", (AdoptAtInnovate, Title + year, nextCloses));
        await _world.ReadAsync("innovate-uk");
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(2);
        NewIn(_world.Last).ShouldBe(["innovate-uk"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task Also_where_a_curator_said_before_the_mail_that_they_are_one(int moves)
    {
        await OldIsOverAsync();
        await NextComesAsync();
        // More versions than fit a digest are folded.
        for (var day = 1; day <= moves; day++)
        {
            _world.Says("innovate-uk", (AdoptAtInnovate, Title, $"{day + 1} May 2027"));
            await _world.ReadAsync("innovate-uk");
        }
        await MergeAsync();
        await _world.NextDayAsync();
        NewIn(_world.Last).ShouldBe(["innovate-uk"]);
        (await _world.Digests.PendingAsync("ann")).ShouldBeEmpty();

        var told = _world.Told.Count();
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(told);
    }

    [Fact]
    public async Task A_page_that_was_passed_over_is_told_when_a_curator_parts_it_and_only_once()
    {
        await SecondPageIsPassedOverAsync();
        await _world.Twins.SplitAsync(Old, Innovate, "Bea", [], _world.Digests.Clock.GetCurrentInstant(), default);
        (await _world.Digests.Get<RecallMatches>().RunAsync(Innovate, default)).ShouldBe(1);
        (await _world.Digests.Get<RecallMatches>().RunAsync(Old, default)).ShouldBe(0);
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(2);
        NewIn(_world.Last).ShouldBe(["innovate-uk"]);

        (await _world.Digests.Get<RecallMatches>().RunAsync(Innovate, default)).ShouldBe(0);
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_recalled_while_they_are_one()
    {
        await SecondPageIsPassedOverAsync();
        (await _world.Digests.Get<RecallMatches>().RunAsync(Innovate, default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_page_that_was_passed_over_is_told_when_the_rules_part_it()
    {
        await SecondPageIsPassedOverAsync();
        // A title is no news, but now it is seen that there were two calls.
        _world.Says("innovate-uk", (AdoptAtInnovate, "ADOPT Facilitator Support Grant: Round 12", September));
        await _world.ReadAsync("innovate-uk");
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(2);
        NewIn(_world.Last).ShouldBe(["innovate-uk"]);
    }

    private static IEnumerable<string> NewIn(Digest digest) =>
        digest.Entries.Where(e => e.Group == DigestGroup.New).Select(e => e.Opportunity.Id.Source);

    /// <summary>A call without a date is told and says later that it is closed; two months pass.</summary>
    private async Task OldIsOverAsync()
    {
        var call = DigestWorld.Call("x") with { Id = Old, Title = Title, Funders = [new("Innovate UK")], Deadlines = [], StatusWord = new(OpportunityStatus.Open, "Open") };
        await _world.Digests.ReadAsync(call);
        await _world.Digests.DrainAsync();
        await _world.NextDayAsync();
        await _world.Digests.ReadAsync(call with { StatusWord = new(OpportunityStatus.Closed, "Closed") });
        await _world.Digests.DrainAsync();
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(2);
        _world.Digests.Clock.Advance(Duration.FromDays(60));
    }

    private async Task NextComesAsync()
    {
        _world.Says("innovate-uk", (AdoptAtInnovate, Title, "1 May 2027"));
        await _world.ReadAsync("innovate-uk");
    }

    private async Task SecondPageIsPassedOverAsync()
    {
        _world.SitesDisagree();
        await _world.ReadAsync("ukri");
        await _world.NextDayAsync();
        await _world.ReadAsync("innovate-uk");
        await _world.NextDayAsync();
        _world.Told.ShouldHaveSingleItem();
        (await _world.Digests.PendingAsync("ann")).ShouldBeEmpty();
    }

    private Task MergeAsync() => _world.Twins.MergeAsync(Old, Innovate, "Bea", [], _world.Digests.Clock.GetCurrentInstant(), default);
}
