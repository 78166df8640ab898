using System.Text;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using NodaTime;

namespace FundingAlerts.Tests.Sources.Curation;

public sealed class DefinitionProposalTests
{
    private const string Menu = "<nav><ul><li><a href='/about'>About us</a></li><li><a href='/news'>All news of the council</a></li><li><a href='/jobs'>Vacancies at the council</a></li></ul></nav>";
    private const string Footer = "<footer><ul><li><a href='/privacy'>Privacy statement of this website</a></li><li><a href='/cookies'>Which cookies we use and why</a></li></ul></footer>";

    [Fact]
    public void Cards_become_rows_with_title_link_and_both_dates()
    {
        var cards = string.Concat(Enumerable.Range(1, 6).Select(i => $"""
            <div class="Card_root__x7Yq2 call-card css-9z8y7x"><h3 class="call-card__title"><a href="/calls/call-{i}">Research grant number {(char)('A' + i)} for chips</a></h3>
            <span class="call-card__opens">Opens: {i} March 2026</span><span class="call-card__deadline">Deadline: {i} May 2026, 14:00</span><p>Money for groups who build hardware that works like a brain, part {(char)('A' + i)}.</p></div>
            """));
        var proposal = Propose($"<html lang='nl'><body>{Menu}<main><div class='results'>{cards}</div></main>{Footer}</body></html>", "https://www.example-council.nl/calls");

        proposal.Problem.ShouldBeNull();
        var definition = proposal.Definition!;
        definition.Rows.Select.ShouldBe("div.call-card");
        (definition.Id, definition.Language, definition.Country, definition.Zone).ShouldBe(("example-council", "nl", "NL", "Europe/Amsterdam"));
        (definition.Enabled, definition.Evidence.Level).ShouldBe((false, EvidenceLevel.Unverified));
        proposal.Rows.Count.ShouldBe(6);
        proposal.Rows[0].First(FieldNames.Title).ShouldBe("Research grant number B for chips");
        proposal.Rows[0].First(FieldNames.Address).ShouldBe("https://www.example-council.nl/calls/call-1");
        proposal.Rows[0].First(FieldNames.Closes).ShouldBe("Deadline: 1 May 2026, 14:00");
        proposal.Rows[0].First(FieldNames.Opens).ShouldBe("Opens: 1 March 2026");
        proposal.Rows[0].First(FieldNames.Summary)!.ShouldStartWith("Money for groups");
        var yaml = proposal.Yaml.ShouldNotBeNull();
        yaml.ShouldNotContain("x7Yq2");
        yaml.ShouldNotContain("css-");
        yaml.ShouldContain("# sure: 6 of 6 rows");
    }

    [Fact]
    public void A_table_names_its_columns_by_its_head()
    {
        var rows = string.Concat(Enumerable.Range(1, 5).Select(i => $"<tr><td><a href='?id={i}40'>Förderung der Forschung {(char)('A' + i)}</a></td><td>0{i}.02.2026</td><td>1{i}.06.2026</td></tr>"));
        var proposal = Propose($"<html lang='de'><body><table><tr><th>Titel</th><th>Veröffentlicht</th><th>Einsendeschluss</th></tr>{rows}</table></body></html>", "https://www.foerder.example.de/liste");

        proposal.Rows.Count(r => r.First(FieldNames.Title) is not null).ShouldBe(5);
        var row = proposal.Rows.First(r => r.First(FieldNames.Title) is not null);
        row.First(FieldNames.Closes).ShouldBe("11.06.2026");
        row.First(FieldNames.Published).ShouldBe("01.02.2026");
        row.First(FieldNames.Reference).ShouldBe("140");
    }

    [Fact]
    public void A_next_link_that_counts_becomes_paging()
    {
        var items = string.Concat(Enumerable.Range(1, 4).Select(i => $"<li class='result'><a href='/grants/{i}1'>Grant for early careers {(char)('A' + i)}</a> closes {i} May 2026</li>"));
        var proposal = Propose($"<html lang='en'><body><ul>{items}</ul><a rel='next' href='/grants?page=2'>Next</a></body></html>", "https://grants.example.ac.uk/grants");

        proposal.Definition!.Request.Url.ShouldBe("https://grants.example.ac.uk/grants?page=${page}");
        proposal.Definition.Paging!.From.ShouldBe(1);
        proposal.Rows.Count.ShouldBe(4);
    }

