using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Web.Mails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FundingAlerts.Tests.Web;

public sealed class DigestLetterTests
{
    private const string Hostile = "<script>alert(1)</script> \u202Etxt.exe\u202C \"><img src=x onerror=alert(2)>";
    private static readonly MailIdentity Identity = new("FundingAlerts", "desk@example.org", new("https://calls.example.org/"));

    [Theory]
    [InlineData("en", "digest.en")]
    [InlineData("nl", "digest.nl")]
    public async Task A_digest_is_worded_as_its_golden_files(string language, string name)
    {
        var letter = await WriteAsync(MadeUpCalls.Digest with { Reader = MadeUpCalls.Reader with { Language = language } });
        GoldenFile.Check(name + ".html", letter.Html);
        GoldenFile.Check(name + ".txt", $"Subject: {letter.Subject}\n{string.Concat(letter.Headers.Select(h => $"{h.Key}: {h.Value}\n"))}\n{letter.Text}");
    }

    [Fact]
    public async Task The_same_digest_gives_the_same_bytes()
    {
        var first = await WriteAsync(MadeUpCalls.Digest);
        var second = await WriteAsync(MadeUpCalls.Digest);
        second.Html.ShouldBe(first.Html);
        second.Text.ShouldBe(first.Text);
        second.Subject.ShouldBe(first.Subject);
        second.Headers.ShouldBe(first.Headers);
        second.DeliveryId.ShouldBe("s1-2026-08-25");
    }

    [Fact]
    public async Task Fifty_wordy_calls_fit_into_80_KB_in_either_language()
    {
        foreach (var language in new[] { "en", "nl" })
        {
            var letter = await WriteAsync(Wordy(language, 50));
            Encoding.UTF8.GetByteCount(letter.Html).ShouldBeLessThanOrEqualTo(DigestLetter.MaxHtmlBytes);
            new HtmlParser().ParseDocument(letter.Html).QuerySelectorAll("h3").Length.ShouldBe(50);
        }
    }

    [Fact]
    public async Task Fifty_wordy_calls_of_which_forty_sites_say_other_things_fit_too_and_keep_the_dates()
    {
        var call = Wordy("en", 1).Entries[0].Opportunity;
        var group = TwinGroup.Of(
            Enumerable.Range(0, TwinStore.MostMembers).Select(i => call with
            {
                Id = new($"site-{i}", "x"),
                Address = new($"https://apply-for-funding-number-{i}.service.example.org/calls"),
                Deadlines = [MadeUpCalls.On(2026, 11, 1 + (i % 28), "11:00", Zones.London, "Some day in November")],
                Funding = new(Total: new(new(i, "GBP"), "£"), MinAward: new(new(i, "GBP"), "£"), MaxAward: new(new(i, "GBP"), "£"), Rate: new(new(i), "%")),
            }),
            _ => false,
            MadeUpCalls.Now);
        var digest = Wordy("en", 50);
        var letter = await WriteAsync(digest with { Entries = [.. digest.Entries.Select(e => e with { Twins = group })] });
        Encoding.UTF8.GetByteCount(letter.Html).ShouldBeLessThanOrEqualTo(DigestLetter.MaxHtmlBytes);
        letter.Html.ShouldContain("Sources disagree: deadline");
    }

    [Fact]
    public async Task Fifty_usual_calls_keep_their_snippets()
    {
        var entries = Enumerable.Range(0, 50).Select(i => MadeUpCalls.Digest.Entries[i % 4]).ToList();
        var letter = await WriteAsync(MadeUpCalls.Digest with { Entries = entries });
        Encoding.UTF8.GetByteCount(letter.Html).ShouldBeLessThanOrEqualTo(DigestLetter.MaxHtmlBytes);
        letter.Html.ShouldContain("<mark>");
    }

