using FundingAlerts.Sources;
using static FundingAlerts.Tests.Sources.ReadingWorld;

namespace FundingAlerts.Tests.Sources;

public sealed class FieldReadingTests
{
    private const string Html = """
        <!doctype html><html><body>
          <h1>Calls&nbsp;of  the
            year</h1>
          <p class=a>One <b>two</b><span class=hide>hidden</span></p><p class=a>Three</p><p class=e> </p>
          <a href="../a?x=1&amp;y=2">A</a><a href="//other.example/b">B</a><a>C</a>
          <div class=money>1000</div><div class=money>2500.5</div><div class=money>n/a</div>
          <div data-raw="&lt;p&gt;Para&lt;/p&gt;&lt;ul&gt;&lt;li&gt;x&lt;/li&gt;&lt;/ul&gt;"></div>
          <table class=t><tr><td>A</td><td>B</td></tr></table>
          <script>var x = "never";</script>
          <div class=json>{"a":[{"n":"Fund A - 1","v":5},{"n":"Fund B - 1","v":7.50}],"t":true,"z":null,"o":{"k":1}}</div>
        </body></html>
        """;

    [Theory]
#pragma warning disable format // a table
    [InlineData("{ select: h1, filters: [squash] }",                                            "Calls of the year")]
    [InlineData("{ select: .a }",                                                               "One twohidden")]
    [InlineData("{ select: .a, many: true, remove: .hide }",                                    "One two|Three")]
    [InlineData("{ select: .e }",                                                               "")]
    [InlineData("{ select: .e, default: none }",                                                "none")]
    [InlineData("{ select: .nowhere }",                                                         "")]
    [InlineData("[{ select: .nowhere }, { select: .e }, { select: b }, { select: h1 }]",        "two")]
    [InlineData("{ select: a, attr: href, many: true }",                                        "../a?x=1&y=2|//other.example/b")]
    [InlineData("{ select: a, attr: href, many: true, filters: [absolute] }",                   "https://site.example/a?x=1&y=2|https://other.example/b")]
    [InlineData("{ select: .money, many: true, filters: [sum] }",                               "3500.5")]
    [InlineData("{ select: .money, filters: [sum, { append: ' EUR' }] }",                       "3500.5 EUR")]
    [InlineData("{ select: h1, filters: [sum, { append: ' EUR' }] }",                           "")]
    [InlineData("{ select: '[data-raw]', attr: data-raw, filters: [text] }",                    "Para\nx")]
    [InlineData("{ select: .t }",                                                               "A B")]
    [InlineData("{ select: '' , filters: [{ find: 'never' }] }",                                "")]
    [InlineData("{ select: .a, many: true, filters: [{ find: '(t)(w|h)' }] }",                  "t|T")]
    [InlineData("{ select: .a, filters: [{ find: '^three' }] }",                                "Three")]
    [InlineData("{ select: .a, filters: [{ replace: { pattern: 'o(n)e', with: '$1!' } }] }",    "n! twohidden")]
    [InlineData("{ select: .a, many: true, filters: [{ join: '; ' }] }",                        "One twohidden; Three")]
    [InlineData("{ value: 'a, b,,c', many: true, filters: [{ split: ',' }] }",                  "a|b|c")]
    [InlineData("{ value: 'a, b', filters: [{ split: ',' }] }",                                 "a")]
    [InlineData("{ value: 'one two three', filters: [{ limit: 8 }] }",                          "one two…")]
    [InlineData("{ value: 'x', filters: [{ prepend: '${title}: ' }] }",                         "The title: x")]
    [InlineData("{ value: '${title}/${reference}' }",                                           "The title/r")]
    [InlineData("{ value: OPEN, map: { open: Yes } }",                                          "Yes")]
    [InlineData("{ value: other, map: { open: Yes } }",                                         "other")]
    [InlineData("{ select: .json, many: true, filters: [{ json: '$.a[*].v' }] }",               "5|7.50")]
    [InlineData("{ select: .json, filters: [{ json: '$.a[?(@.n =~ /^Fund B - /)].v' }] }",      "7.50")]
    [InlineData("{ select: .json, many: true, filters: [{ json: '$..*' }, { find: '^true$' }] }", "true")]
    [InlineData("{ select: .json, filters: [{ json: '$.z' }] }",                                "")]
    [InlineData("{ select: .json, filters: [{ json: '$.o' }] }",                                "{\"k\":1}")]
    [InlineData("{ select: h1, filters: [{ json: '$.a' }] }",                                   "")]
#pragma warning restore format
    public void A_rule_finds_and_filters(string rule, string found) =>
        string.Join('|', Values(ResponseFormat.Html, Html, rule)).ShouldBe(found);

