using System.Diagnostics;
using FundingAlerts.Sources;
using static FundingAlerts.Tests.Sources.ReadingWorld;

namespace FundingAlerts.Tests.Sources;

/// <summary>Each named filter on usual, empty, several and hostile values, as a definition names it. The page is https://site.example/calls/list.html.</summary>
public sealed class FilterTests
{
    [Theory]
    // filters                                      ¦ values (JSON)                                        ¦ found
    [Table("""
        [squash]                                    ¦ "  a  b ", "a\u00A0b\u200Bc\t", "", " "              ¦ a b|a b c
        [text]                                      ¦ "<p>One</p><p>Two &amp; three</p>", "plain  words"   ¦ One\nTwo & three|plain words
        [text]                                      ¦ "", "<script>x</script>", "<!-- x -->"               ¦
        [text]                                      ¦ "a &lt;b&gt; c", "<b>a", "a < b"                     ¦ a <b> c|a|a < b
        [absolute]                                  ¦ "x?a=1", "/y", "//other.example/z", "", " "          ¦ https://site.example/calls/x?a=1|https://site.example/y|https://other.example/z
        [absolute]                                  ¦ "http://[half", "https://Other.example"              ¦ https://other.example/
        [canonicalUrl]                              ¦ "HTTPS://Site.Example:443/A?b=1&utm_source=x#top"    ¦ https://site.example/A?b=1
        [canonicalUrl]                              ¦ "?fbclid=1&id=7", "/b?gclid=2"                       ¦ https://site.example/calls/list.html?id=7|https://site.example/b
        [canonicalUrl]                              ¦ "", " ", "javascript:alert(1)", "mailto:a@b.example" ¦
        [base64]                                    ¦ "aGVsbG8=", "aGVsbG8", " 8J-YgA ", "w6k"             ¦ hello|hello|😀|é
        [base64]                                    ¦ "!!!", "/w==", "", "aGVsb", "aGVs bG8"               ¦ hello
        [epoch]                                     ¦ "1767225600", "1767225600000", " 0 "                 ¦ 2026-01-01T00:00:00Z|2026-01-01T00:00:00Z|1970-01-01T00:00:00Z
        [epoch]                                     ¦ "-1", "1.5", "1e9", "", "soon"                       ¦
        [epoch]                                     ¦ "4102444800001", "99999999999999999999"              ¦
        [sum]                                       ¦ 1, 2.5, "x", "1,000", ""                             ¦ 1003.5
        [sum]                                       ¦ "x", "", null                                        ¦
        [{ find: '\d{4}' }]                         ¦ "in 2026 or 2027", "never", ""                       ¦ 2026
        [{ find: 'No (\d+)' }]                      ¦ "no 7", "No 8, no 9"                                 ¦ 7|8
        [{ find: 'a(b)?' }]                         ¦ "ac", "ab"                                           ¦ b
        [{ replace: { pattern: '\s+', with: '-' } }] ¦ "a b  c", "d", ""                                   ¦ a-b-c|d
        [{ replace: { pattern: '(\d)(\w)', with: '$2$1' } }] ¦ "1a 2b"                                     ¦ a1 b2
        [{ replace: { pattern: '.*', with: '' } }]  ¦ "all of it"                                          ¦
        [{ split: ';' }]                            ¦ "a; b;; c ", ";", ""                                 ¦ a|b|c
        [{ split: ', ' }]                           ¦ "a, b", "c"                                          ¦ a|b|c
        [{ join: ' / ' }]                           ¦ "a", "b"                                             ¦ a / b
        [{ join: ' / ' }]                           ¦                                                      ¦
        [{ limit: 8 }]                              ¦ "one two three", "short", "12345678", "123456789"    ¦ one two…|short|12345678|1234567…
        [{ limit: 1 }]                              ¦ "abc", "a", ""                                       ¦ …|a
        [{ limit: 3 }]                              ¦ "😀😀"                                               ¦ 😀…
        [{ prepend: 'No ' }]                        ¦ "7", "", " ", null                                   ¦ No 7
        [{ prepend: '${title}: ' }]                 ¦ "a", "b"                                             ¦ The title: a|The title: b
        [{ append: ' EUR' }]                        ¦ 5, "", null                                          ¦ 5 EUR
        [{ append: ' (${reference})' }]             ¦ "a"                                                  ¦ a (r)
        [{ json: '$.a[*]' }]                        ¦ "{\"a\":[1,\"x\",true]}", "no JSON", "", "{\"a\":"   ¦ 1|x|true
        [{ json: '$.a' }]                           ¦ "{\"a\":1,\"a\":2}", "{\"a\":null}", "[]"            ¦
        [{ date: MM/dd/yyyy }]                      ¦ "05/03/2026", "13/03/2026", "5/3/2026", ""           ¦ 2026-05-03
        [{ date: d MMMM yyyy }]                     ¦ " 3  May 2026 ", "31 February 2026", "3 mei 2026"    ¦ 2026-05-03
        [{ money: EUR }]                            ¦ 1000, "2500.50", " 7 "                               ¦ 1000 EUR|2500.50 EUR|7 EUR
        [{ money: EUR }]                            ¦ "€ 5", "1,000", "up to 5", "", "-5"                  ¦ € 5|1,000|up to 5|-5
        [{ stripPrefix: 'Call: ' }]                 ¦ "Call: Chips", " CALL:  x", "A call: x", "Call: "    ¦ Chips|x|A call: x
        [squash, { split: ',' }, { prepend: '#' }]  ¦ " a ,  b"                                            ¦ #a|#b
        """)]
    public void A_filter_does_what_its_name_says(string filters, string? values, string? found) =>
        string.Join('|', Values(ResponseFormat.Json, $"{{\"v\":[{values}]}}", $"{{ path: '$.v[*]', many: true, filters: {filters} }}")).ShouldBe(found ?? "");

