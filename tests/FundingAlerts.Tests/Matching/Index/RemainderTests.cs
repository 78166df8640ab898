using System.Runtime.InteropServices;
using CsCheck;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Tests.Matching.Index;

public sealed class RemainderTests
{
    private const int Words = 90;

    // "(w1 OR w2 OR ...) (w3 OR ...) w4 NOT (w5 OR w6)": longer than what is stored beside an anchor, and than a clause can be.
    private static readonly Gen<string> Word = Gen.Int[0, Words - 1].Select(n => $"w{n}");
    private static readonly Gen<string> Any = Gen.OneOf(Word.Array[1, 4], Word.Array[10, 40]).Select(words => $"({string.Join(" OR ", words)})");
    private static readonly Gen<string> Part = Gen.Frequency((4, Any), (3, Word), (1, Any.Select(any => $"NOT {any}")), (1, Word.Select(word => $"title:{word}")), (1, Gen.Const("status:open")), (1, Gen.Const("amount>=1k")));
    private static readonly Gen<string> Query = Gen.Select(Word, Gen.OneOf(Part.Array[0, 3], Part.Array[8, 12]), (word, parts) => string.Join(' ', parts.Append(word))).Where(query => query.Length <= 2_000);

    private static readonly Gen<CallDocument> Call =
        Gen.Select(Word.Array[1, 30], Word.Array[1, 60], (title, summary) => new CallDocument(new CallText(("title", string.Join(' ', title)), ("summary", string.Join(' ', summary)))));

    [Fact]
    public void Queries_of_many_words_and_parts_are_met_by_just_the_calls_that_each_alone_is() => Gen.Select(Query.Array[1, 8], Call).Sample(
        (texts, call) =>
        {
            var index = new QueryIndex();
            var queries = texts.Select(text => (Query: QueryParser.Parse(text), Text: text)).ToList();
            var numbers = queries.ConvertAll(q => index.Add(q.Query, q.Text));
            var alone = queries.Index().Where(q => q.Item.Query.Match(call) is not null).Select(q => q.Index).ToList();

            Met(index, call, numbers).ShouldBe(alone, "as they were filed");
            var moved = index.Arrange();
            Met(index, call, numbers.ConvertAll(n => moved[n])).ShouldBe(alone, "in order");
        },
        iter: 10_000);

    [Theory]
    [Table(
        """
        memristor                                    ¦
        memristor OR chip                            ¦ |
        memristor laser                              ¦ AllOf 1
        memristor laser status:open                  ¦ AllOf 1, Facets 1
        memristor NOT edge                           ¦ NoneOf 1
        (memristor OR laser) (photon OR "edge ai")   ¦ OneOf 2 | OneOf 2
        memristor (laser OR chip) NOT (edge OR core) ¦ OneOf 2, NoneOf 2
        memristor title:laser                        ¦ AllOf 1, Code
        memristor NOT (edge core)                    ¦ Code
        memristor amount>=5k                         ¦ Code
        """)]
    public void Beside_each_anchor_lies_what_else_is_asked(string query, string? clauses)
    {
        var compiled = new QueryCompiler(new(), new([]), new([]), []).Compile(QueryParser.Parse(query));

        var shapes = compiled.Anchors.Select(anchor => new Remainder().Read(CollectionsMarshal.AsSpan(compiled.Code), anchor, compiled.IsProof, compiled.Anchors.Count > 1));

        string.Join(" | ", shapes.Select(Written)).Trim().ShouldBe(clauses ?? "");
    }

    private static string Written(Shape shape)
    {
        var clauses = new List<string>();
        for (var left = shape; left != Shape.Nothing; left = left.Rest)
            clauses.Add(left.First is (Clause.Code, _) ? "Code" : $"{left.First.Clause} {left.First.Count}");
        return string.Join(", ", clauses);
    }

    private static List<int> Met(QueryIndex index, CallDocument call, List<int> numbers)
    {
        var met = new List<int>();
        index.Match(call, new CallReader(), met);
        met.Distinct().Count().ShouldBe(met.Count);
        return [.. numbers.Index().Where(n => met.Contains(n.Item)).Select(n => n.Index)];
    }
}
