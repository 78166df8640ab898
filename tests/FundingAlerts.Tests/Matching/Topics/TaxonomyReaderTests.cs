using FundingAlerts.Matching.Topics;

namespace FundingAlerts.Tests.Matching.Topics;

public class TaxonomyReaderTests
{
    internal const string Small = """
        version: 1
        id: tea
        names: { en: Tea, nl: Thee }
        descriptions: { en: Leaves in water., nl: Blaadjes in water. }
        concepts:
          - id: tea
            tier: core
            weight: 3
            terms: { en: [tea, green tea], nl: [thee] }
            acronyms: [CTC]
            brands: [Earl Grey]
            ambiguous:
              - terms: [brew]
                near: [pot]
                notNear: [beer]
                within: 4
          - id: cups
            tier: adjacent
            weight: 1
            terms: { en: [teacup, porcelain] }
          - id: water
            tier: context
            weight: 0
            terms: { en: [kettle] }
        umbrellas: { en: [hot drinks] }
        schemes:
          - name: Afternoon
            tier: core
            names: [High Tea]
            by: [Ritz]
          - name: Breakfast
        negativeDomains: [coffee*]
        """;

    [Fact]
    public void A_taxonomy_is_read_whole()
    {
        var reading = TaxonomyReader.Read(Small);
        reading.Faults.ShouldBeEmpty();
        var tea = reading.Taxonomy!;
        (tea.Id, tea.Names["nl"], tea.Descriptions["en"]).ShouldBe(("tea", "Thee", "Leaves in water."));
        tea.Concepts.Select(c => (c.Id, c.Tier, c.Weight)).ShouldBe([("tea", ConceptTier.Core, 3), ("cups", ConceptTier.Adjacent, 1), ("water", ConceptTier.Context, 0)]);
        tea.Concepts[0].Terms["en"].ShouldBe(["tea", "green tea"]);
        (tea.Concepts[0].Acronyms[0], tea.Concepts[0].Brands[0]).ShouldBe(("CTC", "Earl Grey"));
        var rule = tea.Concepts[0].Ambiguous.ShouldHaveSingleItem();
        (rule.Terms[0], rule.Near[0], rule.NotNear[0], rule.Within).ShouldBe(("brew", "pot", "beer", 4));
        tea.Umbrellas["en"].ShouldBe(["hot drinks"]);
        tea.Schemes.Select(s => (s.Name, s.Tier, s.Names[0])).ShouldBe([("Afternoon", ConceptTier.Core, "High Tea"), ("Breakfast", ConceptTier.Adjacent, "Breakfast")]);
        tea.NegativeDomains.ShouldBe(["coffee*"]);
        tea.TextHash.Length.ShouldBe(64);
    }

    [Theory]
    [Table("""
        version: 1                             ¦ version: 2                        ¦ line 1, version          ¦ reads version 1
        id: tea\nnames                         ¦ id: Green Tea\nnames              ¦ line 2, id               ¦ small letters
        nl: Thee }                             ¦ fy: Tee }                         ¦ line 3, names.fy         ¦ 'fy' is no key
        nl: Thee }                             ¦ de: Tee }                         ¦ line 3, names            ¦ 'nl' is missing
        descriptions:                          ¦ describtions:                     ¦ line 4, describtions     ¦ Did you mean 'descriptions'
        tier: core\n    weight: 3              ¦ tier: code\n    weight: 3         ¦ line 7, concepts[0].tier ¦ Did you mean 'core'
        weight: 3                              ¦ weight: 9                         ¦ line 8, concepts[0]      ¦ from 0 to 3
        weight: 3                              ¦ weight: 1                         ¦ line 8, concepts[0]      ¦ cannot be core
        weight: 3                              ¦ weight: 0                         ¦ line 8, concepts[0]      ¦ has weight 0
        weight: 0                              ¦ weight: 1                         ¦ line 23, concepts[2]     ¦ has weight 0
        [tea, green tea]                       ¦ []                                ¦ line 9, concepts[0]      ¦ Expected a list
        [tea, green tea]                       ¦ [tea, 7]                          ¦ line 9, concepts[0]      ¦ numbers
        [tea, green tea]                       ¦ [tea, tea]                        ¦ line 9, concepts[0]      ¦ stands here twice
        [tea, green tea]                       ¦ [tea, "*"]                        ¦ line 9, concepts[0]      ¦ holds no word
        [tea, green tea]                       ¦ [tea, gr*n]                       ¦ line 9, concepts[0]      ¦ only end a phrase
        [tea, green tea]                       ¦ [tea, gr*]                        ¦ line 9, concepts[0]      ¦ at least 4 letters
        [teacup, porcelain]                    ¦ [teacup, Teas]                    ¦ line 20, concepts[1]     ¦ stands under the terms of 'tea'
        [CTC]                                  ¦ [ctc]                             ¦ line 10, concepts[0]     ¦ no acronym
        [CTC]                                  ¦ [CRUSH TEAR]                      ¦ line 10, concepts[0]     ¦ no acronym
        [Earl Grey]                            ¦ [earl grey]                       ¦ line 11, concepts[0]     ¦ letter by letter
        notNear: [beer]                        ¦ notNear: [pots]                   ¦ line 13, concepts[0]     ¦ cannot be both
        within: 4                              ¦ within: 40                        ¦ line 16, concepts[0]     ¦ from 1 to 12
        terms: [brew]                          ¦ terms: [teas]                     ¦ line 13, concepts[0]     ¦ stands under the terms of 'tea'
        id: cups                               ¦ id: tea                           ¦ line 17, concepts[1].id  ¦ concept 'tea' already
        [hot drinks]                           ¦ [porcelain]                       ¦ line 25, umbrellas       ¦ stands under the terms of 'cups'
        - name: Breakfast                      ¦ - name: afternoon                 ¦ line 31, schemes[1]      ¦ scheme 'afternoon' already
        tier: core\n    names                  ¦ tier: context\n    names          ¦ line 28, schemes[0].tier ¦ core (about nothing
        negativeDomains: [coffee*]             ¦ id: twice                         ¦ line 32                  ¦ no valid YAML
        """)]
    public void A_mistake_is_named_with_its_line_and_what_to_do(string old, string instead, string place, string advice)
    {
        Small.ShouldContain(old);
        var at = Small.IndexOf(old, StringComparison.Ordinal);
        var reading = TaxonomyReader.Read(Small[..at] + instead + Small[(at + old.Length)..]);
        reading.Taxonomy.ShouldBeNull();
        reading.Faults.Select(f => f.ToString()).ShouldContain(f => f.StartsWith(place, StringComparison.Ordinal) && f.Contains(advice, StringComparison.Ordinal), string.Join('\n', reading.Faults));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("- tea")]
    [InlineData("version: 1")]
    [InlineData("concepts: 7\nid: [a]\nnames: tea\ndescriptions: []\nversion: x\nschemes: {}\numbrellas: [tea]\nnegativeDomains: ~")]
    public void Nonsense_is_no_taxonomy(string yaml) => TaxonomyReader.Read(yaml).Faults.ShouldNotBeEmpty();

    [Fact]
    public void A_topic_without_a_core_is_none() =>
        TaxonomyReader.Read(Small.Replace("tier: core\n    weight: 3", "tier: adjacent\n    weight: 3", StringComparison.Ordinal))
            .Faults.ShouldHaveSingleItem().Message.ShouldContain("No concept has the tier core");
}
