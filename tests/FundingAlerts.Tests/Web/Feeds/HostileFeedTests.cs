using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using AngleSharp.Html.Parser;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>Titles and names as a hostile page might print them come out of every feed as text and nothing else.</summary>
public sealed class HostileFeedTests : SitePages
{
    public static readonly TheoryData<string> Titles =
    [
        "<script>alert(1)</script><img src=x onerror=alert(2)>",
        "]]></content><entry><title>x</title></entry><![CDATA[",
        "nul \0, bell \u0007, escape \u001B[31m, delete \u007F, next line \u0085, not a character \uFFFE \uFFFF",
        "lone \uD83D surrogates \uDE00 here",
        "from \u202Eright to left\u202C \u2066inside\u2069 zero\u200Bwidth",
        "=cmd|'/c calc'!A1",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1+1",
        "＝1+1",
        "a;=1+1\";=2",
        "end\r\nATTENDEE;CN=x:mailto:x@example.org\r\nEND:VEVENT",
        "back \\, slash \\n comma , semicolon ; colon : quote \" '",
        "&lt;b&gt; &amp;amp; ${jndi:ldap://x} {{7*7}} %0d%0aX: y",
        new string('x', 10_000),
        string.Concat(Enumerable.Repeat("é類😀👩‍🔬 ", 2_500)),
    ];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_hostile_title_is_text_in_every_form(string title)
    {
        var call = Hostile(title);
        Content.Calls.Clear();
        Content.Calls.AddRange([call, MadeUpCalls.Chips]);
        var shown = CallWording.Title(call);
        shown.Length.ShouldBeLessThanOrEqualTo(300);

        var atom = await Client.AtomAsync("/feed.atom");
        atom.Items.Count().ShouldBe(2);
        var entry = atom.Items.Single(i => i.Title.Text == shown);
        CheckHtml(((TextSyndicationContent)entry.Content).Text);

        var feed = await Client.JsonAsync("/feed.json");
        var item = feed.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("title").GetString() == shown);
        CheckHtml(item.GetProperty("content_html").GetString()!);
        (await Client.JsonAsync("/calls.json")).GetProperty("items").GetArrayLength().ShouldBe(2);

        var rows = CsvCells.Read(await Client.BytesAsync("/calls.csv"));
        rows.Count.ShouldBe(2);
        rows.SelectMany(r => r.Values).ShouldAllBe(cell => cell.Length == 0 || !"=+-@\t\r＝＋－＠".Contains(cell[0], StringComparison.Ordinal));
        rows.SelectMany(r => r.Values).SelectMany(cell => cell.Split(';')).ShouldAllBe(part => part.Length == 0 || !"=+-@".Contains(part[0], StringComparison.Ordinal));
        rows.Select(r => r["Title"].TrimStart('\'')).ShouldContain(t => t.Replace(";'=", ";=", StringComparison.Ordinal) == shown);

        CheckCalendar(await Client.BytesAsync("/calls.ics?alarms=3"), call);
        CheckCalendar(await Client.BytesAsync(FundingAlerts.Web.Pages.CallLink.ToCalendar(call.Id)), call);
        foreach (var path in new[] { "/feed.atom", "/feed.json", "/calls.csv", "/calls.json", "/calls.ics" })
            ShouldBePlain(await Client.BytesAsync(path), path);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_hostile_question_is_text_in_every_form(string title)
    {
        var query = "?source=" + Uri.EscapeDataString(title) + "&q=" + Uri.EscapeDataString("chips OR \"" + title.Replace('"', ' ').Replace('*', ' ')[..Math.Min(title.Length, 1_900)] + "\"") + "&source=sedia";
        (await Client.AtomAsync("/feed.atom" + query)).Items.Count().ShouldBe(1);
        (await Client.JsonAsync("/feed.json" + query)).GetProperty("items").GetArrayLength().ShouldBe(1);
        var calendar = await Client.BytesAsync("/calls.ics" + query);
        IcsLines.Read(calendar).Line("X-WR-CALNAME").Text.ShouldStartWith("Funding calls: chips");
        ShouldBePlain(calendar, "/calls.ics");
    }

    private static void CheckHtml(string html)
    {
        var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html).Body!;
        body.QuerySelectorAll("*").Select(e => e.LocalName).Distinct().ShouldBeSubsetOf(["p", "ul", "li", "strong", "a"]);
        body.QuerySelectorAll("*").SelectMany(e => e.Attributes).ShouldAllBe(a => a.Name == "href" && a.Value.StartsWith("https://www.ukri.org/", StringComparison.Ordinal));
    }

    private static void CheckCalendar(byte[] bytes, Opportunity call)
    {
        var calendar = IcsLines.Read(bytes);
        var entry = calendar.All("VEVENT").Single(e => e["URL"]!.EndsWith("/hostile/OPP-9", StringComparison.Ordinal));
        entry.Line("SUMMARY").Text.ShouldStartWith("Deadline (");
        entry.Line("SUMMARY").Text.ShouldEndWith(CallWording.Title(call, 150));
        entry.Line("DESCRIPTION").Text.Split('\n')[0].ShouldContain(PlainText.Line(call.Title, 80));
        calendar.All("VEVENT").SelectMany(e => e.Lines).ShouldNotContain(l => l.Name == "ATTENDEE");
        var loaded = Ical.Net.Calendar.Load(Encoding.UTF8.GetString(bytes))!;
        loaded.Events.Single(e => e.Uid == entry["UID"]).Summary.ShouldBe(entry.Line("SUMMARY").Text);
    }

    private static void ShouldBePlain(byte[] bytes, string path)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        text.EnumerateRunes().ShouldAllBe(
            r => r.Value == '\r' || r.Value == '\n' || (Rune.GetUnicodeCategory(r) != UnicodeCategory.Control && r.Value != 0x202E && r.Value != 0x2066 && r.Value != 0xFFFE && r.Value != 0xFFFF),
            path);
    }

    private static Opportunity Hostile(string text) => MadeUpCalls.Paradigms with
    {
        Id = new("hostile", "OPP-9"),
        Title = text,
        Summary = text,
        Programme = text,
        Type = text,
        Opens = null,
        Funders = [new(text, text)],
        Topics = [text],
        ApplicantTypes = [text],
        Deadlines = [new(new Deadline.On(new(2026, 10, 13), new(16, 0), Zones.London, text) { Doubt = text }, text)],
        Funding = new(Total: new(null, text), MaxAward: new(new(5, text), text)),
        Eligibility = [new(text, Participation.MayLead, text), new("NL", Participation.MayLead, text)],
    };
}