    [Theory]
    [InlineData("squash")]
    [InlineData("text")]
    [InlineData("absolute")]
    [InlineData("canonicalUrl")]
    [InlineData("base64")]
    [InlineData("epoch")]
    [InlineData("sum")]
    [InlineData("{ find: '(a|b)*c' }")]
    [InlineData("{ replace: { pattern: 'x', with: 'yy' } }")]
    [InlineData("{ split: x }")]
    [InlineData("{ join: x }")]
    [InlineData("{ limit: 200000 }")]
    [InlineData("{ prepend: a }")]
    [InlineData("{ append: a }")]
    [InlineData("{ json: $.a }")]
    [InlineData("{ date: d MMMM yyyy }")]
    [InlineData("{ money: EUR }")]
    [InlineData("{ stripPrefix: x }")]
    public void A_huge_text_ends_soon_and_is_kept_only_so_far(string filter)
    {
        string[] texts = [new('x', 3_000_000), new('1', 3_000_000), string.Concat(Enumerable.Repeat("x ", 1_000_000)), string.Concat(Enumerable.Repeat("ab", 1_000_000))];
        foreach (var text in texts)
        {
            var watch = Stopwatch.StartNew();

            var values = Values(ResponseFormat.Json, $$"""{"v":["{{text}}","{{text[..10]}}"]}""", $"{{ path: '$.v[*]', many: true, filters: [{filter}] }}");

            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
            values.Sum(v => v.Length).ShouldBeLessThanOrEqualTo(200_000);
        }
    }

    [Theory]
    [InlineData("{ find: '^(\\w+\\s?)*$' }")]
    [InlineData("{ replace: { pattern: '^(\\w+\\s?)*$', with: '' } }")]
    public void A_value_that_a_pattern_chokes_on_is_dropped_and_the_next_is_read(string filter) =>
        Values(ResponseFormat.Json, """{"v":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!","x!"]}""", $"{{ path: '$.v[*]', many: true, filters: [{filter}, {{ append: ' ok' }}] }}")
            .ShouldBe(filter.Contains("replace", StringComparison.Ordinal) ? ["x! ok"] : []);

    [Theory]
    // rule                                                                                    ¦ found
    [Table("""
        { path: $.s, map: { open: Open, SHUT: Closed } }                                       ¦ Open
        { path: $.t, map: { open: Open } }                                                     ¦ running
        { path: $.t, map: { open: Open }, otherwise: Unknown }                                 ¦ Unknown
        { path: $.t, map: { open: Open }, otherwise: '' }                                      ¦
        { path: $.t, map: { open: Open }, otherwise: '', default: none }                       ¦ none
        { path: $.none, map: { open: Open }, otherwise: Unknown }                              ¦
        { path: $.none, default: none }                                                        ¦ none
        { path: $.e, default: none }                                                           ¦ none
        { path: '$.many[*]', many: true, map: { a: A, c: '' } }                                ¦ A|b
        { path: '$.many[*]', many: true, map: { a: A }, otherwise: '' }                        ¦ A
        [{ path: $.none, default: first }, { path: $.s }]                                      ¦ first
        [{ path: $.none }, { path: $.t, map: { open: Open }, otherwise: '' }, { path: $.s }]   ¦ OPEN
        """)]
    public void Words_are_mapped_and_what_is_missing_is_said(string rule, string? found) =>
        string.Join('|', Values(ResponseFormat.Json, """{"s":" OPEN ","t":"running","e":"","many":["a","b","c"]}""", rule)).ShouldBe(found ?? "");

    [Fact]
    public void A_row_without_a_required_field_is_no_call()
    {
        var rows = Read(ResponseFormat.Json, """[{"t":"a"},{"t":""},{},{"u":"b"}]""", """
              type: [{ path: $.t, required: true }, { path: $.u }]
              summary: { path: $.u }
            """, "{ path: '$[*]' }").Rows;

        rows.Select(r => r.First("type")).ShouldBe(["a", "b"]);
    }
}
