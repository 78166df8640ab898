using FundingAlerts.Matching.Text;
using FundingAlerts.Matching.Topics;

namespace FundingAlerts.Tests.Matching.Topics;

public class ShippedTaxonomyTests
{
    private static readonly TopicScorer Scorer = new(TaxonomyCatalogue.Shipped);

    public static TheoryData<string> Topics => [.. TaxonomyCatalogue.Shipped.Select(t => t.Id)];

    [Fact]
    public void Six_topics_ship() =>
        TaxonomyCatalogue.Shipped.Select(t => t.Id).ShouldBe(["edge-ai", "neuromorphic-computing", "neurotechnology", "photonics", "quantum", "semiconductors"]);

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_is_about_its_own_name_in_every_language(string topic)
    {
        foreach (var (language, name) in TaxonomyCatalogue.Find(topic)!.Names)
            Scorer.Score(new(language, [("title", name)]), topic).Tier.ShouldBe(TopicTier.Core, name);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Every_term_is_found_where_it_is_said_and_where_it_is_cased_otherwise(string topic)
    {
        foreach (var concept in TaxonomyCatalogue.Find(topic)!.Concepts.Where(c => c.Weight >= 2))
        {
            foreach (var term in concept.Terms.Values.SelectMany(t => t).Select(t => t.TrimEnd('*')))
            {
                var match = Scorer.Score(new(("title", term)), topic);
                match.Tier.ShouldNotBe(TopicTier.None, term);
                Scorer.Score(new(("title", term.ToUpperInvariant())), topic).Tier.ShouldBe(match.Tier, term);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Every_scheme_is_found_by_each_of_its_names(string topic)
    {
        foreach (var scheme in TaxonomyCatalogue.Find(topic)!.Schemes)
        {
            foreach (var name in scheme.Names)
            {
                var call = new CallText(("title", $"{name.TrimEnd('*')}, round 2"), ("funder", string.Concat(scheme.By.Take(1))));
                Scorer.Score(call, topic).Reasons.ShouldContain(r => r.Kind == TopicReasonKind.Scheme, name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_is_described_in_english_and_dutch(string topic)
    {
        var taxonomy = TaxonomyCatalogue.Find(topic)!;
        foreach (var language in new[] { "en", "nl" })
            taxonomy.Descriptions[language].Length.ShouldBeInRange(100, 600);
        taxonomy.Umbrellas.ShouldNotBeEmpty();
        TaxonomyCatalogue.TextOf(topic).ShouldNotBeNull().ShouldContain($"id: {topic}");
    }

    [Fact]
    public void What_does_not_ship_has_no_text() => TaxonomyCatalogue.TextOf("tea").ShouldBeNull();
}