    [Theory]
#pragma warning disable format // a table
    [InlineData("<dl><dt>Closes:</dt><dd>3 May</dd><dt>Opens</dt><dd>1 May</dd></dl>",                                       "3 May")]
    [InlineData("<dl><dt>closes</dt><dd>3 May</dd><dd>4 June</dd><dt>Opens</dt><dd>1 May</dd></dl>",                         "3 May|4 June")]
    [InlineData("<dl><div><dt><span>Closes</span></dt><dd>3 May</dd></div><div><dt>Opens</dt><dd>1 May</dd></div></dl>",     "3 May")]
    [InlineData("<dl><div><dt>Closes</dt></div><div><dt>Opens</dt><dd>1 May</dd></div></dl>",                                "")]
    [InlineData("<dl><dt>Closes</dt><dt>Opens</dt><dd>1 May</dd></dl>",                                                      "")]
    [InlineData("<table><tr><th>Closes<td>3 May<th>Opens<td>1 May</table>",                                                  "3 May")]
    [InlineData("<table><tr><th>Opens<th>Closes<tr><td>1 May<td>3 May<tr><td>2 May<td>4 May</table>",                        "3 May|4 May")]
    [InlineData("<table><thead><tr><th>Opens<th>Closes</thead><tbody><tr><td>1 May<td>3 May</tbody></table>",                "3 May")]
    [InlineData("<ul><li><strong>Opens:</strong> 1 May</li><li><strong>Closes: </strong>3 May, <i>17:00</i></li></ul>",      "3 May, 17:00")]
    [InlineData("<p><b>Closes</b>: 3 May<br><b>Opens</b>: 1 May</p>",                                                        "3 May")]
    [InlineData("<p><b>Closes</b><br>3 May<br><b>Opens</b> 1 May</p>",                                                       "3 May")]
    [InlineData("<p><strong>Closes</strong></p><p>3 May</p><p><strong>Opens</strong></p><p>1 May</p>",                       "3 May")]
    [InlineData("<p><strong>Closes</strong></p><p><strong>Opens</strong></p><p>1 May</p>",                                   "")]
    [InlineData("<h3>Closes</h3><p>3 May</p><p>noon</p><h3>Opens</h3><p>1 May</p>",                                          "3 May|noon")]
    [InlineData("<h2>Closes</h2><h3>Stage one</h3><p>3 May</p><h2>Opens</h2><p>1 May</p>",                                   "Stage one|3 May")]
    [InlineData("<section><h2>Closes</h2></section><section><h2>Opens</h2><p>1 May</p></section>",                           "")]
    [InlineData("<div class=header><h2><button>Closes</button></h2></div><div class=panel>3 May</div>",                      "3 May")]
    [InlineData("<nav><b>Closes</b></nav><main><dl><dt>Closes<dd>3 May</dl></main>",                                         "3 May")]
    [InlineData("<label>Closes</label><span>3 May</span>",                                                                   "3 May")]
    [InlineData("<p>Closes 3 May</p>",                                                                                       "")]
#pragma warning restore format
    public void A_label_leads_to_its_value_and_to_no_other(string html, string found) =>
        string.Join('|', Values(ResponseFormat.Html, $"<!doctype html><html><body><p>Some page.</p>{html}</body></html>", "{ label: [Closes, Sluit], many: true }")).ShouldBe(found);

    [Fact]
    public void Xml_is_read_with_its_namespaces_and_CDATA()
    {
        const string feed = """
            <?xml version="1.0"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
            <title>Feed</title>
            <item><title>First &amp; best</title><link>https://a.example/1</link><dc:date>2026-05-03</dc:date>
              <description><![CDATA[<p>Some <b>text</b></p><p>More</p>]]></description><enclosure url="/f.pdf"/></item>
            <item><title>Second</title></item>
            </channel></rss>
            """;

        var rows = Read(ResponseFormat.Xml, feed, """
              type: { select: title }
              opens: { select: date } # by its local name, whatever the prefix
              summary: { select: description, filters: [text] }
              funder: { select: enclosure, attr: url, filters: [absolute] }
              call: { select: link }
            """).Rows;

        rows.Count.ShouldBe(2);
        rows[0].First("type").ShouldBe("First & best");
        rows[0].First("opens").ShouldBe("2026-05-03");
        rows[0].First("summary").ShouldBe("Some text\nMore");
        rows[0].First("funder").ShouldBe("https://site.example/f.pdf");
        rows[0].First("call").ShouldBe("https://a.example/1");
        rows[1].AllOf("summary").ShouldBeEmpty();
    }

