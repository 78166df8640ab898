using CsCheck;
using FundingAlerts.Matching.Text;
using FundingAlerts.Matching.Topics;

namespace FundingAlerts.Tests.Matching.Topics;

public class TopicScorerTests
{
    private static readonly TopicScorer Scorer = new([TaxonomyReader.Read(TaxonomyReaderTests.Small).Taxonomy!]);

    private static readonly Gen<string> Text = Gen.Select(
        Pick.From("tea", "Green Tea", "thee", "CTC", "Earl Grey", "brew", "pot", "beer", "teacup", "porcelain", "kettle", "hot drinks", "coffee", "boats", "e.g.", "quantum", "AI", "élan", "類神經"),
        Pick.From(" ", ", ", ". ", "\n", " - ", ": ", " (", ") ", " and "),
        (word, gap) => word + gap).Array[0, 30].Select(string.Concat);

    [Fact]
    public void A_reason_tells_all()
    {
        var match = Scorer.Score(new(("title", "Fine porcelain"), ("summary", "A call about good Tea.")))[0];
        (match.Topic, match.Tier, match.Score).ShouldBe(("tea", TopicTier.Core, 83));
        match.Reasons.ShouldBe(
        [
            new(TopicReasonKind.Term, "tea", "tea", "summary", 18, 60, new("A call about good ", "Tea", ".")),
            new(TopicReasonKind.Term, "porcelain", "cups", "title", 5, 22.5, new("Fine ", "porcelain", "")),
        ]);
    }

    [Theory]
    [Table("""
        title        ¦ Tea                                  ¦ Core      ¦ 90
        call         ¦ Tea                                  ¦ Core      ¦ 72
        topics       ¦ Tea                                  ¦ Core      ¦ 60
        summary      ¦ Tea                                  ¦ Core      ¦ 60
        summary      ¦ Tea. Tea again. And tea.             ¦ Core      ¦ 100
        description  ¦ Tea                                  ¦ Adjacent  ¦ 36
        description  ¦ Tea. Tea again.                      ¦ Core      ¦ 54
        funder       ¦ Tea                                  ¦ None      ¦ 6
        summary      ¦ Hot drinks                           ¦ Adjacent  ¦ 36
        description  ¦ Hot drinks                           ¦ Adjacent  ¦ 22
        title        ¦ Porcelain                            ¦ Adjacent  ¦ 23
        summary      ¦ Porcelain, porcelain. Porcelain      ¦ None      ¦ 15
        summary      ¦ Kettles                              ¦ None      ¦ 0
        summary      ¦ Earl Grey                            ¦ Core      ¦ 60
        summary      ¦ earl grey                            ¦ None      ¦ 0
        summary      ¦ CTC                                  ¦ None      ¦ 0
        summary      ¦ CTC from the kettle                  ¦ Core      ¦ 60
        summary      ¦ ctc from the kettle                  ¦ None      ¦ 0
        summary      ¦ CTC in a teacup                      ¦ None      ¦ 15
        summary      ¦ brew                                 ¦ None      ¦ 0
        summary      ¦ brew a pot                           ¦ Core      ¦ 60
        summary      ¦ brew beer in a pot                   ¦ None      ¦ 0
        summary      ¦ brew it. A pot                       ¦ None      ¦ 0
        summary      ¦ brew a pot of coffee                 ¦ None      ¦ 0
        title        ¦ Breakfast at home                    ¦ Adjacent  ¦ 25
        summary      ¦ Breakfast at home                    ¦ None      ¦ 0
        title        ¦ High tea                             ¦ Core      ¦ 90
        title        ¦ High tea at the Ritz                 ¦ Core      ¦ 100
        summary      ¦ e.g. AI, tea, quantum, robots         ¦ None      ¦ 12
        summary      ¦ boats, tea, horses, carts             ¦ Adjacent  ¦ 24
        summary      ¦ boats, tea, horses, carts, cars, bikes ¦ None     ¦ 12
        title        ¦ Boats, tea, horses and carts          ¦ Adjacent  ¦ 36
        """)]
    public void Points_are_counted_as_documented(string field, string text, TopicTier tier, int score)
    {
        var match = Scorer.Score(new((field, text)))[0];
        (match.Tier, match.Score).ShouldBe((tier, score), string.Join('\n', match.Reasons));
    }

