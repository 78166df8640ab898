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
        var group = TwinGroup.Of([Competition, Copy, Page], source => source == "list");
        group.Primary.ShouldBe(Page);
        group.Members.ShouldBe([Page, Copy, Competition]);
        group.Sightings.Select(sighting => sighting.Source).ShouldBe(["list", "ukri", "innovate-uk"]);
        TwinGroup.Of([Page, Competition, Copy], source => source is "list" or "ukri").Primary.ShouldBe(Competition);
    }

    [Fact]
    public void Where_the_sources_disagree_both_values_are_kept_with_source_and_time()
    {
        var group = TwinGroup.Of([Competition, Page, Copy], source => source == "list");
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
        var group = TwinGroup.Of([Page, Competition with { Title = "Full ADOPT grant", Funding = new(Total: new(new Money(4_000_000, "GBP"), "£4m")) }], _ => false);
        group.Disagreements.Select(disagreement => disagreement.Field).ShouldBe(["title", "deadline", "status", "total"]);
        TwinGroup.Of([Page], _ => false).Disagreements.ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => TwinGroup.Of([], _ => false));
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

        var group = (await twins.FindGroupAsync(Competition.Id, calls, _ => false, token)).ShouldNotBeNull();
        group.Members.Count.ShouldBe(2);
        group.Sightings.Select(sighting => sighting.Source).Order().ShouldBe(["innovate-uk", "ukri"]);
        (await calls.FindAsync(Page.Id, token)).ShouldNotBeNull().Sightings.ShouldHaveSingleItem();
        (await calls.HistoryAsync(Page.Id, token)).Count.ShouldBe(1);

        await twins.SplitAsync(Page.Id, Competition.Id, "eva", ["no"], Calls.Seen, token);
        (await twins.FindGroupAsync(Page.Id, calls, _ => false, token)).ShouldNotBeNull().Members.ShouldHaveSingleItem();
        (await twins.FindGroupAsync(new("nowhere", "x"), calls, _ => false, token)).ShouldBeNull();
    }
}
