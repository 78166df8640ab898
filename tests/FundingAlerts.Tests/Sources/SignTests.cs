using FundingAlerts.Sources;
using static FundingAlerts.Tests.Sources.ReadingWorld;

namespace FundingAlerts.Tests.Sources;

/// <summary>What a page shows when it is honestly empty, and when it is not itself.</summary>
public sealed class SignTests
{
    private const string Html = """
        <!doctype html><html><body><main class="list"><p class="none">No   calls
        at&nbsp;the moment.</p><p class="note"> </p></main><footer>Scheduled work</footer></body></html>
        """;

    private const string Json = """{"total":0,"none":true,"some":false,"list":[],"map":{},"word":"Empty","gone":null,"one":[0],"message":"No calls now"}""";

    [Theory]
    // sign                                                  ¦ stands on the page
    [Table("""
        { select: .none }                                    ¦ true
        { select: .nowhere }                                 ¦ false
        { select: .note }                                    ¦ true
        { text: NO CALLS at the Moment }                     ¦ true
        { text: calls elsewhere }                            ¦ false
        { select: .none, text: no calls }                    ¦ true
        { select: footer, text: no calls }                   ¦ false
        { select: p, text: no calls }                        ¦ true
        { select: 'main:not(:has(article))' }                ¦ true
        """)]
    public void An_HTML_page_shows_a_sign(string sign, bool shows) => Shows(ResponseFormat.Html, Html, sign, shows);

    [Theory]
    // sign                                                  ¦ stands on the page
    [Table("""
        { path: $.none }                                     ¦ true
        { path: $.some }                                     ¦ false
        { path: $.total }                                    ¦ false
        { path: $.total, text: '0' }                         ¦ true
        { path: $.list }                                     ¦ false
        { path: $.list, text: '[]' }                         ¦ true
        { path: $.map }                                      ¦ false
        { path: $.gone }                                     ¦ false
        { path: $.nowhere }                                  ¦ false
        { path: '$.one[*]', text: '0' }                      ¦ true
        { path: $.word, text: Empty }                        ¦ true
        { path: $.word, text: empty }                        ¦ false
        { path: $.message }                                  ¦ true
        { text: no calls now }                               ¦ true
        { text: calls tomorrow }                             ¦ false
        """)]
    public void A_JSON_answer_shows_a_sign(string sign, bool shows) => Shows(ResponseFormat.Json, Json, sign, shows);

    [Fact]
    public void A_feed_shows_a_sign() =>
        Shows(ResponseFormat.Xml, "<rss><channel><title>Calls</title></channel></rss>", "{ select: 'channel:not(:has(item))' }", shows: true);

    [Fact]
    public void The_first_sign_that_stands_there_speaks()
    {
        var read = Read(ResponseFormat.Html, Html, """
              type: { value: x }
            brokenWhen:
              - { select: .login, message: A login stands in the way. }
              - { text: scheduled work, message: The site is being mended. }
              - { select: footer, message: Never said. }
            """);

        read.Problem!.Kind.ShouldBe(SourceProblemKind.OutOfOrder);
        read.Problem.Message.ShouldBe("site.example/calls/list.html is not itself: The site is being mended.");
        read.Rows.ShouldBeEmpty();
    }

    [Theory]
    // what the element holds                                            ¦ rows
    [Table("""
        {"page":{"calls":[{"n":"a"},{"n":"b"}]}}                         ¦ a b
        {"page":{"calls":[]}}                                            ¦
        {"page":{}}                                                      ¦
        {"page":{"calls":[{"n":"a"}]}                                    ¦
        {"page":{"calls":[{"n":"a"}]},"page":{"calls":[{"n":"x"}]}}      ¦
        no JSON                                                          ¦
        """)]
    public void Rows_stand_in_JSON_that_the_page_carries(string json, string? rows)
    {
        const string rule = "{ path: '$.calls[*]', embedded: { select: script#data, path: $.page } }";
        const string field = "  type: { path: $.n }\n";

        Read(ResponseFormat.Html, $"<!doctype html><html><body><h1>Calls of the year</h1><script id=data type=application/json>{json}</script></body></html>", field, rule)
            .Rows.Select(r => r.First("type")).ShouldBe((rows ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Read(ResponseFormat.Html, "<!doctype html><html><body><h1>Calls of the year</h1></body></html>", field, rule).Rows.ShouldBeEmpty();
    }

    private static void Shows(ResponseFormat format, string page, string sign, bool shows)
    {
        Read(format, page, $"  type: {{ value: x }}\nemptyWhen: {sign}\n").SaysEmpty.ShouldBe(shows);
        var broken = Read(format, page, $"  type: {{ value: x }}\nbrokenWhen:\n  - {sign.TrimEnd('}', ' ')}, message: Look at it. }}\n");
        ((broken.Problem?.Kind) == SourceProblemKind.OutOfOrder).ShouldBe(shows);
    }
}
