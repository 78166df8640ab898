using System.Net;
using System.Text.RegularExpressions;
using FundingAlerts.Opportunities;
using FundingAlerts.Tests.Digests;
using NodaTime;
using static FundingAlerts.Tests.Web.Subscribing.SubscribingWorld;

namespace FundingAlerts.Tests.Web.Subscribing;

public sealed class SubscribingSafetyTests
{
    [Fact]
    public async Task A_scanner_that_follows_every_link_of_every_mail_changes_nothing()
    {
        await using var world = await StartAsync();
        await SubscribingJourneyTests.ToldAsync(world);
        await SignUpAsync(world, "robin@example.org");
        await world.PostAsync("/link", ("address", "robin@example.org"));
        await world.DrainAsync();
        var links = world.Mails.Letters.SelectMany(LinksIn).Distinct().ToList();
        links.Count.ShouldBeGreaterThan(7);

        var before = await world.RowsAsync();
        foreach (var link in links)
        {
            using var got = await world.Browser.GetAsync(new Uri(link));
            // The calendar is another's page.
            if (!link.Contains("/calendar/", StringComparison.Ordinal))
                got.StatusCode.ShouldBe(HttpStatusCode.OK, link);
            using var head = new HttpRequestMessage(HttpMethod.Head, link);
            using var _ = await world.Browser.SendAsync(head);
        }
        await world.DrainAsync();
        (await world.RowsAsync()).Where(r => !r.StartsWith("runs ", StringComparison.Ordinal)).ShouldBe(before.Where(r => !r.StartsWith("runs ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_persons_own_links_show_is_for_no_cache_and_no_search_engine()
    {
        await using var world = await StartAsync();
        var (_, digest) = await SubscribingJourneyTests.ToldAsync(world);
        foreach (var link in LinksIn(digest).Where(l => l.Contains("/me/", StringComparison.Ordinal)).Append("/confirm?token=x"))
        {
            using var response = await world.Browser.GetAsync(new Uri(link, UriKind.RelativeOrAbsolute));
            response.Headers.CacheControl!.NoStore.ShouldBeTrue(link);
            response.Headers.GetValues("X-Robots-Tag").Single().ShouldContain("noindex");
            response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
            response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_known_and_an_unknown_address_get_the_same_answer_byte_for_byte()
    {
        await using var world = await StartAsync();
        await ConfirmedAsync(world, "known@example.org");
        foreach (var path in new[] { "/subscribe", "/link" })
        {
            var known = await AnswerAsync(world, path, "known@example.org");
            known.ShouldBe(await AnswerAsync(world, path, "nobody@example.org"));
            known.ShouldBe(await AnswerAsync(world, path, "nobody@example.org", trap: "http://spam.example"));
            known.ShouldStartWith("200 ");
        }
    }

    [Fact]
    public async Task A_machine_that_fills_in_every_field_is_not_kept()
    {
        await using var world = await StartAsync();
        await AnswerAsync(world, "/subscribe", "nobody@example.org", trap: "x");
        await AnswerAsync(world, "/link", "nobody@example.org", trap: "x");
        (await world.RowsAsync()).ShouldNotContain(r => r.StartsWith("signups", StringComparison.Ordinal) || r.StartsWith("throttles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_that_are_tampered_with_foreign_used_or_old_all_say_the_same()
    {
        await using var world = await StartAsync();
        await SignUpAsync(world, "robin@example.org");
        await SignUpAsync(world, "late@example.org");
        var (link, late) = (LinkIn(world.Mails.Letters[0], "/confirm?"), LinkIn(world.Mails.Letters[1], "/confirm?"));
        var token = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];
        await world.PostAsync(link);

        world.Clock.Advance(Duration.FromDays(8));
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var bad in new[] { token, token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), token.ToUpperInvariant(), "", "x", new string('a', 32) + token[32..], token + "\u0000", new string('x', 9_000), late[(late.IndexOf('=', StringComparison.Ordinal) + 1)..] })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var request = new HttpRequestMessage(method, "/confirm?token=" + Uri.EscapeDataString(bad));
                using var response = await world.Browser.SendAsync(request);
                response.StatusCode.ShouldBe(HttpStatusCode.NotFound, bad);
                answers.Add(await response.Content.ReadAsStringAsync());
            }
        }
        answers.ShouldHaveSingleItem().ShouldContain("This link does not work");
    }

    [Fact]
    public async Task A_seal_opens_one_door_of_one_person_and_none_once_links_were_renewed()
    {
        await using var world = await StartAsync();
        var (_, digest) = await SubscribingJourneyTests.ToldAsync(world);
        await world.SubscribedAsync("s2");
        var (stop, preferences, hide) = (LinkIn(digest, "/stop?"), LinkIn(digest, "/preferences?"), LinkIn(digest, "/hide?"));
        var before = await world.RowsAsync();

        foreach (var bad in new[]
        {
            stop.Replace("/stop", "/preferences", StringComparison.Ordinal),
            stop.Replace("/stop", "/erase", StringComparison.Ordinal),
            stop.Replace("/stop", "/alert", StringComparison.Ordinal),
            stop.Replace("/me/s1/", "/me/s2/", StringComparison.Ordinal),
            stop.Replace("/me/s1/", "/me/..%2f/", StringComparison.Ordinal),
            stop.Replace("/me/s1/", "/me/%23/", StringComparison.Ordinal),
            preferences[..^1],
            preferences.Split("k=")[0],
            hide.Replace("ukri%3Aa", "ukri%3Ab", StringComparison.Ordinal),
            hide.Replace("/hide", "/remind", StringComparison.Ordinal),
            hide.Replace("call=ukri%3Aa", "call=x", StringComparison.Ordinal),
        })
        {
            (await world.GetAsync(bad)).Status.ShouldBe(HttpStatusCode.NotFound, bad);
            (await world.PostAsync(bad, ("do", "stop"))).Status.ShouldBe(HttpStatusCode.NotFound, bad);
        }
        (await world.RowsAsync()).ShouldBe(before);

        (await world.PostAsync(preferences, ("do", "links"))).Page.QuerySelector(".done").ShouldNotBeNull();
        (await world.GetAsync(preferences)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await world.GetAsync(stop)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_others_reach_the_pages_nobody_reads_the_mails_of_all()
    {
        await using var world = await StartAsync();
        var (_, digest) = await SubscribingJourneyTests.ToldAsync(world);
        foreach (var path in new[] { "/mails", $"/mails/{digest.DeliveryId}", $"/mails/{digest.DeliveryId}/html" })
            (await world.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await world.GetAsync("/")).Page.QuerySelector("a[href='/mails']").ShouldBeNull();
    }

    [Fact]
    public async Task The_page_to_stop_is_no_way_to_the_settings()
    {
        await using var world = await StartAsync();
        var (_, digest) = await SubscribingJourneyTests.ToldAsync(world);
        foreach (var link in new[] { "/stop?", "/hide?", "/remind?", "/view?" })
        {
            var html = (await world.GetAsync(LinkIn(digest, link))).Page.DocumentElement.OuterHtml;
            html.ShouldNotContain("/preferences");
            html.ShouldNotContain("s1@example.org");
        }
    }

    [Fact]
    public async Task Names_inject_no_headers_and_no_markup()
    {
        await using var world = await StartAsync();
        await SignUpAsync(world, "robin@example.org", ("name", "Robin\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>"), ("words", "\"<b>\" OR neuromorph*"));
        var letter = world.Mails.Letters.ShouldHaveSingleItem();
        letter.To.Name!.ShouldNotContain("\n");
        letter.Html.ShouldNotContain("<script");
        var eml = await File.ReadAllTextAsync(Directory.GetFiles(world.Outbox).Single());
        Regex.IsMatch(eml, "^Bcc:", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ShouldBeFalse();

        var (_, page) = await world.GetAsync(LinkIn(letter, "/confirm?"));
        page.QuerySelectorAll("main script, main b").ShouldBeEmpty();
        page.QuerySelector(".wishes")!.TextContent.ShouldContain("<b>");
    }

    [Fact]
    public async Task Hostile_titles_and_alerts_are_only_text()
    {
        await using var world = await StartAsync();
        await world.SubscribedAsync("s1", "neuromorph*", "\"><img src=x onerror=alert(1)>");
        await world.KnowAsync(DigestWorld.Call("a") with { Title = "neuromorphic <img src=x onerror=alert(1)>\u202Emoc" });
        await world.Get<FundingAlerts.Digests.WelcomeSubscriber>().AskAsync("s1", "t", world.Clock.GetCurrentInstant(), default);
        await world.DrainAsync();
        var digest = world.Mails.Letters[^1];

        await world.PostAsync(LinkIn(digest, "/hide?"), ("do", "hide"));
        foreach (var link in new[] { "/hide?", "/remind?", "/preferences?", "/view?" })
        {
            var (_, page) = await world.GetAsync(LinkIn(digest, link));
            page.QuerySelectorAll("img, script").ShouldBeEmpty();
            page.DocumentElement.OuterHtml.ShouldNotContain("\u202E");
        }
    }

    internal static async Task SignUpAsync(SubscribingWorld world, string address, params (string, string)[] more)
    {
        (string, string)[] usual = [("address", address), ("zone", Zones.London), ("do", "subscribe")];
        if (!more.Any(m => m.Item1 == "words"))
            usual = [.. usual, ("words", "neuromorph*")];
        (await world.PostAsync("/subscribe", [.. usual, .. more])).Status.ShouldBe(HttpStatusCode.OK);
        await world.DrainAsync();
    }

    private static async Task ConfirmedAsync(SubscribingWorld world, string address)
    {
        await SignUpAsync(world, address);
        await world.PostAsync(LinkIn(world.Mails.Letters[^1], "/confirm?"));
        await world.DrainAsync();
    }

    private static async Task<string> AnswerAsync(SubscribingWorld world, string path, string address, string trap = "")
    {
        using var response = await world.SendAsync(path, ("address", address), ("words", "neuromorph*"), ("website", trap), ("do", "subscribe"));
        return $"{(int)response.StatusCode} {response.Headers} {await response.Content.ReadAsStringAsync()}";
    }
}
