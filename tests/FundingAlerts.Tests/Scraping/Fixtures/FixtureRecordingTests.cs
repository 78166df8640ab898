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
        Html ¦ <dl><dt>Contact</dt><dd><a href="#">Jane Doe</a></dd></dl>     ¦ <dl><dt>Contact</dt><dd><a href="#">N. N.</a></dd></dl> ¦ 1
        Html ¦ <p><strong>Contact:</strong> Jane Doe<br>Room 3</p>            ¦ <p><strong>Contact:</strong> N. N.<br>Room 3</p>         ¦ 1
        Html ¦ <h3>Contacts</h3><ul><li>Petra de Vries, coordinator</li></ul> ¦ <h3>Contacts</h3><ul><li>N. N.</li></ul>                 ¦ 1
        Html ¦ <p>Contact: Mevrouw Petra de Vries</p>                         ¦ <p>Contact: N. N.</p>                                    ¦ 1
        Html ¦ <p>Contact: see the guidance for applicants.</p>               ¦ <p>Contact: see the guidance for applicants.</p>         ¦ 0
        Html ¦ <p>020 7946 0000, 088 042 42 42, 06-12345678</p>               ¦ <p>+00 000 000000, +00 000 000000, +00 000 000000</p>    ¦ 3
        Html ¦ <p>jane (at) fund.example, jane [at] fund [dot] example</p>    ¦ <p>somebody@example.org, somebody@example.org</p>        ¦ 2
        Html ¦ <a href="mailto:jane%40fund.example">x</a> jane&#64;fund.example ¦ <a href="mailto:somebody@example.org">x</a> somebody@example.org ¦ 2
        Html ¦ <a href="https://fund.example/00123456789">0012345678901</a>   ¦ <a href="https://fund.example/00123456789">0012345678901</a> ¦ 0
        Html ¦ <p>01-02-2027 to 03-04-2027, 01 02 2027 17 00</p>              ¦ <p>01-02-2027 to 03-04-2027, 01 02 2027 17 00</p>        ¦ 0
        Xml  ¦ <item><dc:creator><![CDATA[Jane Doe]]></dc:creator></item>     ¦ <item><dc:creator><![CDATA[N. N.]]></dc:creator></item>  ¦ 1
        Xml  ¦ <entry><author><name>Jane Doe</name></author></entry>          ¦ <entry><author><name>N. N.</name></author></entry>       ¦ 1
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
    public void In_json_numbers_and_other_words_stay()
    {
        var (text, changed) = PersonalData.Strip("""{"authority":"UKRI","id":"0012345678901","contactless":"yes","contact":{"name":"Jane","desk":"Grants"},"authors":["A","B"]}""", ResponseFormat.Json);

        changed.ShouldBe(4);
        text.ShouldContain("\"authority\": \"UKRI\"");
        text.ShouldContain("0012345678901");
        text.ShouldContain("\"contactless\": \"yes\"");
        text.ShouldNotContain("Jane");
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