    [Fact]
    public async Task Hostile_words_stay_words()
    {
        var call = MadeUpCalls.Paradigms with
        {
            Title = Hostile,
            Address = new("javascript:alert(3)"),
            Funders = [new(Hostile)],
            Programme = Hostile,
            Deadlines = [new(null, Hostile)],
            Funding = new(Total: new(null, Hostile)),
            Sightings = [new("x", new("data:text/html,hello"), MadeUpCalls.Now, MadeUpCalls.Now)],
        };
        var letter = await WriteAsync(MadeUpCalls.Digest with
        {
            Entries = [MadeUpCalls.Entry(DigestGroup.New, call, (Hostile, Hostile, Hostile, Hostile, Hostile, Hostile))],
            Reader = MadeUpCalls.Reader with { Name = Hostile },
        });
        var page = new HtmlParser().ParseDocument(letter.Html);
        page.QuerySelectorAll("script, img, iframe, link, [onerror]").ShouldBeEmpty();
        page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!.Split(':')[0]).Distinct().ShouldBe(["https", "mailto"], ignoreOrder: true);
        (letter.Html + letter.Text + letter.Subject + letter.To.Name).ShouldNotContain('\u202E');
        page.QuerySelector("h3")!.TextContent.ShouldContain("<script>alert(1)</script>");
    }

    [Theory]
    [InlineData("Two\r\nBcc: all@example.org")]
    [InlineData("Tab\tand\u0000null\u2028line")]
    public async Task A_title_cannot_add_a_header(string title)
    {
        var letter = await WriteAsync(One(MadeUpCalls.Paradigms with { Title = title }));
        letter.Subject.ShouldNotContain(c => char.IsControl(c) || c == '\u2028');
        foreach (var (name, value) in letter.Headers)
            (name + value).ShouldNotContain(c => char.IsControl(c));
    }

    [Fact]
    public async Task A_subject_says_what_is_inside_in_110_characters()
    {
        (await WriteAsync(One(MadeUpCalls.Paradigms))).Subject.ShouldBe("1 new call: Future computing paradigms Network Plus");
        (await WriteAsync(MadeUpCalls.Digest)).Subject
            .ShouldBe("4 new calls, 1 deadline moved, 1 withdrawn: Call with Digital Partnership and TTC countries and more");
        (await WriteAsync(One(MadeUpCalls.Paradigms with { Title = string.Join(' ', Enumerable.Repeat("neuromorphic", 40)) }))).Subject.Length
            .ShouldBeInRange(80, 110);
        (await WriteAsync(One(MadeUpCalls.Paradigms with { Title = new string('x', 4_000) }))).Subject.Length.ShouldBe(110);
    }

    [Fact]
    public async Task Headers_let_machines_sort_and_stop_the_mail()
    {
        var headers = (await WriteAsync(MadeUpCalls.Digest)).Headers;
        headers["List-Id"].ShouldBe("FundingAlerts <digest.calls.example.org>");
        headers["List-Unsubscribe"].ShouldBe("<mailto:desk@example.org?subject=unsubscribe%20s1>");
        headers["Auto-Submitted"].ShouldBe("auto-generated");
        headers["Content-Language"].ShouldBe("en");
    }

    [Fact]
    public async Task The_mail_asks_nothing_of_the_network_and_has_one_outline()
    {
        var letter = await WriteAsync(MadeUpCalls.Digest);
        var page = new HtmlParser().ParseDocument(letter.Html);
        letter.Html.ShouldStartWith("<!DOCTYPE html>");
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.Title.ShouldBe(letter.Subject);
        page.QuerySelectorAll("img, link, script, [src], [background]").ShouldBeEmpty();
        letter.Html.ShouldNotContain("url(");
        letter.Html.ShouldNotContain("@import");
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelectorAll("h2").Select(h => h.TextContent).ShouldBe(["New 4", "Changed 1", "Withdrawn 1"]);
        page.QuerySelectorAll("h3").Length.ShouldBe(6);
        page.QuerySelectorAll("table:not([role=presentation])").ShouldBeEmpty();
        page.QuerySelector("style")!.TextContent.Length.ShouldBeLessThan(8_192);
    }

    [Fact]
    public async Task The_text_is_wrapped_and_each_link_stands_on_its_own_line()
    {
        var lines = (await WriteAsync(Wordy("en", 10))).Text.Split('\n');
        foreach (var line in lines.Where(l => l.Length > 76))
            line.Trim().ShouldNotContain(' ');
        foreach (var line in lines.Where(l => l.Contains("https://", StringComparison.Ordinal) && !l.StartsWith("FundingAlerts", StringComparison.Ordinal)))
            line.Trim().ShouldStartWith("https://");
    }

    [Fact]
    public async Task What_waits_is_announced()
    {
        (await WriteAsync(MadeUpCalls.Digest)).Text.ShouldContain("And 12 more; they come with the next digest.");
        (await WriteAsync(MadeUpCalls.Digest with { Waiting = 0 })).Text.ShouldNotContain("next digest");
    }

    [Fact]
    public void Colours_keep_a_contrast_of_four_and_a_half_to_one()
    {
        foreach (var (ink, ground) in new[]
        {
            ("1c2422", "ffffff"), ("5b6663", "ffffff"), ("0b5f58", "ffffff"), ("1c2422", "d5ebe4"), ("55605d", "eef4f1"),
            ("e7ebe8", "121615"), ("a2adaa", "121615"), ("7fd3c4", "121615"), ("f1f5f3", "1f4b44"), ("a9b4b1", "1b2422"),
        })
        {
            MailStyle.Css.Value.ShouldContain("#" + ink);
            Contrast.Of(ink, ground).ShouldBeGreaterThanOrEqualTo(4.5, $"{ink} on {ground}");
        }
    }

    internal static async Task<Letter> WriteAsync(Digest digest)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        LetterWriter write = new DigestLetter(new(Identity, keys: null, services, NullLoggerFactory.Instance)).WriteAsync;
        return await write(digest, TestContext.Current.CancellationToken);
    }

    private static Digest One(Opportunity call) =>
        MadeUpCalls.Digest with { Entries = [MadeUpCalls.Entry(DigestGroup.New, call)], Waiting = 0 };

    private static Digest Wordy(string language, int count) => MadeUpCalls.Digest with
    {
        Reader = MadeUpCalls.Reader with { Language = language },
        Entries =
        [
            .. Enumerable.Range(0, count).Select(i => MadeUpCalls.Entry(
                DigestGroup.New,
                MadeUpCalls.Paradigms with
                {
                    Title = $"{i} {string.Join(' ', Enumerable.Repeat("Zukunftsfähige Rechentechnik", 8))}",
                    Address = new($"https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/HORIZON-{i}"),
                    Deadlines = [.. MadeUpCalls.Paradigms.Deadlines, .. MadeUpCalls.Chips.Deadlines],
                },
                [.. from interest in new[] { "Neuromorphic computing in Europe", "Low-power chips", "Networks" }
                    from term in new[] { "neuromorph*", "spiking", "\"brain inspired\"" }
                    select (interest, term, "description", $"… {term} énergie {new string('a', 40)} ", "neuromorphic", $" {new string('b', 50)} …")])),
        ],
    };
}

internal static partial class Contrast
{
    /// <summary>WCAG 2.2 contrast of two colours written as rrggbb.</summary>
    public static double Of(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var channels = Pairs().Matches(hex).Select(m => Convert.ToInt32(m.Value, 16) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }

    // 0b5f58
    [GeneratedRegex("[0-9a-f]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Pairs();
}
