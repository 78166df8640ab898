using System.Text.Json;
using FundingAlerts.Matching.Text;
using FundingAlerts.Matching.Topics;

namespace FundingAlerts.Tests.Matching.Topics;

/// <summary>Judged calls and pairs beside the repository, where they are at hand; docs/matching.md has the figures.</summary>
public class TopicCorpusTests
{
    private const string Topic = "neuromorphic-computing";
    private static readonly string[] Fields = ["title", "call", "summary", "type", "funder"];
    private static readonly TopicScorer Scorer = new(TaxonomyCatalogue.Shipped);

    [Fact]
    public void Of_the_judged_calls_all_core_ones_are_found_and_few_others()
    {
        var calls = File.ReadLines(Corpus.File("calls.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var judged = calls.Where(c => !c.TryGetProperty("scheme", out _) && Judgement(c) is not null)
            .Select(c => (Title: Text(c, "title"), Wanted: Judgement(c)!.Value, Found: (int)TierOf(c))).ToList();
        judged.Count.ShouldBeGreaterThan(100);

        judged.Where(c => c.Wanted == 2 && c.Found < 2).Select(c => c.Title).ShouldBeEmpty();
        Share(judged, c => c.Found == 2, c => c.Wanted == 2).ShouldBeGreaterThanOrEqualTo(0.9);
        Share(judged, c => c.Wanted >= 1, c => c.Found >= 1).ShouldBeGreaterThanOrEqualTo(0.9);
        Share(judged, c => c.Found >= 1, c => c.Wanted >= 1).ShouldBeGreaterThanOrEqualTo(0.85);

        // Who is alerted of everything finds everything, too.
        calls.Count(c => TierOf(c) != TopicTier.None).ShouldBeLessThan(calls.Count / 8);
        var schemes = calls.Where(c => c.TryGetProperty("scheme", out _)).ToList();
        schemes.Count.ShouldBeGreaterThan(3);
        schemes.ShouldAllBe(c => Scorer.Score(TextOf(c), Topic).Reasons.Any(r => r.Kind == TopicReasonKind.Scheme));
    }

    [Fact]
    public void Every_pair_is_told_apart()
    {
        using var taxonomy = JsonDocument.Parse(File.ReadAllText(Corpus.File("taxonomy.json")));
        var pairs = taxonomy.RootElement.GetProperty("testPairs").EnumerateArray().Select(p => (Text: Text(p, "text"), Expect: Text(p, "expect"))).ToList();
        pairs.Count.ShouldBeGreaterThan(5);
        foreach (var field in new[] { "title", "summary" })
        {
            foreach (var (text, expect) in pairs)
            {
                var match = Scorer.Score(new((field, text)), Topic);
                var mentions = match.Reasons.Any(r => r.Kind == TopicReasonKind.Mention);
                var isAsExpected = expect switch
                {
                    "match-core" => match.Tier == TopicTier.Core,
                    "match-strong" => match.Tier != TopicTier.None,
                    "mention-only" => match.Tier == TopicTier.None && mentions,
                    _ => match.Tier == TopicTier.None && !mentions,
                };
                isAsExpected.ShouldBeTrue($"{field}, {expect}: {text} is {match.Tier}");
            }
        }
    }

    private static double Share<T>(IReadOnlyList<T> of, Func<T, bool> among, Func<T, bool> are) => (double)of.Where(among).Count(are) / of.Count(among);

    private static TopicTier TierOf(JsonElement call) => Scorer.Score(TextOf(call), Topic).Tier;

    private static CallText TextOf(JsonElement call) => new(Text(call, "lang"), Fields.Select(f => (f, (string?)Text(call, f))));

    private static int? Judgement(JsonElement call) =>
        call.TryGetProperty("relevance", out var relevance) && relevance.ValueKind == JsonValueKind.Number ? relevance.GetInt32() : null;

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