    [Fact]
    public void The_largest_list_of_titled_objects_is_taken_from_json()
    {
        var calls = string.Join(',', Enumerable.Range(1, 7).Select(i => $$"""{"callId":"C-{{i}}0","heading":"Fellowship for physics {{(char)('A' + i)}}","links":{"webUrl":"/fellowships/{{i}}" },"closingDate":"2026-05-0{{i}}"}"""));
        var proposal = Propose($$"""{"facets":[{"name":"a","count":1},{"name":"b","count":2}],"data":{"items":[{{calls}}] } }""", "https://api.example.org/v1/calls");

        proposal.Definition!.Rows.Path.ShouldBe("$.data.items[*]");
        proposal.Rows.Count.ShouldBe(7);
        proposal.Rows[2].First(FieldNames.Title).ShouldBe("Fellowship for physics D");
        proposal.Rows[2].First(FieldNames.Address).ShouldBe("https://api.example.org/fellowships/3");
        proposal.Rows[2].First(FieldNames.Closes).ShouldBe("2026-05-03");
        proposal.Rows[2].First(FieldNames.Reference).ShouldBe("C-30");
    }

    [Fact]
    public void An_atom_feed_is_read_by_its_own_elements()
    {
        var entries = string.Concat(Enumerable.Range(1, 3).Select(i => $"<entry><title>Call number {i}</title><link rel='alternate' href='https://site.example/calls/{i}9'/><id>urn:x:{i}</id><updated>2026-05-0{i}T00:00:00Z</updated><summary>Text</summary></entry>"));
        var proposal = Propose($"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Calls</title>{entries}</feed>", "https://site.example/feed");

        proposal.Definition!.Response.ShouldBe(ResponseFormat.Xml);
        proposal.Rows.Select(r => r.First(FieldNames.Address)).ShouldBe(["https://site.example/calls/19", "https://site.example/calls/29", "https://site.example/calls/39"]);
        proposal.Rows[1].First(FieldNames.Published).ShouldBe("2026-05-02T00:00:00Z");
    }

    [Theory]
    [InlineData("Flag_a-flag__aHFYA", false)]
    [InlineData("css-1x2y3z", false)]
    [InlineData("elementor-element-f235658", false)]
    [InlineData("menu-item-123", false)]
    [InlineData("odd", false)]
    [InlineData("views-row-first", false)]
    [InlineData("md:w-1/2", false)]
    [InlineData("search-result", true)]
    [InlineData("resultList", true)]
    [InlineData("ecl-card__title", true)]
    [InlineData("opportunities-list__item", true)]
    public void Names_that_a_build_or_a_state_makes_are_not_trusted(string name, bool expected) =>
        StableNames.IsStable(name).ShouldBe(expected);

    [Fact]
    public void A_menu_alone_is_no_list() => Nothing($"<html><body>{Menu}{Footer}<h1>Welcome</h1><p>Text.</p></body></html>");

    [Fact]
    public void A_page_without_a_body_is_no_list() => Nothing("<html><head><title>Hm</title></head></html>");

    [Fact]
    public void One_row_is_no_list() =>
        Nothing("<html><body><main><article class='call'><h2><a href='/calls/1'>The only call there is</a></h2><p>Closes 5 May 2026</p></article></main></body></html>");

    [Fact]
    public void Rows_with_one_link_for_all_are_no_list() =>
        Nothing($"<html><body><main>{string.Concat(Enumerable.Range(1, 9).Select(i => $"<article class='call'><h2><a href='/apply'>Grant for subject number {(char)('A' + i)}</a></h2><p>Closes {i} May 2026</p></article>"))}</main></body></html>");

    [Fact]
    public void A_hundred_thousand_nested_elements_end_soon() =>
        Nothing($"<html><body>{string.Concat(Enumerable.Repeat("<div class='a'>", 100_000))}text</body></html>");

    [Fact]
    public void A_broken_json_is_named() => Nothing("""{"items":[{"title":"a"},""", json: true);

    [Fact]
    public void Five_megabytes_end_soon()
    {
        var rows = new StringBuilder();
        for (var i = 0; rows.Length < 5_000_000; i++)
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"<li class='c{i % 50} item'><div><span><a href='/x/{i}'>Call for proposals in field number {i}</a></span> <b>Deadline</b> <i>{1 + (i % 28)} May 2027</i></div></li>");
        var proposal = Propose($"<html><body><main><ul>{rows}</ul></main></body></html>", "https://site.example/");
        (proposal.Problem is null || proposal.Problem.Message.Length > 20).ShouldBeTrue();
    }

    private static void Nothing(string text, bool json = false)
    {
        var proposal = Propose(text, "https://site.example/list");
        proposal.Yaml.ShouldBeNull(proposal.Yaml);
        proposal.Problem!.Message.ShouldNotBeEmpty();
        if (!json)
            proposal.Problem.Kind.ShouldBeOneOf(SourceProblemKind.NothingFound, SourceProblemKind.UnexpectedFormat);
    }

    private static DefinitionProposal Propose(string text, string address) =>
        DefinitionProposal.Of(new(new(address), "", null, Encoding.UTF8.GetBytes(text)), new LocalDate(2026, 1, 5));
}
