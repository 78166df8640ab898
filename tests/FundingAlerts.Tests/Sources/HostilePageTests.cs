using System.Diagnostics;
using System.Text;
using FundingAlerts.Sources;
using static FundingAlerts.Tests.Sources.ReadingWorld;

namespace FundingAlerts.Tests.Sources;

/// <summary>What a page may do to us: end as a verdict or as nothing found, soon, and never as an exception.</summary>
public sealed class HostilePageTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
#pragma warning disable format // a table
    [InlineData(ResponseFormat.Html, "<div>",            "",       100_000)]
    [InlineData(ResponseFormat.Html, "<div>",            "</div>", 100_000)]
    [InlineData(ResponseFormat.Html, "<svg><title><g>",  "",       30_000)]
    [InlineData(ResponseFormat.Html, "<p><b x=%>",       "",       10_000)]  // each is opened anew in every later paragraph
    [InlineData(ResponseFormat.Html, "<font><p>x</p>",   "",       100_000)]
    [InlineData(ResponseFormat.Html, "<b></x>",          "",       100_000)]  // the end of something else
    [InlineData(ResponseFormat.Xml,  "<a>",              "</a>",   100_000)]
#pragma warning restore format
    public void Markup_without_end_is_refused(ResponseFormat format, string open, string close, int times)
    {
        var body = string.Concat(Enumerable.Range(0, times).Select(n => open.Replace("%", $"{n}", StringComparison.Ordinal))) + string.Concat(Enumerable.Repeat(close, times));
        var page = format is ResponseFormat.Html ? $"<!doctype html><html><body>Some words.{body}</body></html>" : $"<?xml version=\"1.0\"?><rss>{body}</rss>";

        var read = InTime(() => Read(format, page, "  type: { select: b }\n"));

        read.Rows.ShouldBeEmpty();
        read.Problem!.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);
        read.Problem.Message.ShouldContain("nests its elements deeper than any page for people");
    }

    [Fact]
    public void Such_markup_within_a_value_is_dropped() =>
        InTime(() => Values(ResponseFormat.Json, $$"""{"t":"{{string.Concat(Enumerable.Repeat("<div>", 30_000))}}x"}""", "{ path: $.t, filters: [text] }")).ShouldBeEmpty();

    [Theory]
    [InlineData("<ul>", "<li>x", "</ul>", 50_000)]
    [InlineData("<div>", "<p>x<br>", "</div>", 50_000)]
    [InlineData("<table>", "<tr><td>x<td>y", "</table>", 20_000)]
    [InlineData("<div>", "<a name=x>", "</div>", 300)]
    [InlineData("<div data-x=\"", "<div>", "\"></div>", 5_000)]
    [InlineData("<script>", "'<div>'", "</script>", 5_000)]
    [InlineData("<!-- ", "<div>", " -->", 5_000)]
    public void An_untidy_page_is_none_of_these(string before, string each, string after, int times) =>
        InTime(() => Values(ResponseFormat.Html, $"<!doctype html><html><body><h1>Calls</h1>{before}{string.Concat(Enumerable.Repeat(each, times))}{after}</body></html>", "{ select: h1 }")).ShouldBe(["Calls"]);

    [Fact]
    public void An_attribute_of_a_megabyte_is_kept_only_so_far() =>
        InTime(() => Values(ResponseFormat.Html, $"<!doctype html><html><body><p title='{new string('x', 1_000_000)}'>y</p></body></html>", "{ select: p, attr: title }"))
            .Single().Length.ShouldBe(200_000);

    [Fact]
    public void All_values_of_a_field_together_are_kept_only_so_far()
    {
        var values = InTime(() => Values(ResponseFormat.Html, $"<!doctype html><html><body>{string.Concat(Enumerable.Repeat($"<p>{new string('x', 1_000)}</p>", 5_000))}</body></html>", "{ select: p, many: true }"));

        values.Count.ShouldBe(200);
        values.Sum(v => v.Length).ShouldBe(200_000);
    }

    [Fact]
    public void A_cut_leaves_no_half_of_a_pair()
    {
        var value = Values(ResponseFormat.Json, $$"""{"t":"x{{string.Concat(Enumerable.Repeat("😀", 150_000))}}"}""", "{ path: $.t }").Single();

        value.Length.ShouldBe(199_999);
        char.IsLowSurrogate(value[^1]).ShouldBeTrue();
        Values(ResponseFormat.Json, """{"t":"a\ud800b"}""", "{ path: $.t }").ShouldBe(["a\uFFFDb"]);
    }

    [Theory]
    [InlineData("{ path: $.t, filters: [{ find: '^(a+)+$' }] }")]
    [InlineData("{ path: $.t, filters: [{ replace: { pattern: '^(a+)+$', with: '' } }] }")]
    [InlineData("{ path: '$[?(@.t =~ /^(a+)+$/)].t' }")]
    public void A_pattern_that_chokes_finds_nothing(string rule) =>
        InTime(() => Values(ResponseFormat.Json, $$"""{"t":"{{new string('a', 40)}}!","x":{"t":"{{new string('a', 40)}}!"} }""", rule)).ShouldBeEmpty();

    [Fact]
    public void A_sum_beyond_all_numbers_is_nothing() =>
        Values(ResponseFormat.Json, """{"a":[79228162514264337593543950335,79228162514264337593543950335]}""", "{ path: '$.a[*]', filters: [sum] }").ShouldBeEmpty();

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Json_nested_without_end_is_refused(int depth)
    {
        var read = InTime(() => Read(ResponseFormat.Json, string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth)), "  type: { path: $.a }\n"));

        read.Problem!.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);
        read.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void A_laughing_entity_does_not_grow()
    {
        const string bomb = """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
            <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e SYSTEM "file:///etc/passwd">]><rss><item><title>&d;&d;&d;</title><link>&e;</link></item></rss>
            """;

        var read = InTime(() => Read(ResponseFormat.Xml, bomb, "  type: [{ select: link }, { select: title }]\n"));

        (read.Problem is not null || read.Rows.All(r => r.AllOf("type").All(t => t.Length < 100 && !t.Contains("root:", StringComparison.Ordinal)))).ShouldBeTrue();
    }

    [Fact]
    public void Rows_without_end_are_read_only_so_far() =>
        InTime(() => Read(ResponseFormat.Json, $"[{string.Join(',', Enumerable.Repeat("{}", 200_000))}]", "  type: { path: $.a }\n", "{ path: '$[*]' }")).Rows.Count.ShouldBe(10_000);

    [Fact]
    public void Labels_nested_in_labels_take_no_time()
    {
        var page = $"<!doctype html><html><body>{string.Concat(Enumerable.Repeat("<label>", 900))}{new string('x', 2_000_000)}</body></html>";

        InTime(() => Values(ResponseFormat.Html, page, "{ label: [Closes] }")).ShouldBeEmpty();
    }

    private static T InTime<T>(Func<T> read)
    {
        var watch = Stopwatch.StartNew();
        var result = read();
        watch.Elapsed.ShouldBeLessThan(Soon);
        return result;
    }
}
