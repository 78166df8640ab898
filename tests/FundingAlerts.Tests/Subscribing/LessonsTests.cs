using CsCheck;
using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Tests.Matching.Index;

namespace FundingAlerts.Tests.Subscribing;

public sealed class LessonsTests
{
    [Fact]
    public void What_is_learnt_can_be_read_and_is_not_met_by_the_call_any_more()
    {
        var learnt = 0;
        Gen.Select(AnyQuery.Bare, AnyQuery.Call).Where((query, call) => QueryParser.Parse(query).Match(call) is not null).Sample(
            (query, call) =>
            {
                var before = QueryParser.Parse(query);
                foreach (var lesson in Lessons.Of(Interest(query), before.Match(call)!, ["NWO", "neuro chips"], call, ["photonics"]))
                {
                    Interlocked.Increment(ref learnt);
                    var after = QueryParser.Parse(lesson.Query);
                    after.Match(call).ShouldBeNull(lesson.Query);
                }
            },
            iter: 2_000);
        learnt.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_lesson_only_takes_away() =>
        Gen.Select(AnyQuery.Bare, AnyQuery.Call, AnyQuery.Call).Where((query, call, _) => QueryParser.Parse(query).Match(call) is not null).Sample(
            (query, call, other) =>
            {
                foreach (var lesson in Lessons.Of(Interest(query), QueryParser.Parse(query).Match(call)!, ["NWO"], call, ["photonics"]))
                {
                    if (QueryParser.Parse(lesson.Query).Match(other) is not null)
                        QueryParser.Parse(query).Match(other).ShouldNotBeNull(lesson.Query);
                }
            },
            iter: 1_000);

    [Fact]
    public void The_words_and_the_funder_by_which_a_call_came_can_be_excluded()
    {
        var call = DigestWorld.Call("a") with { Funders = [new("Research \"Council\"")] };
        var interest = Interest("neuromorph* OR quantum");
        var match = QueryParser.Parse(interest.Query).Match(TopicScorer.Shipped.Read(call, default))!;

        Lessons.Of(call, [interest], [new(interest.InterestId, interest.Name, match)], TopicScorer.Shipped, default).Select(l => l.Query).ShouldBe(
        [
            "(neuromorph* OR quantum) NOT neuromorph*",
            "(neuromorph* OR quantum) NOT funder:\"Research Council\"",
        ]);
    }

    private static Interest Interest(string query) => new("s1-1", "s1", "Interest", query);
}
