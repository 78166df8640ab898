using CsCheck;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Tests.Matching.Queries;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("chips", "chips")]
    [InlineData("  chips  ", "chips")]
    [InlineData("edge ai", "(edge & ai)")]
    [InlineData("edge AND AI", "(edge & AI)")] // an acronym
    [InlineData("COMPUTING edge AI", "(computing & edge & AI)")] // too long for an acronym
    [InlineData("SNNs AND RRAM 2026", "(SNNS & RRAM & 2026)")]
    [InlineData("edge and AI", "(edge & and & AI)")] // only capitals join
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
    [InlineData("brain-inspired", "brain+inspired~braininspired")]
    [InlineData("\"spiking neural\"", "spiking+neural")]
    [InlineData("\"spiking neur*\"", "spiking+neur*")]
    [InlineData("\"spiking neur* \"", "spiking+neur*")]
    [InlineData("\"spiking neur\"*", "spiking+neur*")]
    [InlineData("“spiking neural”", "spiking+neural")]
    [InlineData("„spiking neural“ OR «edge AI»", "(spiking+neural | edge+AI)")]
    [InlineData("NOT“edge AI”", "!edge+AI")]
    [InlineData("\"a\"OR\"b\"", "(a | b)")]
    [InlineData("ORANGE ANDROID NOTHING", "(orange & android & nothing)")]
    [InlineData("Förderung", "forderung~foerderung")]
    [InlineData("Foerderung", "foerderung~forderung")]
    [InlineData("a NEAR/3 b", "[a 3 b]")]
    [InlineData("a NEAR b c", "([a 5 b] & c)")]
    [InlineData("(chip OR device) NEAR/0 \"memory cell\"", "[chip~device 0 memory+cell]")]
    [InlineData("a NEAR/1 b NEAR/2 c", "([a 1 b] & [b 2 c])")]
    [InlineData("title:chips OR text:\"edge AI\"", "(title/call=chips | summary/description=edge+AI)")]
    [InlineData("Title:(a OR -b) c", "((title/call=a | !title/call=b) & c)")]
    [InlineData("funder:NWO programme:horizon reference:ria*", "(funder=NWO & call/programme/reference=horizon & reference=ria*)")]
    [InlineData("type:fellowship", "(type:fellowship | type=fellowship)")]
    [InlineData("type:\"starting grant\"", "type=starting+grant")]
    [InlineData("status:Open", "status:open")]
    [InlineData("-status:closed", "!status:closed")]
    [InlineData("lang:NL", "lang:nl")]
    [InlineData("country:UK", "country:gb")]
    [InlineData("eligible:NL+UK", "(eligible:nl & eligible:gb & eligible:together)")]
    [InlineData("eligible:DE OR eligible:unknown", "(eligible:de | eligible:unknown)")]
    [InlineData("amount>=500000 EUR chips", "(amount AtLeast 500000 & chips)")]
    [InlineData("chips amount >= 500000 EUR chips", "(chips & amount AtLeast 500000 & chips)")]
    [InlineData("deadline < 90d a", "(deadline Less 90d & a)")]
    [InlineData("amount>500k", "amount More 500000")]
    [InlineData("amount<£2M", "amount Less 2300000")]
    [InlineData("amount<=1.5m gbp", "amount AtMost 1725000")]
    [InlineData("amount=500.000", "amount Equal 500000")]
    [InlineData("amount:1,500,000.50", "amount Equal 1500000.5")]
    [InlineData("deadline<90d", "deadline Less 90d")]
    [InlineData("deadline>=2w", "deadline AtLeast 14d")]
    [InlineData("deadline:3m", "deadline AtMost 90d")]
    [InlineData("deadline<=2027-03-31", "deadline AtMost 2027-03-31")]
    [InlineData("deadline:rolling", "deadline:rolling")]
    [InlineData("topic:neuromorphic-computing", "about neuromorphic-computing")]
    [InlineData("topic:photonics/core", "about photonics core")]
    [InlineData("http://x.org", "http+x+org")]
    [InlineData("HORIZON:2026", "horizon+2026")]
    [InlineData("brein-geïnspireerde", "brein+geinspireerde~breingeinspireerde")]
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
    [InlineData("tilte:chips", 0, "did you mean title?")]
    [InlineData("a deadlin<90d", 2, "did you mean deadline?")]
    [InlineData("title<5", 5, "takes a colon")]
    [InlineData("title: ", 0, "is missing")]
    [InlineData("status:opne", 7, "did you mean status:open?")]
    [InlineData("status:later", 7, "write one of unknown, forthcoming, open, closed")]
    [InlineData("status>open", 6, "no larger and smaller")]
    [InlineData("eligible:Atlantis", 9, "no country")]
    [InlineData("lang:dutch", 5, "two letters")]
    [InlineData("amount>=lots", 8, "no amount")]
    [InlineData("amount>=", 8, "value is missing")]
    [InlineData("deadline<soon", 9, "no time")]
    [InlineData("deadline<9999d", 9, "no time")]
    [InlineData("topic:photonic", 6, "did you mean topic:photonics?")]
    [InlineData("topic:cheese", 6, "There are: neuromorphic-computing, photonics")]
    [InlineData("topic:photonics/edge", 15, "only /core")]
    [InlineData("a NEAR/x b", 2, "number of words")]
    [InlineData("a NEAR/51 b", 2, "number of words")]
    [InlineData("a NEAR", 6, "missing at the end")]
    [InlineData("NEAR a", 0, "missing before")]
    [InlineData("a NEAR/3 (b AND c)", 9, "NEAR stands between")]
    [InlineData("status:open NEAR/3 c", 0, "NEAR stands between")]
    public void What_cannot_be_read_is_pointed_at(string query, int position, string message)
    {
        var fault = Should.Throw<QueryException>(() => QueryParser.Parse(query, ["neuromorphic-computing", "photonics"]));
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
        Gen.String[Gen.OneOf(Pick.From("aB é*-–\"“”()\uD83D\uDE00\u0301 ORANDTE/:<>=3kd".ToCharArray()), Gen.Char), 0, 60].Sample(
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
        Query.Term term => Fields(term.Fields) + string.Join('~', term.Spellings.Select(s => string.Join('+', s.Words.Select(w => w.IsCapital ? w.Folded.ToUpperInvariant() : w.Folded)) + (s.IsPrefix ? "*" : ""))),
        Query.Near near => $"[{Say(near.Left)} {near.Between} {Say(near.Right)}]",
        Query.Where where => where.Condition switch
        {
            Condition.Has has => has.Facet,
            Condition.Amount amount => FormattableString.Invariant($"amount {amount.Comparison} {amount.Euros:0.##}"),
            Condition.Within within => FormattableString.Invariant($"deadline {within.Comparison} {within.Ahead.TotalDays}d"),
            Condition.On on => FormattableString.Invariant($"deadline {on.Comparison} {on.Day:uuuu-MM-dd}"),
            _ => "?",
        },
        Query.About about => $"about {about.Topic}{(about.OnlyCore ? " core" : "")}",
        Query.And and => $"({string.Join(" & ", and.Parts.Select(Say))})",
        Query.Or or => $"({string.Join(" | ", or.Parts.Select(Say))})",
        Query.Not not => "!" + Say(not.Excluded),
        _ => "?",
    };

    private static string Fields(CallFields fields) => fields == CallFields.Any ? "" : fields.ToString().Replace(", ", "/", StringComparison.Ordinal).ToLowerInvariant() + "=";
}
