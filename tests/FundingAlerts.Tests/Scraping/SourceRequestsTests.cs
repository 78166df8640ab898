using System.Text.Json.Nodes;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Tests.Sources;
using NodaTime;

namespace FundingAlerts.Tests.Scraping;

public sealed class SourceRequestsTests
{
    private static readonly SourceDefinition Source = ReadingWorld.Define(ResponseFormat.Json, "  type: { value: x }\n");

    [Theory]
    // template                                        ¦ page    ¦ body
    [Table("""
        {"page":"${page}"}                             ¦ 7       ¦ {"page":7}
        {"page":"${page}"}                             ¦ 0       ¦ {"page":0}
        {"page":"${page}"}                             ¦ 007     ¦ {"page":"007"}
        {"page":"${page}"}                             ¦ -7      ¦ {"page":"-7"}
        {"page":"${page}"}                             ¦ 7.5     ¦ {"page":"7.5"}
        {"page":"${page}"}                             ¦ health  ¦ {"page":"health"}
        {"page":"p${page}"}                            ¦ 7       ¦ {"page":"p7"}
        {"page":"${page}${page}"}                      ¦ 7       ¦ {"page":"77"}
        {"a":[1,"x",null,["${page}"],{"b":"${page}"}]} ¦ 7       ¦ {"a":[1,"x",null,[7],{"b":7}]}
        ["a","b","c"]                                  ¦ 7       ¦ ["a","b","c"]
        {"a":[["x"],["y","${page}","z"]]}              ¦ 7       ¦ {"a":[["x"],["y",7,"z"]]}
        {"${page}":1}                                  ¦ 7       ¦ {"${page}":1}
        {"a":"x"}                                      ¦ 7       ¦ {"a":"x"}
        "${page}"                                      ¦ 7       ¦ 7
        """)]
    public void A_page_number_alone_is_a_number_within_JSON(string template, string page, string body)
    {
        var json = JsonNode.Parse(template)!;
        var rule = new RequestRule("https://site.example/api", Json: json);
        var parts = new RequestRule("https://site.example/api", Parts: new Dictionary<string, JsonNode> { ["query"] = json });

        Of(rule, page).Body.ShouldBe(new RequestBody("application/json", body));
        Of(parts, page).Parts.ShouldHaveSingleItem().ShouldBe(new RequestPart("query", "application/json", body));
        json.ToJsonString().ShouldBe(JsonNode.Parse(template)!.ToJsonString()); // the definition stays as it is
    }

    [Theory]
    // what the site calls it                ¦ as JSON
    [Table("""
        a"},"admin":{"b":"                   ¦ a\u0022},\u0022admin\u0022:{\u0022b\u0022:\u0022
        back\slash                           ¦ back\\slash
        ${title}                             ¦ ${title}
        12                                   ¦ 12
        """)]
    public void A_sites_own_word_stays_one_word_within_JSON(string word, string written)
    {
        var row = new Listing(new Dictionary<string, IReadOnlyList<string>> { ["reference"] = [word], ["title"] = ["secret"] });
        var follow = Follow() with { Url = "https://site.example/api", Json = JsonNode.Parse("""{"id":"=${reference}"}""") };

        var request = SourceRequests.Of(Source, follow, row)!;

        request.Body!.Content.ShouldBe($$"""{"id":"={{written}}"}""");
        JsonNode.Parse(request.Body.Content)!["id"]!.GetValue<string>().ShouldBe("=" + word);
    }

    [Fact]
    public void A_form_is_escaped_and_filled()
    {
        var form = new Dictionary<string, string> { ["page"] = "${page}", ["a b"] = "x&y=z", ["leeg"] = "", ["é"] = "100 %" };

        Of(new("https://site.example/search", Form: form), "7").Body
            .ShouldBe(new RequestBody("application/x-www-form-urlencoded", "page=7&a%20b=x%26y%3Dz&leeg=&%C3%A9=100%20%25"));

        var row = new Listing(new Dictionary<string, IReadOnlyList<string>> { ["reference"] = ["a&admin=1"] });
        SourceRequests.Of(Source, Follow() with { Url = "https://site.example/api", Form = new Dictionary<string, string> { ["id"] = "${reference}" } }, row)!.Body!.Content.ShouldBe("id=a%26admin%3D1");
    }

    [Fact]
    public void A_plain_request_is_a_GET_with_the_sources_headers_and_delay()
    {
        var source = Source with { Delay = Duration.FromSeconds(5), Paging = new(From: 3), Request = new("https://site.example/?p=${page}", Headers: new Dictionary<string, string> { ["Accept"] = "text/html" }) };

        var request = SourceRequests.First(source);

        request.Address.ShouldBe(new Uri("https://site.example/?p=3"));
        request.Body.ShouldBeNull();
        request.Parts.ShouldBeNull();
        request.Headers.ShouldBe(new Dictionary<string, string> { ["Accept"] = "text/html" });
        request.Delay.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    // the row's address             ¦ asked for
    [Table("""
        https://site.example/a       ¦ https://site.example/a
        /a                           ¦
        mailto:a@site.example        ¦
        not an address               ¦
                                     ¦
        """)]
    public void A_row_without_an_address_has_no_page(string? address, string? asked)
    {
        var row = address is null ? Listing.Empty : new(new Dictionary<string, IReadOnlyList<string>> { ["address"] = [address] });

        var request = SourceRequests.Of(Source, Follow(), row);

        (request?.Address.AbsoluteUri).ShouldBe(asked);
    }

    [Theory]
    // paging                           ¦ words of the first four pages
    [Table("""
        paging: {}                      ¦ 1 2 3 4
        paging: { from: 0 }             ¦ 0 1 2 3
        paging: { from: 0, step: 25 }   ¦ 0 25 50 75
        paging: { each: [a, b, c, d] }  ¦ a b c d
        """)]
    public void Pages_are_counted_or_named(string paging, string words)
    {
        var reading = DefinitionReader.Read($$"""
            version: 1
            id: site
            name: Site
            home: https://site.example/
            country: NL
            language: en
            zone: Europe/Amsterdam
            evidence: { level: recorded, date: 2026-01-31 }
            request: { url: 'https://site.example/${page}' }
            {{paging}}
            response: html
            rows: { select: li }
            fields:
              reference: { value: r }
              title: { value: t }
              address: { value: 'https://site.example/r' }
            """);

        var rule = reading.Definition.ShouldNotBeNull(string.Join('\n', reading.Faults)).Paging!;

        string.Join(' ', Enumerable.Range(0, 4).Select(rule.Word)).ShouldBe(words);
        rule.Turns.ShouldBe(rule.Each is null ? 20 : 4);
    }

    private static PageRequest Of(RequestRule rule, string page) => SourceRequests.Of(Source, rule, page, next: null);

    private static FollowRule Follow() => new("${address}", ResponseFormat.Html, Duration.FromDays(1), new Dictionary<string, IReadOnlyList<FieldRule>>());
}
