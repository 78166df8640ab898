using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Tests.Opportunities.Twins;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Matching.Topics;

public sealed class TaxonomyDifferenceTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);
    private readonly SqliteFolder _folder = new();
    private readonly OpportunityStore _calls;

    public TaxonomyDifferenceTests() => _calls = new(_folder.Account());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Calls_come_in_go_out_change_their_tier_and_their_score()
    {
        foreach (var title in new[] { "Green tea", "Hot drinks", "Porcelain in Delft", "Coffee in Vienna", "Ships", "A teacup" })
            await SaveAsync(title, Now - Duration.FromDays(3));
        var next = TaxonomyReaderTests.Small
            .Replace("[hot drinks]", "[coffee in vienna]", StringComparison.Ordinal)
            .Replace("negativeDomains: [coffee*]", "", StringComparison.Ordinal)
            .Replace("terms: { en: [teacup, porcelain] }", "terms: { en: [teacup] }\n  - id: delft\n    tier: core\n    weight: 2\n    terms: { en: [porcelain, green] }", StringComparison.Ordinal);

        var difference = await DifferenceAsync(next);

        difference.Scored.ShouldBe(6);
        difference.Changes.Select(c => (c.Title, c.Kind)).ShouldBe(
        [
            ("Coffee in Vienna", TopicChangeKind.ComesIn),
            ("Hot drinks", TopicChangeKind.GoesOut),
            ("Porcelain in Delft", TopicChangeKind.ChangesTier),
            ("Green tea", TopicChangeKind.ChangesScore),
        ]);
        difference.Changes[2].ShouldSatisfyAllConditions(c => c.Old.Tier.ShouldBe(TopicTier.Adjacent), c => c.New.Tier.ShouldBe(TopicTier.Core), c => c.New.Reasons.ShouldNotBeEmpty());
    }

    [Fact]
    public async Task The_same_taxonomy_changes_nothing()
    {
        await SaveAsync("Green tea", Now - Duration.FromDays(3));
        (await DifferenceAsync(TaxonomyReaderTests.Small)).ShouldSatisfyAllConditions(d => d.Scored.ShouldBe(1), d => d.Changes.ShouldBeEmpty());
    }

    [Fact]
    public async Task Of_a_new_topic_all_comes_in()
    {
        await SaveAsync("Green tea", Now - Duration.FromDays(3));
        (await TaxonomyDifference.BetweenAsync(null, TaxonomyReader.Read(TaxonomyReaderTests.Small).Taxonomy!, _calls.RecentAsync(Now - Duration.FromDays(90), Stop), Stop))
            .Changes.ShouldHaveSingleItem().Kind.ShouldBe(TopicChangeKind.ComesIn);
    }

    [Fact]
    public async Task Only_calls_that_were_seen_or_changed_of_late_are_looked_at()
    {
        var longAgo = Now - Duration.FromDays(200);
        await SaveAsync("Old and still", longAgo);
        await SaveAsync("Of late", Now - Duration.FromDays(89));
        await SaveAsync("Just too old", Now - Duration.FromDays(91));
        await SaveAsync(new string('x', 300), Now - Duration.FromDays(1));
        var changed = await SaveAsync("Old and changed", longAgo);
        await _calls.SaveAsync(OpportunityDifference.Between(changed, changed with { Summary = "News." }, Now - Duration.FromDays(2)), Stop);

        var recent = await _calls.RecentAsync(Now - Duration.FromDays(90), Stop).Select(c => c.Title).ToListAsync(Stop);
        recent.ShouldBe(["Of late", new string('x', 300), "Old and changed"], ignoreOrder: true);
    }

    private async Task<Opportunity> SaveAsync(string title, Instant at)
    {
        var difference = OpportunityDifference.Between(null, Calls.Of("ukri", title, "UKRI", null, seen: at), at);
        await _calls.SaveAsync(difference, Stop);
        return difference.Next;
    }

    private Task<TaxonomyDifference> DifferenceAsync(string next) => TaxonomyDifference.BetweenAsync(
        TaxonomyReader.Read(TaxonomyReaderTests.Small).Taxonomy!,
        TaxonomyReader.Read(next) is { Taxonomy: { } read } ? read : throw new InvalidOperationException(string.Join('\n', TaxonomyReader.Read(next).Faults)),
        _calls.RecentAsync(Now - Duration.FromDays(90), Stop),
        Stop);
}
