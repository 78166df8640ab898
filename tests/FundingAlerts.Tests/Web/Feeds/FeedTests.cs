using System.Net;
using System.Net.Http.Headers;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Tests.Web.Feeds;

public sealed class FeedTests : SitePages
{
    private static readonly string[] Paths = ["/feed.atom", "/feed.json", "/calls.ics", "/calls.csv", "/calls.json"];

    [Fact]
    public async Task Atom_tells_a_call_with_both_clocks_money_who_may_take_part_and_what_changed()
    {
        var feed = await Client.AtomAsync("/feed.atom");
        feed.Items.Count().ShouldBe(7);
        var moved = feed.Items.Single(i => i.Title.Text == "Semiconductor design for low-power sensing");
        moved.LastUpdatedTime.ShouldBe(MadeUpCalls.Now.ToDateTimeOffset());
        var content = ((System.ServiceModel.Syndication.TextSyndicationContent)moved.Content).Text.Replace('\u00A0', ' ');
        content.ShouldContain("Tue 27 October 2026, 11:00 UK time (12:00 in Amsterdam)");
        content.ShouldContain("£100,000–£500,000 per award");
        content.ShouldContain("<strong>Netherlands:</strong> not known");
        content.ShouldContain("Deadline moved: 13 Oct 2026 → 27 Oct 2026; Funding: £100,000–£350,000 per award → £100,000–£500,000 per award".Split(';')[0]);
        content.ShouldNotContain("days");
        moved.Links.Single(l => l.RelationshipType == "related").Uri.ShouldBe(MadeUpCalls.Moved.Address);
        moved.Links.Single(l => l.RelationshipType == "alternate").Uri.AbsoluteUri.ShouldBe("http://localhost/calls/innovate/2291");
    }

    [Fact]
    public async Task What_changed_last_comes_first_and_an_id_stays_when_the_title_is_reworded()
    {
        var before = await Client.AtomAsync("/feed.atom");
        before.Items.Select(i => i.LastUpdatedTime).ShouldBe(before.Items.Select(i => i.LastUpdatedTime).OrderDescending());
        var id = before.Items.Single(i => i.Title.Text == MadeUpCalls.Spikes.Title).Id;
        Content.Calls[Content.Calls.IndexOf(MadeUpCalls.Spikes)] = MadeUpCalls.Spikes with { Title = "Another title", Version = 2 };
        (await Client.AtomAsync("/feed.atom")).Items.Single(i => i.Id == id).Title.Text.ShouldBe("Another title");
        // As long as the installation stands, and on any other: readers would show all calls anew.
        id.ShouldBe("urn:uuid:9951538e-e754-878c-984d-82cf2ab156e8");
    }

    [Fact]
    public async Task A_long_feed_comes_in_parts_that_name_each_other()
    {
        Content.Calls.AddRange(Enumerable.Range(0, 1000).Select(i => MadeUpCalls.Paradigms with { Id = new("ukri", $"X{i}") }));
        var ids = new List<string>();
        var (next, parts) = ("/feed.atom?source=ukri", 0);
        while (true)
        {
            var part = await Client.AtomAsync(next);
            part.Items.Count().ShouldBeLessThanOrEqualTo(500);
            ids.AddRange(part.Items.Select(i => i.Id));
            parts++;
            part.Links.Single(l => l.RelationshipType == "last").Uri.PathAndQuery.ShouldBe("/feed.atom?source=ukri&page=3");
            if (part.Links.SingleOrDefault(l => l.RelationshipType == "next") is not { } link)
                break;
            next = link.Uri.PathAndQuery;
        }
        parts.ShouldBe(3);
        ids.Count.ShouldBe(1003);
        ids.ShouldBeUnique();
        var json = await Client.JsonAsync("/feed.json?source=ukri&page=2");
        json.GetProperty("items").GetArrayLength().ShouldBe(500);
        json.GetProperty("next_url").GetString().ShouldBe("http://localhost/feed.json?source=ukri&page=3");
        (await Client.JsonAsync("/calls.json?source=ukri")).GetProperty("items").GetArrayLength().ShouldBe(1003);
    }

    [Fact]
    public async Task A_json_feed_holds_the_call_itself()
    {
        var feed = await Client.JsonAsync("/feed.json?q=paradigms");
        feed.GetProperty("version").GetString().ShouldBe("https://jsonfeed.org/version/1.1");
        feed.GetProperty("title").GetString().ShouldBe("Funding calls: paradigms");
        feed.GetProperty("feed_url").GetString().ShouldBe("http://localhost/feed.json?q=paradigms");
        var item = feed.GetProperty("items").EnumerateArray().Single();
        var call = item.GetProperty("_funding");
        call.GetProperty("id").GetString().ShouldBe(item.GetProperty("id").GetString());
        call.GetProperty("status").GetProperty("value").GetString().ShouldBe("open");
        call.GetProperty("funding").GetProperty("totalAmountAvailable").GetProperty("amount").GetString().ShouldBe("4480000");
        var deadline = call.GetProperty("deadlines")[0];
        deadline.GetProperty("timeZone").GetString().ShouldBe("Europe/London");
        deadline.GetProperty("instant").GetString().ShouldBe("2026-10-13T15:00:00Z");
        call.GetProperty("eligibility").EnumerateArray().Select(e => e.GetProperty("participation").GetString()).ShouldBe(["mayLead", "ownFundingNeeded"]);
        call.GetProperty("links").GetProperty("calendar").GetString().ShouldBe("http://localhost/calendar/ukri/OPP-1042");
    }

