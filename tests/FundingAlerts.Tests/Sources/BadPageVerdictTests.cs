using System.Globalization;
using System.Text;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using static FundingAlerts.Tests.Sources.ReadingWorld;

namespace FundingAlerts.Tests.Sources;

/// <summary>Pages that come over the wire whole and are bad nevertheless: each has its named verdict.</summary>
public sealed class BadPageVerdictTests
{
    [Theory]
    // the answer                                ¦ what is said
    [Table("""
        {"a":1,"a":2}                            ¦ cannot be read as JSON
        {"calls":[{"id":1,"id":2}]}              ¦ cannot be read as JSON
        {"a":{"b":1,"c":{"d":1,"d":1}}}          ¦ cannot be read as JSON
        {"a":1} {"a":2}                          ¦ cannot be read as JSON
        {"a":01}                                 ¦ is not proper JSON
        """)]
    public void JSON_that_says_a_thing_twice_is_refused(string json, string says)
    {
        var trial = Trial(ResponseFormat.Json, Encoding.UTF8.GetBytes(json), "utf-8", "  type: { path: $.a }\n");

        trial.Verdict.ShouldBe(ScrapeVerdict.Failed);
        trial.Problem!.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);
        trial.Problem.Message.ShouldContain(says);
    }

    [Fact]
    public void Names_that_differ_by_case_are_two() =>
        Values(ResponseFormat.Json, """{"a":1,"A":2}""", "{ path: $.A }").ShouldBe(["2"]);

    [Theory]
    // declared     ¦ bytes (hex) of what stands in the title ¦ read      ¦ problem
    [Table("""
        iso-8859-1  ¦ 636166C3A9                              ¦ café      ¦
        utf-8       ¦ 636166E9                                ¦           ¦ InvalidBytes
        us-ascii    ¦ 636166E9                                ¦ café      ¦
        shift_jis   ¦ 93FA967B                                ¦ 日本      ¦
        utf-8       ¦ 93FA967B                                ¦           ¦ InvalidBytes
        no-such     ¦ 636166C3A9                              ¦ café      ¦
        """)]
    public void A_page_that_names_the_wrong_character_set_is_read_or_refused_but_never_garbled(string declared, string hex, string? read, string? problem)
    {
        byte[] page = [.. "<?xml version=\"1.0\"?><rss><item><title>"u8, .. Convert.FromHexString(hex), .. "</title></item></rss>"u8];

        var listing = PageReader.ReadListing(Define(ResponseFormat.Xml, "  type: { select: title }\n"), new(Address, "application/xml", declared, page));

        (listing.Problem?.Kind.ToString()).ShouldBe(problem);
        listing.Rows.Select(r => r.First("type")).ShouldBe(read is null ? [] : [read]);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;")]
    [InlineData("<!DOCTYPE rss [<!ENTITY e SYSTEM \"http://127.0.0.1:1/secret\">]>", "&e;")]
    [InlineData("<!DOCTYPE rss [<!ENTITY e PUBLIC \"-//x//y\" \"file:///etc/passwd\">]>", "&e;")]
    [InlineData("<!DOCTYPE rss SYSTEM \"file:///etc/passwd\">", "x")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>", "x")]
    public void An_external_entity_is_never_resolved(string declaration, string title)
    {
        var page = $"<?xml version=\"1.0\"?>{declaration}<rss><item><title>[{title}]</title></item></rss>";

        var read = Read(ResponseFormat.Xml, page, "  type: { select: title }\n");

        if (read.Problem is { } problem)
            problem.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);
        else
            read.Rows.Single().First("type").ShouldBeOneOf("[]", $"[{title}]");
    }

    [Theory]
    [InlineData("h1", 1_000_000)]
    [InlineData("h1", 5_000_000)]
    public void A_page_of_one_huge_attribute_is_read_and_the_value_cut(string tag, int length)
    {
        var page = $"<!doctype html><html><body><{tag} data-x=\"{new string('y', length)}\">Calls</{tag}></body></html>";

        Values(ResponseFormat.Html, page, $"{{ select: {tag} }}").ShouldBe(["Calls"]);
        Values(ResponseFormat.Html, page, $"{{ select: {tag}, attr: data-x }}").Single().Length.ShouldBe(200_000);
    }

    [Theory]
    [InlineData(400, null)]
    [InlineData(2_000, SourceProblemKind.UnexpectedFormat)]
    public void A_page_nests_as_deep_as_people_write_and_no_deeper(int depth, SourceProblemKind? kind)
    {
        var page = $"<!doctype html><html><body><h1>Calls</h1>{string.Concat(Enumerable.Repeat("<div>", depth))}x{string.Concat(Enumerable.Repeat("</div>", depth))}</body></html>";

        var read = Read(ResponseFormat.Html, page, "  type: { select: h1 }\n");

        (read.Problem?.Kind).ShouldBe(kind, depth.ToString(CultureInfo.InvariantCulture));
    }

    private static SavedPageTrial Trial(ResponseFormat format, byte[] body, string charset, string fields) =>
        SavedPageTrial.Of(Define(format, fields), new(Address, "", charset, body));
}
