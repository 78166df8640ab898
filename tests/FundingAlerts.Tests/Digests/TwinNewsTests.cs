using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Tests.Web;
using NodaTime;
using static FundingAlerts.Tests.Digests.TwinWorld;

namespace FundingAlerts.Tests.Digests;

/// <summary>What of a call on several sites is news, once it was told.</summary>
public sealed class TwinNewsTests : IAsyncLifetime
{
    private readonly TwinWorld _world = new();

    public async ValueTask InitializeAsync() => await _world.Digests.SubscribeAsync("ann", "ADOPT OR Eurostars OR photonic");

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_second_site_is_no_news_to_who_heard_of_the_first()
    {
        _world.SitesDisagree();
        await _world.ReadAsync("ukri");
        await _world.NextDayAsync();
        await _world.ReadAsync("innovate-uk");
        await _world.NextDayAsync();
        _world.Told.ShouldHaveSingleItem();

        // It does move its date: that is news, and said to be its own.
        _world.Says("innovate-uk", (AdoptAtInnovate, Adopt, "14 October 2026"));
        await _world.ReadAsync("innovate-uk");
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(2);
        TwinWorld.OneLine(await DigestLetterTests.WriteAsync(_world.Last)).ShouldContain("Deadline moved, at apply-for-innovation-funding.service.gov.uk: 30 Sep 2026");

        // And then comes back to what the leading page says: none.
        _world.Says("innovate-uk", (AdoptAtInnovate, Adopt, "30 August 2026"));
        await _world.ReadAsync("innovate-uk");
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("ukri", "innovate-uk")]
    [InlineData("innovate-uk", "ukri")]
    public async Task A_call_is_withdrawn_when_its_last_page_goes(string first, string last)
    {
        _world.SitesDisagree();
        await _world.ReadAsync("ukri");
        _world.Digests.Clock.Advance(Duration.FromHours(1));
        await _world.ReadAsync("innovate-uk");
        await _world.NextDayAsync();
        await _world.WithdrawAsync(first);
        await _world.NextDayAsync();
        _world.Told.ShouldHaveSingleItem();
        await _world.WithdrawAsync(last);
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(2);
        var gone = _world.Last.Entries.ShouldHaveSingleItem();
        (gone.Group, gone.Changes.Count).ShouldBe((DigestGroup.Withdrawn, 1));
    }

    [Fact]
    public async Task A_call_whose_pages_go_in_one_day_is_withdrawn_once()
    {
        _world.SitesDisagree();
        await _world.ReadAsync("ukri", "innovate-uk");
        await _world.NextDayAsync();
        await _world.WithdrawAsync("innovate-uk");
        await _world.WithdrawAsync("ukri");
        await _world.NextDayAsync();
        var gone = _world.Last.Entries.ShouldHaveSingleItem();
        (gone.Group, gone.Changes.Count).ShouldBe((DigestGroup.Withdrawn, 1));
    }

    [Fact]
    public async Task Two_sites_that_move_to_one_date_have_moved_once()
    {
        _world.SitesDisagree();
        await _world.ReadAsync("ukri");
        _world.Digests.Clock.Advance(Duration.FromHours(1));
        await _world.ReadAsync("innovate-uk");
        await _world.NextDayAsync();
        _world.Says("ukri", (AdoptAtUkri, Adopt, "14 October 2026 11:00am UK time"));
        _world.Says("innovate-uk", (AdoptAtInnovate, Adopt, "14 October 2026"));
        await _world.ReadAsync("innovate-uk", "ukri");
        await _world.NextDayAsync();
        var moved = _world.Last.Entries.ShouldHaveSingleItem();
        moved.Changes.ShouldHaveSingleItem().Opportunity.ShouldBe(Ukri);
        moved.Twins!.Disagreements.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("30 August 2026", false)]
    [InlineData("6 September 2026", true)]
    public async Task An_aggregators_call_is_told_with_a_warning_and_corrected_by_the_funder(string said, bool isCorrected)
    {
        _world.Says("list", (AdoptAtUkri, Adopt, said));
        await _world.ReadAsync("list");
        await _world.NextDayAsync();
        var letter = await DigestLetterTests.WriteAsync(_world.Last);
        foreach (var part in new[] { letter.Html, TwinWorld.OneLine(letter) })
            part.ShouldContain("Found only at list, which lists");

        _world.SitesDisagree();
        await _world.ReadAsync("ukri");
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(isCorrected ? 2 : 1);
        if (isCorrected)
        {
            var entry = _world.Last.Entries.ShouldHaveSingleItem();
            (entry.Group, entry.Opportunity.Id).ShouldBe((DigestGroup.Changed, Ukri));
            entry.Changes.ShouldHaveSingleItem().ShouldBeOfType<OpportunityChange.DeadlineMoved>();
        }

        // What the aggregator says from then on is no news.
        _world.Says("list", (AdoptAtUkri, Adopt, "1 December 2026"));
        await _world.ReadAsync("list");
        await _world.NextDayAsync();
        await _world.NextDayAsync();
        _world.Told.Count().ShouldBe(isCorrected ? 2 : 1);
    }
}
