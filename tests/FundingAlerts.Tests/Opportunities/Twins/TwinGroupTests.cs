using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Twins;

public sealed class TwinGroupTests
{
    private static readonly Opportunity Competition = Calls.Of("innovate-uk", "Full ADOPT Grant: Round 9", "Innovate UK", "7 October 2026", "2544", Calls.Seen + Duration.FromDays(3)) with
    {
        Funding = new(Total: new(new Money(5_000_000, "GBP"), "£5 million")),
        StatusWord = new(OpportunityStatus.Open, "Open now"),
    };

    private static readonly Opportunity Page = Calls.Of("ukri", "Full ADOPT Grant: Round 9", "UKRI", "23 September 2026 11:00am", "full-adopt-grant-round-9") with
    {
        Funding = new(Total: new(new Money(5_000_000.00m, "GBP"), "£5,000,000")),
        StatusWord = new(OpportunityStatus.Forthcoming, "Upcoming"),
    };

    private static readonly Opportunity Copy = Calls.Of("list", "Full ADOPT grant: round nine", null, null, "c", Calls.Seen - Duration.FromDays(9));

    [Fact]
    public void The_funders_own_page_speaks_for_all_then_the_one_seen_first()
    {
        var group = TwinGroup.Of([Competition, Copy, Page], source => source == "list", Calls.Seen);
        group.Primary.ShouldBe(Page);
        group.Members.ShouldBe([Page, Copy, Competition]);
        group.Sightings.Select(sighting => sighting.Source).ShouldBe(["list", "ukri", "innovate-uk"]);
        TwinGroup.Of([Page, Competition, Copy], source => source is "list" or "ukri", Calls.Seen).Primary.ShouldBe(Competition);
    }

    [Fact]
    public void Where_the_sources_disagree_both_values_are_kept_with_source_and_time()
    {
        var group = TwinGroup.Of([Competition, Page, Copy], source => source == "list", Calls.Seen);
        group.Disagreements.Select(disagreement => disagreement.Field).ShouldBe(["deadline", "status"]);
        group.Disagreements[0].Values.Select(value => (value.Call.Source, value.Meaning, value.Text, value.SeenAt)).ShouldBe(
        [
            ("ukri", "2026-09-23", "23 September 2026 11:00am", Calls.Seen + Duration.FromDays(1)),
            ("innovate-uk", "2026-10-07", "7 October 2026", Calls.Seen + Duration.FromDays(4)),
        ]);
    }

    [Fact]
    public void Amounts_and_titles_that_differ_are_said_those_that_only_look_different_are_not()
    {
        var group = TwinGroup.Of([Page, Competition with { Title = "Full ADOPT grant", Funding = new(Total: new(new Money(4_000_000, "GBP"), "£4m")) }], _ => false, Calls.Seen);
        group.Disagreements.Select(disagreement => disagreement.Field).ShouldBe(["title", "deadline", "status", "total"]);
        TwinGroup.Of([Page], _ => false, Calls.Seen).Disagreements.ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => TwinGroup.Of([], _ => false, Calls.Seen));
    }

    [Theory]
    [Table("""
        4 September 2026 14:00 ¦ 4 September 2026 14:00 ¦
        4 September 2026 14:00 ¦ 4 September 2026       ¦
        4 September 2026 14:00 ¦ 4 September 2026 17:00 ¦ 2026-09-04T13:00Z | 2026-09-04T16:00Z
        4 September 2026 14:00 ¦ 5 September 2026 14:00 ¦ 2026-09-04 | 2026-09-05
        4 September 2026       ¦ open                   ¦ 2026-09-04 | rolling
        4 September 2026       ¦                        ¦
        """)]
    public void Days_and_then_times_are_held_against_each_other(string mine, string? theirs, string? said)
    {
        var group = TwinGroup.Of([Calls.Of("a", "Eurostars", null, mine, "1"), Calls.Of("b", "Eurostars", null, theirs, "2", Calls.Seen + Duration.FromDays(1))], _ => false, Calls.Seen);
        (group.Disagreements.SingleOrDefault()?.Values.Select(v => v.Meaning) is { } values ? string.Join(" | ", values) : null).ShouldBe(said);
    }

    [Fact]
    public void A_withdrawn_page_leads_no_other_but_an_aggregator_and_all_must_close_for_a_call_to_be_over()
    {
        var gone = Page with { WithdrawnAt = Calls.Seen };
        TwinGroup.Of([gone, Competition], _ => false, Calls.Seen).Primary.ShouldBe(Competition);
        TwinGroup.Of([gone, Copy], source => source == "list", Calls.Seen).Primary.ShouldBe(gone);
        var late = Instant.FromUtc(2026, 9, 25, 0, 0);
        TwinGroup.Of([Page, Competition, Copy], source => source == "list", Calls.Seen).IsOver(late).ShouldBeFalse();
        TwinGroup.Of([Page, Copy], source => source == "list", Calls.Seen).IsOver(late).ShouldBeTrue();
        var copy = TwinGroup.Of([Copy], source => source == "list", Calls.Seen);
        (copy.IsOnlyAggregated, copy.IsOver(late)).ShouldBe((true, false));
    }

    [Fact]
    public void A_closed_page_leads_no_open_one_but_an_aggregators()
    {
        var late = Instant.FromUtc(2026, 9, 25, 0, 0);
        TwinGroup.Of([Page, Competition], _ => false, late).Primary.ShouldBe(Competition);
        TwinGroup.Of([Page, Competition], _ => false, Instant.FromUtc(2026, 10, 9, 0, 0)).Primary.ShouldBe(Page);
        TwinGroup.Of([Page, Copy], source => source == "list", late).Primary.ShouldBe(Page);
    }

    [Fact]
    public async Task The_stored_calls_stay_as_they_are_under_the_merged_view()
    {
        using var folder = new SqliteFolder();
        var token = TestContext.Current.CancellationToken;
        var calls = new OpportunityStore(folder.Account());
        var twins = new TwinStore(folder.Account());
        foreach (var call in new[] { Page, Competition })
            await calls.SaveAsync(OpportunityDifference.Between(null, call, Calls.Seen), token);
        await twins.KeepAsync(TwinFinder.Compare(Page, Competition), Calls.Seen, token);

        var group = (await twins.FindGroupAsync(Competition.Id, calls, _ => false, Calls.Seen, token)).ShouldNotBeNull();
        group.Members.Count.ShouldBe(2);
        group.Sightings.Select(sighting => sighting.Source).Order().ShouldBe(["innovate-uk", "ukri"]);
        (await calls.FindAsync(Page.Id, token)).ShouldNotBeNull().Sightings.ShouldHaveSingleItem();
        (await calls.HistoryAsync(Page.Id, token)).Count.ShouldBe(1);

        await twins.SplitAsync(Page.Id, Competition.Id, "eva", ["no"], Calls.Seen, token);
        (await twins.FindGroupAsync(Page.Id, calls, _ => false, Calls.Seen, token)).ShouldNotBeNull().Members.ShouldHaveSingleItem();
        (await twins.FindGroupAsync(new("nowhere", "x"), calls, _ => false, Calls.Seen, token)).ShouldBeNull();
    }
}
