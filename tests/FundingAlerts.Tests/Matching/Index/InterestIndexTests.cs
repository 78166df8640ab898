using CsCheck;
using FundingAlerts.Interests;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Tests.Matching.Index;

public sealed class InterestIndexTests
{
    private static readonly string[] Vocabulary = ["a", "ab", "abc", "neuro", "neuromorphic", "computing", "edge", "ai", "élan", "brain-inspired", "the"];

    private static readonly Gen<string> Word = Pick.From(Vocabulary);

    private static readonly Gen<string> Term = Gen.OneOf(
        Word,
        Word.Select(w => w + "*"),
        Gen.Select(Word, Word, (a, b) => $"\"{a} {b}\""),
        Gen.Select(Word, Word, (a, b) => $"\"{a} {b}\"*"));

    private static readonly Gen<string> AnyQuery = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Term
        : Gen.Frequency(
            (4, Term),
            (2, Gen.Select(inner, inner, (a, b) => $"({a} AND {b})")),
            (2, Gen.Select(inner, inner, (a, b) => $"({a} OR {b})")),
            (1, inner.Select(q => $"NOT ({q})"))));

    private static readonly Gen<CallDocument> Page = Gen.Select(Word.Array[0, 6], Word.Array[0, 4], (title, summary) => new CallDocument(new CallText(
        ("title", string.Join(' ', title)), ("summary", string.Join(' ', summary)))));

    [Fact]
    public void It_finds_just_what_each_query_alone_finds() => Gen.Select(AnyQuery.Array[1, 12], Page.Array[1, 2]).Sample((queries, pages) =>
    {
        var interests = queries.Select((q, i) => new Interest($"i{i:D2}", $"s{i % 3}", "Interest", q)).ToList();

        var found = new InterestIndex(interests).Match(pages).ToDictionary(m => m.Interest.InterestId, m => m.Reasons);

        foreach (var interest in interests)
        {
            var alone = pages.Select(QueryParser.Parse(interest.Query).Match).FirstOrDefault(r => r is not null);
            found.ContainsKey(interest.InterestId).ShouldBe(alone is not null, interest.Query);
            if (alone is not null)
                found[interest.InterestId].ShouldBe(alone);
        }
    });

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

    private static Interest Of(string id, string query) => new(id, "ann", "Interest", query);
}