    [Fact]
    public void A_negative_domain_in_the_title_is_over_all_that_is_weak() =>
        Scorer.Score(new(("title", "Coffee"), ("summary", "Porcelain in teacups. Hot drinks.")))[0].Reasons.ShouldHaveSingleItem().Kind.ShouldBe(TopicReasonKind.Umbrella);

    [Fact]
    public void Case_and_diacritics_make_no_difference() =>
        Text.Sample(text =>
        {
            // Acronyms and brands mind their case.
            var plain = text.Replace("CTC", "kettle", StringComparison.Ordinal).Replace("Earl Grey", "kettle", StringComparison.Ordinal);
            var accented = plain.ToUpperInvariant().Replace("E", "É", StringComparison.Ordinal).Replace("É.G.", "e.g.", StringComparison.Ordinal);
            Outcome(accented).ShouldBe(Outcome(plain));
        });

    [Fact]
    public void Saying_a_term_once_more_never_lowers_the_tier() =>
        Gen.Select(Text, Pick.From("tea", "hot drinks", "porcelain", "CTC", "brew a pot")).Sample((text, term) =>
            (Score("summary", $"{text}. {term}.").Tier >= Score("summary", $"{text}.").Tier).ShouldBeTrue());

    [Fact]
    public void In_the_title_a_text_says_no_less_than_in_the_body() =>
        // But for lists, and for what a title rules out.
        Text.Where(text => !text.Contains(", ", StringComparison.Ordinal) && !text.Contains('\n', StringComparison.Ordinal) && !text.Contains("coffee", StringComparison.Ordinal)).Sample(text =>
        {
            var (title, body) = (Score("title", text), Score("description", text));
            (title.Tier >= body.Tier).ShouldBeTrue();
            title.Score.ShouldBeGreaterThanOrEqualTo(body.Score);
        });

    [Fact]
    public void Scores_and_tiers_go_together() =>
        Text.Sample(text =>
        {
            var match = Score("summary", text);
            match.Score.ShouldBeInRange(match.Tier switch { TopicTier.Core => 40, TopicTier.Adjacent => 20, _ => 0 }, match.Tier == TopicTier.None ? 19 : 100);
            (match.Tier == TopicTier.None || match.Reasons.Any(r => r.Kind != TopicReasonKind.Mention)).ShouldBeTrue();
            foreach (var reason in match.Reasons)
                text[reason.Position..].ShouldStartWith(reason.Snippet.Found[..1]);
        });

    [Fact]
    public void Scored_beside_others_a_topic_gets_what_it_gets_alone()
    {
        var together = new TopicScorer(TaxonomyCatalogue.Shipped);
        var vocabulary = TaxonomyCatalogue.Shipped.SelectMany(t => t.Concepts).SelectMany(c => c.Terms.Values.SelectMany(x => x).Concat(c.Acronyms).Concat(c.Ambiguous.SelectMany(a => a.Terms.Concat(a.Near).Concat(a.NotNear)))).ToArray();
        var alone = TaxonomyCatalogue.Shipped.Select(t => new TopicScorer([t])).ToList();
        Gen.Select(Pick.From(vocabulary), Pick.From(" ", ", ", ". "), (word, gap) => word + gap).Array[0, 20].Select(string.Concat).Sample(
            text =>
            {
                var call = new CallText(("title", text), ("summary", text));
                var each = alone.Select(a => a.Score(call)[0]).ToList();
                together.Score(call).Zip(each).ShouldAllBe(p => p.First.Tier == p.Second.Tier && p.First.Score == p.Second.Score);
            },
            iter: 300);
    }

    [Fact]
    public void A_text_that_says_little_else_takes_no_longer_than_its_length_allows()
    {
        var call = new CallText(("description", string.Concat(Enumerable.Repeat("tea, brew beer and ", 50_000))));
        Scorer.Score(call)[0].Reasons.Count.ShouldBeLessThanOrEqualTo(20);
    }

    [Fact]
    public void An_unknown_topic_is_refused() => Should.Throw<ArgumentException>(() => Scorer.Score(new(("title", "tea")), "wine"));

    private static TopicMatch Score(string field, string text) => Scorer.Score(new((field, text)))[0];

    private static (TopicTier Tier, int Score) Outcome(string text) => Score("summary", text) is var match ? (match.Tier, match.Score) : default;
}
