using CsCheck;
using FundingAlerts.Matching;

namespace FundingAlerts.Tests.Matching;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("chips", "chips")]
    [InlineData("  chips  ", "chips")]
    [InlineData("edge AI", "(edge & ai)")]
    [InlineData("edge AND AI", "(edge & ai)")]
    [InlineData("edge and AI", "(edge & and & ai)")] // only capitals join
    [InlineData("this or that", "(this & or & that)")]
    [InlineData("not now", "(not & now)")]
    [InlineData("a OR b c OR d", "(a | (b & c) | d)")]
    [InlineData("(a OR b) c", "((a | b) & c)")]
    [InlineData("a NOT b", "(a & !b)")]
    [InlineData("a -b", "(a & !b)")]
    [InlineData("a –b —c −d", "(a & !b & !c & !d)")] // a telephone makes dashes long
    [InlineData("NOT NOT a", "!!a")]
    [InlineData("-(a OR b)", "!(a | b)")]
    [InlineData("neuromorph*", "neuromorph*")]
    [InlineData("neuro**", "neuro*")]
    [InlineData("brain-inspired", "brain+inspired")]
    [InlineData("\"spiking neural\"", "spiking+neural")]
    [InlineData("\"spiking neur*\"", "spiking+neur*")]
    [InlineData("\"spiking neur* \"", "spiking+neur*")]
    [InlineData("\"spiking neur\"*", "spiking+neur*")]
    [InlineData("“spiking neural”", "spiking+neural")]
    [InlineData("„spiking neural“ OR «edge AI»", "(spiking+neural | edge+ai)")]
    [InlineData("NOT“edge AI”", "!edge+ai")]
    [InlineData("\"a\"OR\"b\"", "(a | b)")]
    [InlineData("ORANGE ANDROID NOTHING", "(orange & android & nothing)")]
    [InlineData("brein-geïnspireerde", "brein+geinspireerde")]
    [InlineData("類神經 OR Łódź", "(類神經 | lodz)")]
    public void A_query_is_read_as_meant(string query, string expected) => Say(QueryParser.Parse(query)).ShouldBe(expected);

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData(" \t ", 0, "empty")]
    [InlineData("*", 0, "no word")]
    [InlineData("\"\"", 1, "no word")]
    [InlineData("a -", 2, "no word")]
    [InlineData("a & b", 2, "no word")]
    [InlineData("a \uD800 b", 2, "no word")]
    [InlineData("OR", 0, "missing before this AND or OR")]
    [InlineData("AND a", 0, "missing before this AND or OR")]
    [InlineData("a OR OR b", 5, "missing before this AND or OR")]
    [InlineData("a AND", 5, "missing at the end")]
    [InlineData("NOT", 3, "missing at the end")]
    [InlineData("a NOT ", 6, "missing at the end")]
    [InlineData("()", 1, "missing before this ')'")]
    [InlineData("(a OR )", 6, "missing before this ')'")]
    [InlineData("(a", 0, "never closed")]
    [InlineData("a (b (c)", 2, "never closed")]
    [InlineData("a)", 1, "closes nothing")]
    [InlineData("a \"b c", 2, "never closed")]
    [InlineData("neu*ro", 3, "end of a word")]
    [InlineData("*neuro", 0, "end of a word")]
    [InlineData("x \"a* b\"", 4, "end of a word")]
    public void What_cannot_be_read_is_pointed_at(string query, int position, string message)
    {
        var fault = Should.Throw<QueryException>(() => QueryParser.Parse(query));
        fault.Position.ShouldBe(position);
        fault.Message.ShouldContain(message);
        fault.Message.ShouldEndWith($"(at character {position + 1})");
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("NOT ", "")]
    [InlineData("-", "")]
    public void Deep_nesting_is_refused_before_the_stack_ends(string open, string close)
    {
        var fits = string.Concat(Enumerable.Repeat(open, 30)) + "a" + string.Concat(Enumerable.Repeat(close, 30));
        Should.NotThrow(() => QueryParser.Parse(fits));
        var deep = string.Concat(Enumerable.Repeat(open, Math.Min(1_000, 1_900 / open.Length))) + "a";
        Should.Throw<QueryException>(() => QueryParser.Parse(deep)).Message.ShouldContain("too deeply");
    }

    [Fact]
    public void Two_thousand_characters_are_read_and_one_more_is_not()
    {
        QueryParser.Parse(new('a', 2_000));
        Should.Throw<QueryException>(() => QueryParser.Parse(new('a', 2_001))).Message.ShouldContain("longer than 2000");
    }

    [Fact]
    public void Any_string_is_read_or_refused_with_a_place_in_it() =>
        Gen.String[Gen.OneOf(Pick.From("aB é*-–\"“”()\uD83D\uDE00\u0301 ORANDT".ToCharArray()), Gen.Char), 0, 60].Sample(
            text =>
            {
                try
                {
                    QueryParser.Parse(text).ShouldNotBeNull();
                }
                catch (QueryException fault)
                {
                    fault.Position.ShouldBeInRange(0, text.Length);
                }
            },
            iter: 20_000);

    private static string Say(Query query) => query switch
    {
        Query.Phrase phrase => string.Join('+', phrase.Folded) + (phrase.IsPrefix ? "*" : ""),
        Query.And and => $"({string.Join(" & ", and.Parts.Select(Say))})",
        Query.Or or => $"({string.Join(" | ", or.Parts.Select(Say))})",
        Query.Not not => "!" + Say(not.Excluded),
        _ => "?",
    };
}
