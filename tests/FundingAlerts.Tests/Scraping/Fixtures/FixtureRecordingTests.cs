using System.Text;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Fixtures;
using FundingAlerts.Sources;
using FundingAlerts.Tests.Sources;

namespace FundingAlerts.Tests.Scraping.Fixtures;

public sealed class FixtureRecordingTests
{
    [Theory]
    [Table("""
        Html ¦ <p>Mail jane.doe@funder.example or <a href="mailto:jan@fonds.example?subject=x">Jan</a></p> ¦ <p>Mail somebody@example.org or <a href="mailto:somebody@example.org?subject=x">Jan</a></p> ¦ 2
        Html ¦ <dl><dt>Contact</dt><dd>Jane Doe</dd></dl>                     ¦ <dl><dt>Contact</dt><dd>N. N.</dd></dl>                  ¦ 1
        Html ¦ <tr><th class="x">Ansprechpartnerin:</th> <td>Frau Muster</td> ¦ <tr><th class="x">Ansprechpartnerin:</th> <td>N. N.</td> ¦ 1
        Html ¦ <p>Call +31 88 042 42 42 or +44 (0)1793 413000.</p>            ¦ <p>Call +00 000 000000 or +00 000 000000.</p>            ¦ 2
        Html ¦ <p>EUR 1 000 000, closes 2026-11-22 17:00</p>                  ¦ <p>EUR 1 000 000, closes 2026-11-22 17:00</p>            ¦ 0
        Html ¦ <p>20.000.000 and 00:00 until 0031</p>                         ¦ <p>20.000.000 and 00:00 until 0031</p>                   ¦ 0
        Xml  ¦ <item><dc:creator>Jane Doe</dc:creator><author>x@y.example</author></item> ¦ <item><dc:creator>N. N.</dc:creator><author>N. N.</author></item> ¦ 2
        """)]
    public void What_tells_of_persons_is_taken_out(ResponseFormat format, string page, string stripped, int changed) =>
        PersonalData.Strip(page, format).ShouldBe((stripped, changed));

    [Fact]
    public void In_json_it_is_taken_out_by_the_names_of_values()
    {
        var (text, changed) = PersonalData.Strip("""{"title":"A","contactName":"Jane Doe","nested":[{"phone":"088 12","authorId":7}],"email":"a@b.example"}""", ResponseFormat.Json);

        changed.ShouldBe(3);
        text.ShouldNotContain("Jane");
        text.ShouldContain("\"title\": \"A\"");
        text.ShouldContain("\"authorId\": 7");
    }

    [Fact]
    public void Stripping_twice_changes_nothing_more()
    {
        var once = PersonalData.Strip("<p>jane@x.example</p><dt>Contact</dt><dd>Jane</dd> +31 88 042 42 42", ResponseFormat.Html);

        PersonalData.Strip(once.Text, ResponseFormat.Html).Text.ShouldBe(once.Text);
    }

    [Fact]
    public void A_hostile_page_is_stripped_in_time()
    {
        var page = string.Concat(Enumerable.Repeat("a.b-c+", 50_000)) + string.Concat(Enumerable.Repeat("+3 ", 50_000)) + string.Concat(Enumerable.Repeat("<dt>Contact", 20_000));

        PersonalData.Strip(page, ResponseFormat.Html).Text.Length.ShouldBe(page.Length);
    }

    [Fact]
    public void A_recording_is_utf8_and_read_again_as_it_was()
    {
        var source = ReadingWorld.Define(ResponseFormat.Html, "  closes: { select: p }\n");
        var page = new Page(ReadingWorld.Address, "", null, Encoding.Latin1.GetBytes("<html><meta charset=\"iso-8859-1\"><body><p>3 März 2027</p></body></html>"));

        var recording = FixtureRecording.Of(source, page, FixtureKind.Good, "list.html").ShouldNotBeNull();

        Encoding.UTF8.GetString(recording.Page).ShouldBe("<html><meta charset=\"utf-8\"><body><p>3 März 2027</p></body></html>");
        recording.Reading.Verdict.ShouldBe(ScrapeVerdict.Changed);
        FixtureReading.Of(source, recording.Fixture, recording.Page).ToJson().ShouldBe(recording.Reading.ToJson());
    }

    [Fact]
    public void Its_line_goes_into_the_definition_once()
    {
        var source = ReadingWorld.Define(ResponseFormat.Html, "  closes: { select: p }\n");
        var page = new Page(ReadingWorld.Address, "", null, "<body><p>3 May 2027</p></body>"u8.ToArray());
        var first = FixtureRecording.Of(source, page, FixtureKind.Good, "list.html")!;
        var second = FixtureRecording.Of(source, page, FixtureKind.Empty, "none.html")!;

        var yaml = second.AddTo(first.AddTo("id: x\n# a comment\n"));

        yaml.ShouldBe("""
            id: x
            # a comment

            fixtures:
              - { page: list.html, is: good, url: 'https://site.example/calls/list.html' }
              - { page: none.html, is: empty, url: 'https://site.example/calls/list.html' }

            """);
        first.AddTo(yaml).ShouldBe(yaml);
    }
}