    [Fact]
    public void What_a_map_replaces_is_kept_as_printed()
    {
        var row = Read(ResponseFormat.Json, """{"id":"a","state":"Accepting ","kinds":["R","X","S"]}""", """
              topic: { path: $.id }
              status: { path: $.state, map: { accepting: open } }
              type: { path: '$.kinds[*]', many: true, map: { R: Research, S: Studies }, otherwise: '' }
            """).Rows.Single();
        (row.First("status"), row.FirstPrinted("status"), row.FirstPrinted("topic"), row.FirstPrinted("nowhere")).ShouldBe(("open", "Accepting", "a", null));
        row.AllOf("type").ShouldBe(["Research", "Studies"]);
        row.Printed["type"].ShouldBe(["R", "S"]);
        row.Printed.ContainsKey("topic").ShouldBeFalse();

        // A detail page's word takes the place of the row's, printed or not.
        var plain = row.With(new(new Dictionary<string, IReadOnlyList<string>> { ["status"] = ["closed"] }));
        (plain.First("status"), plain.FirstPrinted("status"), plain.FirstPrinted("type")).ShouldBe(("closed", "closed", "R"));
        row.SameAs(row with { Printed = new Dictionary<string, IReadOnlyList<string>>() }).ShouldBeFalse();
        row.SameAs(row with { }).ShouldBeTrue();
    }

    [Fact]
    public void Json_in_a_string_is_asked_for_what_an_earlier_field_says()
    {
        const string json = """[{"id":"A.1/x","budget":"{\"m\":{\"9\":[{\"action\":\"A.1/x - RIA\",\"v\":{\"2026\":5000000}},{\"action\":\"Ab1/x - CSA\",\"v\":{\"2026\":1}}]}}"}]""";

        Read(ResponseFormat.Json, json, """
              topic: { path: $.id }
              type: { path: $.budget, filters: [{ json: '$.m.*[?(@.action =~ /^${topic} - /)].v.*' }, sum] }
            """, "{ path: '$[*]' }").Rows.Single().AllOf("type").ShouldBe(["5000000"]);
    }

    [Fact]
    public void Words_of_the_site_that_break_a_path_find_nothing() =>
        Read(ResponseFormat.Json, """{"id":"it's","b":"{}"}""", """
              topic: { path: $.id }
              type: { path: $.b, filters: [{ json: "$['${topic}']" }] }
            """).Rows.Single().AllOf("type").ShouldBeEmpty();

    [Fact]
    public void Json_that_a_page_carries_is_read_beside_its_markup()
    {
        var definition = Define(ResponseFormat.Html, """
              type: { value: x }
            follow:
              url: ${address}
              response: html
              embedded: { select: script#data, path: $.page }
              fields:
                type: { path: $.kind }
                summary: [{ path: $.nowhere }, { select: h1 }]
                topic: { value: '${title}' }
            """);
        var row = new Listing(new Dictionary<string, IReadOnlyList<string>> { ["title"] = ["Row title"] });

        var detail = ReadDetail(definition, """<html><body><h1>Head</h1><script id=data type="application/json">{"page":{"kind":"Grant"}}</script></body></html>""", row);
        var broken = ReadDetail(definition, """<html><body><h1>Head</h1><script id=data type="application/json">{"page":</script></body></html>""", row);

        detail.First("type").ShouldBe("Grant");
        detail.First("summary").ShouldBe("Head");
        detail.First("topic").ShouldBe("Row title");
        broken.Fields.Keys.ShouldBe(["summary", "topic"]);
    }

    [Theory]
    [Table("""
        Html ¦ text: back soon             ¦ Html ¦ <p>We are back soon.</p>    ¦ True
        Html ¦ text: back soon             ¦ Json ¦ {"note":"We are back soon"} ¦ True
        Html ¦ select: h1, text: back soon ¦ Html ¦ <p>We are back soon.</p>    ¦ False
        Html ¦ select: h1, text: back soon ¦ Json ¦ {"note":"We are back soon"} ¦ False
        Json ¦ path: $.error               ¦ Html ¦ <p>$.error</p>              ¦ False
        Json ¦ path: $.error               ¦ Json ¦ {"error":"no such call"}    ¦ True
        """)]
    public void A_detail_page_that_is_not_itself_is_told_by_the_signs_of_its_kind(ResponseFormat listing, string sign, ResponseFormat response, string page, bool isBroken)
    {
        var definition = Define(listing, $$"""
              type: { value: x }
            brokenWhen: [{ {{sign}}, message: Wait. }]
            follow:
              url: ${address}
              response: {{(response == ResponseFormat.Json ? "json" : "html")}}
              fields:
                summary: { value: y }
            """);

        var detail = PageReader.ReadDetail(definition, new(Address, response == ResponseFormat.Json ? "application/json" : "text/html", "utf-8", System.Text.Encoding.UTF8.GetBytes(page)), Listing.Empty);

        (detail.Problem?.Kind == SourceProblemKind.OutOfOrder).ShouldBe(isBroken);
        (detail.Problem is null).ShouldBe(!isBroken);
    }

    private static Listing ReadDetail(SourceDefinition definition, string html, Listing row) =>
        PageReader.ReadDetail(definition, new(Address, "text/html", "utf-8", System.Text.Encoding.UTF8.GetBytes(html)), row).Listing;
}
