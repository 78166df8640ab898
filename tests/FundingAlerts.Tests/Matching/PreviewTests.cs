using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Matching;

public sealed class PreviewTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);

    [Fact]
    public async Task It_shows_the_latest_first_with_reasons_and_says_how_many_a_week()
    {
        var preview = await OfAsync("neuromorph* OR topic:neuromorphic-computing", Seen("old", 80, "neuromorphic"), Seen("new", 3, "brain-inspired computing"), Seen("other", 5, "cheese"));

        preview.Looked.ShouldBe(3);
        preview.Calls.Select(c => c.Call.Reference).ShouldBe(["new", "old"]);
        preview.Calls.ShouldAllBe(c => c.Reasons.Count > 0);
        preview.AWeek.ShouldBe(2 / (90 / 7.0), 0.001);
    }

    [Fact]
    public async Task A_call_that_has_opened_meanwhile_would_have_been_told()
    {
        var call = Seen("a", 30, "neuromorphic") with { Opens = new(new Opening(new LocalDate(2026, 11, 10), null, null), "10 November"), Deadlines = [DigestWorld.Closing(new(2027, 1, 1))] };

        (await OfAsync("status:open", call)).Calls.Count.ShouldBe(1);
        (await OfAsync("status:forthcoming", call)).Calls.Count.ShouldBe(1);
        (await OfAsync("status:closed", call)).Calls.ShouldBeEmpty();
    }

    private static Task<Preview> OfAsync(string query, params Opportunity[] calls) =>
        Preview.OfAsync(QueryParser.Parse(query), TopicScorer.Shipped, calls.ToAsyncEnumerable(), Now - Duration.FromDays(90), Now, TestContext.Current.CancellationToken);

    private static Opportunity Seen(string reference, int daysAgo, string words)
    {
        var call = DigestWorld.Call(reference, words);
        return call with { Sightings = [new(call.Id.Source, call.Address, Now - Duration.FromDays(daysAgo), Now)] };
    }
}
