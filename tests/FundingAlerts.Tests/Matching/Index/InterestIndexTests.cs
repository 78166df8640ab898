using CsCheck;
using FundingAlerts.Interests;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Tests.Matching.Index;

public sealed class InterestIndexTests
{
    [Fact]
    public void It_finds_just_what_each_query_alone_finds() => Gen.Select(AnyQuery.Text.Array[1, 12], AnyQuery.Call.Array[1, 2]).Sample(
        (queries, pages) =>
        {
            var interests = queries.Select((q, i) => Of($"i{i:D2}", q)).ToList();

            var found = new InterestIndex(interests).Match(pages).ToDictionary(m => m.Interest.InterestId, m => m.Reasons);

            foreach (var interest in interests)
            {
                var alone = pages.Select(QueryParser.Parse(interest.Query).Match).FirstOrDefault(r => r is not null);
                found.ContainsKey(interest.InterestId).ShouldBe(alone is not null, interest.Query);
                if (alone is not null)
                    found[interest.InterestId].ShouldBe(alone);
            }
        },
        iter: 20_000);

    [Fact]
    public void A_wider_query_never_loses_a_match() => Gen.Select(AnyQuery.Text, AnyQuery.Text, AnyQuery.Call).Sample(
        (query, other, call) =>
        {
            bool Meets(string asked) => QueryParser.Parse(asked).Match(call) is not null;

            if (Meets(query))
                Meets($"({query}) OR ({other})").ShouldBeTrue();
            if (Meets($"({query}) AND ({other})"))
                (Meets(query) && Meets(other)).ShouldBeTrue();
            if (QueryParser.Parse(query) is Query.Near near && near.Match(call) is not null)
                (near with { Between = near.Between + 1 }).Match(call).ShouldNotBeNull();
            if (QueryParser.Parse(query) is Query.Term term && term.Match(call) is not null)
                (term with { Fields = FundingAlerts.Matching.Text.CallFields.Any }).Match(call).ShouldNotBeNull();
        },
        iter: 20_000);

    [Fact]
    public void Adding_changing_and_removing_leaves_what_a_fresh_index_finds() =>
        Gen.Select(Gen.Select(Gen.Int[0, 9], Gen.OneOf(AnyQuery.Text, Gen.Const("-"))).Array[1, 30], AnyQuery.Call.Array[1, 3]).Sample(
            (steps, calls) =>
            {
                var index = new InterestIndex();
                var left = new Dictionary<string, Interest>(StringComparer.Ordinal);
                foreach (var (id, query) in steps.Select(s => ($"i{s.Item1}", s.Item2)))
                {
                    if (query == "-")
                        index.Remove(id).ShouldBe(left.Remove(id));
                    else
                        index.Put(left[id] = Of(id, query));
                }
                var fresh = new InterestIndex(left.Values);
                index.Count.ShouldBe(left.Count);
                foreach (var call in calls)
                    Ids(index, call).ShouldBe(Ids(fresh, call));
            },
            iter: 5_000);

    [Fact]
    public void The_same_query_of_many_people_is_looked_at_once_and_meets_them_all()
    {
        var index = new InterestIndex(Enumerable.Range(0, 100).Select(i => Of($"i{i:D2}", "neuromorph*")));
        CallDocument[] call = [new(new CallText(("title", "Neuromorphic computing")))];

        index.Match(call).Count().ShouldBe(100);
    }

    [Fact]
    public void A_query_that_cannot_be_read_is_told_and_silences_no_other()
    {
        var told = new List<string>();
        var index = new InterestIndex([Of("broken", "(edge"), Of("good", "edge")], (interest, fault) => told.Add($"{interest.InterestId} {fault.Position}"));

        told.ShouldBe(["broken 0"]);
        index.Match([new(new CallText(("title", "At the edge")))]).ShouldHaveSingleItem().Interest.InterestId.ShouldBe("good");
    }

    private static IEnumerable<string> Ids(InterestIndex index, CallDocument call) => index.Match([call]).Select(m => m.Interest.InterestId).Order(StringComparer.Ordinal);

    private static Interest Of(string id, string query) => new(id, "ann", "Interest", query);
}
