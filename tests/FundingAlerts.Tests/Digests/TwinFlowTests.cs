using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Tests.Web;
using NodaTime;
using static FundingAlerts.Tests.Digests.TwinWorld;

namespace FundingAlerts.Tests.Digests;

/// <summary>One call on several sites, from the sites to the mail.</summary>
public sealed class TwinFlowTests : IAsyncLifetime
{
    private readonly TwinWorld _world = new();

    public async ValueTask InitializeAsync() => await _world.Digests.SubscribeAsync("ann", "ADOPT OR Eurostars OR photonic");

    public ValueTask DisposeAsync()
    {
        _world.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("ukri", "innovate-uk")]
    [InlineData("innovate-uk", "ukri")]
    public async Task A_call_on_two_sites_is_told_once_with_what_each_says(string first, string second)
    {
        _world.SitesDisagree();
        await _world.ReadAsync(first);
        _world.Digests.Clock.Advance(Duration.FromHours(1));
        await _world.ReadAsync(second);
        await _world.NextDayAsync();
        await _world.NextDayAsync();

        _world.Told.ShouldHaveSingleItem();
        var entry = _world.Last.Entries.ShouldHaveSingleItem();
        (entry.Group, entry.Opportunity.Id.Source).ShouldBe((DigestGroup.New, first));
        var letter = await DigestLetterTests.WriteAsync(_world.Last);
        foreach (var part in new[] { letter.Html, TwinWorld.OneLine(letter) })
        {
            part.ShouldContain("Sources disagree: deadline");
            part.ShouldContain("ukri.org: 30 Aug 2026, 11:00 UK time");
            part.ShouldContain("apply-for-innovation-funding.service.gov.uk: 30 Sep 2026");
            part.ShouldContain($"seen 24 Aug 2026, {(first == "ukri" ? "08:10" : "09:10")}");
            part.ShouldContain("Also on");
            part.ShouldContain(AdoptAtUkri);
            part.ShouldContain(AdoptAtInnovate);
        }
        (await _world.Digests.PendingAsync("ann")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_dies_on_the_way_a_call_on_two_sites_is_told_once()
    {
        _world.SitesDisagree();
        for (var at = 1; ; at += 3)
        {
            using var world = new TwinWorld();
            await world.Digests.SubscribeAsync("ann", "ADOPT");
            foreach (var url in new[] { "https://ukri.example/calls", "https://innovate-uk.example/calls" })
                world.Digests.Pages.CopyFrom(_world.Digests.Pages, url);
            await world.Digests.ScrapeAsync("ukri");
            await world.Digests.ScrapeAsync("innovate-uk");
            var crash = new Crash { At = at, After = at % 2 == 0 };
            await world.Digests.SurviveAsync(crash);
            await world.NextDayAsync();
            await world.NextDayAsync();
            world.Digests.Mails.Letters.Select(l => l.DeliveryId).Distinct().ShouldHaveSingleItem($"step {at}");
            world.Last.Entries.ShouldHaveSingleItem().Twins!.Members.Count.ShouldBe(2, $"step {at}");
            (await world.Digests.PendingAsync("ann")).ShouldBeEmpty($"step {at}");
            if (!crash.Happened)
                break;
        }
    }

    [Fact]
    public async Task Messages_that_come_twice_and_late_change_nothing()
    {
        _world.SitesDisagree();
        await _world.ReadAsync("ukri", "innovate-uk");
        foreach (var id in new[] { Innovate, Ukri, Innovate })
            await _world.Digests.SendAsync(new ChangeMessage(1, "again", id.Source, id.Reference, 1));
        await _world.NextDayAsync();
        await _world.Digests.SendAsync(new ChangeMessage(1, "late", Innovate.Source, Innovate.Reference, 1));
        await _world.NextDayAsync();
        _world.Told.ShouldHaveSingleItem();
        (await _world.Twins.DecisionsAsync(Ukri, default)).ShouldHaveSingleItem().Before.ShouldBeEmpty();
    }

    [Fact]
    public async Task That_two_told_calls_are_one_is_mailed_to_nobody()
    {
        _world.SitesDisagree();
        _world.Says("innovate-uk", (AdoptAtInnovate, "Money for people who bring farmers together (ADOPT)", September));
        await _world.ReadAsync("ukri", "innovate-uk");
        await _world.NextDayAsync();
        _world.Last.Entries.Count.ShouldBe(2);

        _world.SitesDisagree();
        await _world.ReadAsync("innovate-uk");
        (await _world.GroupAsync(Ukri)).ShouldBe(["innovate-uk", "ukri"]);
        await _world.NextDayAsync();
        _world.Told.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_split_is_remembered()
    {
        _world.SitesDisagree();
        await _world.ReadAsync("ukri", "innovate-uk");
        await _world.Twins.SplitAsync(Ukri, Innovate, "Bea", [], _world.Digests.Clock.GetCurrentInstant(), default);
        await _world.MailAsync();
        _world.Last.Entries.Count.ShouldBe(2);
        _world.Last.Entries.ShouldAllBe(e => e.Twins!.Members.Count == 1);

        _world.Digests.Clock.Advance(Duration.FromDays(1));
        _world.Says("innovate-uk", (AdoptAtInnovate, Adopt, "30 August 2026"));
        await _world.ReadAsync("innovate-uk");
        (await _world.GroupAsync(Ukri)).ShouldBe(["ukri"]);
        await _world.MailAsync();
        var moved = _world.Last.Entries.ShouldHaveSingleItem();
        (moved.Group, moved.Opportunity.Id).ShouldBe((DigestGroup.Changed, Innovate));
    }

    [Fact]
    public async Task A_page_that_is_given_the_next_round_goes_back_to_a_curator()
    {
        _world.SitesDisagree();
        await _world.ReadAsync("ukri", "innovate-uk");
        _world.Digests.Clock.Advance(Duration.FromDays(1));
        _world.Says("ukri", (AdoptAtUkri, "ADOPT Facilitator Support Grant: Round 12", "11 November 2026 11:00am UK time"));
        await _world.ReadAsync("ukri");
        (await _world.GroupAsync(Ukri)).ShouldBe(["ukri"]);
        (await _world.Twins.ProposedAsync(10, default)).ShouldHaveSingleItem().Before.ShouldHaveSingleItem().State.ShouldBe(TwinState.MergedByRule);
    }

    [Fact]
    public async Task A_doubtful_pair_waits_for_a_curator_and_both_are_told()
    {
        _world.Says("ukri", (AdoptAtUkri, "Photonic chips for sensing", "1 October 2026"));
        _world.Says("innovate-uk", (AdoptAtInnovate, "Photonic chips for sensing: feasibility", "1 October 2026"));
        await _world.ReadAsync("ukri", "innovate-uk");
        (await _world.Twins.ProposedAsync(10, default)).ShouldHaveSingleItem().IsMerged.ShouldBeFalse();
        await _world.MailAsync();
        _world.Last.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task National_and_central_deadlines_are_both_shown()
    {
        var (rvo, eureka) = (new OpportunityId("rvo", "https://www.rvo.nl/subsidies-financiering/eurostars"), new OpportunityId("eureka", "https://www.eurekanetwork.org/eurostars"));
        _world.Says("rvo", (rvo.Reference, "Eurostars: subsidie internationale marktgerichte R&D", "4 September 2026, 14:00 uur"));
        _world.Says("eureka", (eureka.Reference, "Eurostars: call for projects", "4 September 2026, 16:00 Brussels time"));
        await _world.ReadAsync("rvo", "eureka");
        await _world.Twins.MergeAsync(rvo, eureka, "Bea", [], _world.Digests.Clock.GetCurrentInstant(), default);
        await _world.MailAsync();
        _world.Told.ShouldHaveSingleItem();
        var text = (await DigestLetterTests.WriteAsync(_world.Last)).Text;
        text.ShouldContain("rvo.nl: 4 Sep 2026, 14:00");
        text.ShouldContain("eurekanetwork.org: 4 Sep 2026, 16:00");
    }

    [Fact]
    public async Task A_call_on_forty_sites_that_moved_thrice_fits_one_digest()
    {
        var calls = Enumerable.Range(0, TwinStore.MostMembers).Select(n => DigestWorld.Call($"c{n}", "ADOPT")).ToList();
        foreach (var days in new[] { 0, 1, 2, 3 })
        {
            foreach (var call in calls)
                await _world.Digests.ReadAsync(call with { Deadlines = [DigestWorld.Closing(new LocalDate(2026, 12, 1).PlusDays(days))] });
        }
        await _world.Digests.DrainAsync();
        foreach (var call in calls.Skip(1))
            await _world.Twins.MergeAsync(calls[0].Id, call.Id, "Bea", [], _world.Digests.Clock.GetCurrentInstant(), default);
        await _world.MailAsync();
        _world.Told.ShouldHaveSingleItem();
        _world.Last.Entries.ShouldHaveSingleItem().Twins!.Members.Count.ShouldBe(TwinStore.MostMembers);
        (await _world.Digests.PendingAsync("ann")).ShouldBeEmpty();
    }
}