    [Fact]
    public async Task A_table_has_a_row_for_each_call()
    {
        var rows = CsvCells.Read(await Client.BytesAsync("/calls.csv"));
        rows.Count.ShouldBe(7);
        var row = rows.Single(r => r["Reference"] == "OPP-1042");
        (row["Title"], row["Next deadline"], row["Time"], row["Time zone"], row["Total"], row["Total currency"], row["Netherlands"], row["Status"])
            .ShouldBe(("Future computing paradigms Network Plus", "2026-10-13", "16:00", "Europe/London", "4480000", "GBP", "may take part with own funding", "open"));
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so_until_something_changes()
    {
        foreach (var path in Paths)
        {
            using var first = await Client.AskAsync(HttpMethod.Get, path);
            var (tag, modified) = (first.Headers.ETag!, first.Content.Headers.LastModified!.Value);
            using var again = await Client.AskAsync(HttpMethod.Get, path, h => h.IfNoneMatch.Add(tag));
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified, path);
            again.Headers.ETag.ShouldBe(tag);
            using var since = await Client.AskAsync(HttpMethod.Get, path, h => h.IfModifiedSince = modified);
            since.StatusCode.ShouldBe(HttpStatusCode.NotModified, path);
            using var other = await Client.AskAsync(HttpMethod.Get, path, h => (h.IfModifiedSince, _) = (modified, h.IfNoneMatch.TryParseAdd("\"other\"")));
            other.StatusCode.ShouldBe(HttpStatusCode.OK, path);

            Content.Calls[0] = Content.Calls[0] with { Title = Content.Calls[0].Title + "!" };
            using var changed = await Client.AskAsync(HttpMethod.Get, path, h => h.IfNoneMatch.Add(tag));
            changed.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            changed.Headers.ETag.ShouldNotBe(tag);
        }
    }

    [Fact]
    public async Task Last_modified_moves_when_a_call_closes_by_itself_and_is_left_out_where_the_query_asks_for_time()
    {
        using var before = await Client.AskAsync(HttpMethod.Get, "/feed.atom?status=open");
        var closed = MadeUpCalls.Now - Duration.FromMinutes(1);
        Content.Calls.Add(MadeUpCalls.Spikes with { Id = new("nwo", "x"), Sightings = [], Deadlines = [new(new Deadline.On(closed.InUtc().Date, closed.InUtc().TimeOfDay, "UTC", null), "now")] });
        using var after = await Client.AskAsync(HttpMethod.Get, "/feed.atom?status=open");
        (after.Content.Headers.LastModified > before.Content.Headers.LastModified).ShouldBe(before.Content.Headers.LastModified < closed.ToDateTimeOffset());
        using var asked = await Client.AskAsync(HttpMethod.Get, "/feed.atom?q=" + Uri.EscapeDataString("deadline<90d"));
        asked.Content.Headers.LastModified.ShouldBeNull();
        asked.Headers.ETag.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_head_request_has_the_headers_alone_and_no_other_site_may_read_with_a_visitors_rights()
    {
        foreach (var path in Paths.Append("/calendar/ukri/OPP-1042"))
        {
            using var get = await Client.AskAsync(HttpMethod.Get, path, h => h.Add("Origin", "https://elsewhere.example"));
            using var head = await Client.AskAsync(HttpMethod.Head, path);
            head.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
            head.Headers.ETag.ShouldBe(get.Headers.ETag);
            head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
            get.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
            get.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            using var post = await Client.AskAsync(HttpMethod.Post, path);
            post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }
    }

    [Theory]
    [InlineData("?q=(spiking", "This '(' is never closed: add a ')' (at character 1)")]
    [InlineData("?q=chips+OR", "Something is missing at the end")]
    public async Task A_query_that_cannot_be_read_is_explained_and_gives_no_calls(string query, string words)
    {
        foreach (var path in Paths)
        {
            using var answer = await Client.AskAsync(HttpMethod.Get, path + query);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            answer.Content.Headers.ContentType.ShouldBe(MediaTypeHeaderValue.Parse("text/plain; charset=utf-8"));
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(words);
        }
    }

    [Fact]
    public async Task The_page_names_its_other_forms_with_its_own_question()
    {
        var page = await PageAsync("/?q=network&status=open&source=ukri&page=1");
        page.QuerySelectorAll("head link[rel=alternate]").Select(l => $"{l.GetAttribute("type")} {l.GetAttribute("href")}").ShouldBe(
        [
            "application/atom+xml /feed.atom?q=network&status=open&source=ukri",
            "application/feed+json /feed.json?q=network&status=open&source=ukri",
            "text/calendar /calls.ics?q=network&status=open&source=ukri",
        ]);
        foreach (var link in page.QuerySelectorAll(".forms a"))
            (await Client.BytesAsync(link.GetAttribute("href")!)).ShouldNotBeEmpty();
        page.QuerySelectorAll(".forms a").Length.ShouldBe(5);
        (await PageAsync("/?q=(")).QuerySelectorAll("[rel=alternate]").ShouldBeEmpty();
        (await PageAsync("/calls/ukri/OPP-1042")).QuerySelector("[type='text/calendar']")!.GetAttribute("href").ShouldBe("/calendar/ukri/OPP-1042");
    }
}
