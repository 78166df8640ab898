using System.Globalization;
using System.Net;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Feeds;
using FundingAlerts.Web.Wording;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Web.Feeds;

public sealed class CalendarTests : SitePages
{
    [Fact]
    public async Task A_call_becomes_an_entry_for_each_stage_and_for_its_opening()
    {
        var chips = await Client.CalendarAsync("/calendar/sedia/HORIZON-JU-CHIPS-2026-3-RIA");
        chips["METHOD"].ShouldBe("PUBLISH");
        chips.Line("REFRESH-INTERVAL").Parameters["VALUE"].ShouldBe("DURATION");
        chips.All("VEVENT").Select(e => (e.Line("SUMMARY").Text, e.Line("DTSTART").Value)).ShouldBe(
        [
            ("Deadline: Call with Digital Partnership and TTC countries", "20260901"),
            ("Deadline (full proposal): Call with Digital Partnership and TTC countries", "20270112T170000"),
        ]);
        chips.All("VEVENT").First().Line("DTSTART").Parameters["VALUE"].ShouldBe("DATE");
        chips.All("VEVENT").Last().Line("DTSTART").Parameters["TZID"].ShouldBe("Europe/Brussels");

        var paradigms = await Client.CalendarAsync("/calendar/ukri/OPP-1042");
        paradigms.All("VEVENT").Select(e => e.Line("SUMMARY").Text).ShouldBe(["Opens: Future computing paradigms Network Plus", "Deadline: Future computing paradigms Network Plus"]);
        paradigms.All("VEVENT").Last().Line("DESCRIPTION").Text.ShouldContain("Deadline: Tue 13 October 2026, 16:00 UK time (17:00 in Amsterdam)");
        GoldenFile.Check("calls.ics", System.Text.Encoding.UTF8.GetString(await Client.BytesAsync("/calls.ics?alarms=14,3")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_library_reads_back_what_it_should()
    {
        var bytes = await Client.BytesAsync("/calls.ics?alarms=3,14");
        var calendar = Ical.Net.Calendar.Load(System.Text.Encoding.UTF8.GetString(bytes))!;
        var raw = IcsLines.Read(bytes);
        calendar.Events.Select(e => (e.Uid, e.Summary, e.Sequence)).ShouldBe(raw.All("VEVENT").Select(e => (e["UID"], (string?)e.Line("SUMMARY").Text, int.Parse(e["SEQUENCE"]!, CultureInfo.InvariantCulture)))!, ignoreOrder: true);
        var deadline = calendar.Events.Single(e => e.Summary == "Deadline: Future computing paradigms Network Plus");
        deadline.DtStart!.AsUtc.ShouldBe(new DateTime(2026, 10, 13, 15, 0, 0, DateTimeKind.Utc));
        deadline.Alarms.Select(a => a.Trigger!.Duration!.Value.Days).ShouldBe([-3, -14], ignoreOrder: true);
    }

    [Fact]
    public void A_deadline_that_moves_is_the_same_entry_and_a_later_version_of_it()
    {
        var first = Events(MadeUpCalls.Moved with { Version = 2, Deadlines = [MadeUpCalls.On(2026, 10, 13, "11:00", Zones.London, "13 October")] });
        var then = Events(MadeUpCalls.Moved, Moved(3, MadeUpCalls.On(2026, 10, 13, "11:00", Zones.London, "13 October"), MadeUpCalls.Moved.Deadlines));
        then.Single()["UID"].ShouldBe(first.Single()["UID"]);
        int.Parse(then.Single()["SEQUENCE"]!, null).ShouldBeGreaterThan(int.Parse(first.Single()["SEQUENCE"]!, null));
        (first.Single()["DTSTART"], then.Single()["DTSTART"]).ShouldBe(("20261013T110000", "20261027T110000"));
    }

    [Fact]
    public void Of_several_cut_off_dates_each_keeps_its_entry_when_the_first_is_printed_no_more()
    {
        Understood<Deadline>[] three = [Day(9, 1), Day(12, 1), Day(12, 20)];
        Understood<Deadline>[] two = [Day(12, 1), Day(12, 27)];
        var before = Events(MadeUpCalls.Moved with { Version = 1, Deadlines = three });
        var after = Events(MadeUpCalls.Moved with { Version = 2, Deadlines = two }, Moved(2, three, two));
        after.Select(e => e["UID"]).ShouldBe(before.Skip(1).Select(e => e["UID"]));
        // A fourth is a new one, not the first again.
        Understood<Deadline>[] more = [.. two, Day(12, 30)];
        var later = Events(MadeUpCalls.Moved with { Version = 3, Deadlines = more }, Moved(2, three, two), Moved(3, two, more));
        later[..2].Select(e => e["UID"]).ShouldBe(after.Select(e => e["UID"]));
        before.Select(e => e["UID"]).ShouldNotContain(later[2]["UID"]);
    }

    [Fact]
    public async Task A_withdrawn_call_is_called_off_for_a_year_and_rings_no_more()
    {
        var gone = (await Client.CalendarAsync("/calendar/ukri/OPP-0977?alarms=7")).All("VEVENT").Single();
        gone["STATUS"].ShouldBe("CANCELLED");
        gone.Line("SUMMARY").Text.ShouldStartWith("Withdrawn: Deadline: ");
        gone.All("VALARM").ShouldBeEmpty();
        Events(MadeUpCalls.Gone with { WithdrawnAt = MadeUpCalls.Now - NodaTime.Duration.FromDays(364) }).Count.ShouldBe(1);
        Events(MadeUpCalls.Gone with { WithdrawnAt = MadeUpCalls.Now - NodaTime.Duration.FromDays(366) }).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_state_is_the_same_bytes_whenever_it_is_asked_for()
    {
        Bytes(MadeUpCalls.Chips, MadeUpCalls.Now).ShouldBe(Bytes(MadeUpCalls.Chips, MadeUpCalls.Now + NodaTime.Duration.FromDays(40)));
        Bytes(MadeUpCalls.Chips, MadeUpCalls.Now).ShouldNotBe(Bytes(MadeUpCalls.Chips with { Version = 2 }, MadeUpCalls.Now));
    }

    [Theory]
    [Table("""
        Europe/London    ¦ 7  ¦ 16:00 ¦ TZID=Europe/London 20260713T160000
        Europe/Amsterdam ¦ 12 ¦ 16:00 ¦ TZID=Europe/Amsterdam 20261213T160000
        UTC-04           ¦ 7  ¦ 16:00 ¦ 20260713T200000Z
        UTC              ¦ 7  ¦ 16:00 ¦ 20260713T160000Z
        Asia/Tokyo       ¦ 7  ¦ 09:00 ¦ 20260713T000000Z
                         ¦ 7  ¦ 16:00 ¦ 20260713T160000
        Europe/London    ¦ 7  ¦       ¦ VALUE=DATE 20260713
        Nowhere/At_All   ¦ 7  ¦ 16:00 ¦ 20260713T160000
        """)]
    public void Days_are_written_as_they_are_printed(string? zone, int month, string? time, string written)
    {
        var start = Events(MadeUpCalls.Moved with { Deadlines = [MadeUpCalls.On(2026, month, 13, time, zone, "x")] }).Single().Line("DTSTART");
        string.Join(' ', start.Parameters.Select(p => $"{p.Key}={p.Value}").Append(start.Value)).ShouldBe(written);
    }

    [Fact]
    public void The_rules_of_a_zone_give_the_offsets_of_the_zone()
    {
        foreach (var id in new[] { "Europe/London", "Europe/Amsterdam", "Europe/Brussels", "Europe/Dublin", "Europe/Lisbon", "Europe/Helsinki", "America/New_York", "Australia/Sydney" })
        {
            var zone = Zones.Find(id)!;
            foreach (var year in new[] { 2025, 2026, 2027 })
            {
                var calendar = IcsLines.Read(Bytes(MadeUpCalls.Moved with { Deadlines = [MadeUpCalls.On(year, 5, 13, "16:00", id, "x")] }, Instant.FromUtc(year, 1, 1, 0, 0)));
                var rules = calendar.All("VTIMEZONE").Single(z => z["TZID"] == id);
                for (var day = new LocalDate(year, 1, 1); day.Year == year; day = day.PlusDays(1))
                {
                    var noon = day.At(new(12, 0));
                    ZoneRules.OffsetAt(rules, noon).ShouldBe(zone.AtStrictly(noon).Offset, $"{id} {noon}");
                }
            }
        }
    }

    [Theory]
    [InlineData("?alarms=0")]
    [InlineData("?alarms=366")]
    [InlineData("?alarms=x")]
    [InlineData("?alarms=1,2,3,4,5,6,7,8,9,10,11")]
    [InlineData("?alarms=-3")]
    public async Task Alarms_that_cannot_be_read_are_explained(string query)
    {
        foreach (var path in new[] { "/calls.ics", "/calendar/ukri/OPP-1042" })
        {
            using var answer = await Client.AskAsync(HttpMethod.Get, path + query);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("?alarms=14,3");
        }
    }

    [Fact]
    public async Task An_empty_calendar_is_a_calendar_and_an_unknown_call_is_none()
    {
        (await Client.CalendarAsync("/calls.ics?q=nothingatall")).All("VEVENT").ShouldBeEmpty();
        using var answer = await Client.AskAsync(HttpMethod.Get, "/calendar/ukri/none");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var address = "/calendar/nwo/" + string.Join('/', MadeUpCalls.Spikes.Reference.Split('/').Select(s => s.Length == 0 ? "~" : Uri.EscapeDataString(s)));
        (await Client.CalendarAsync(address)).All("VEVENT").ShouldBeEmpty();
    }

    private static List<IcsComponent> Events(Opportunity call, params OpportunityChange[] changes) =>
        [.. IcsLines.Read(Bytes(call, MadeUpCalls.Now, changes)).All("VEVENT")];

    private static byte[] Bytes(Opportunity call, Instant now, params OpportunityChange[] changes)
    {
        var days = new CallDays(new CallStory(Phrasebook.English, Zones.Find(Zones.Amsterdam)!), new FeedPlace(FeedPlace.Nowhere), now);
        return CalendarFile.Write("x", days.Of(new(call, call.StatusAt(now), changes), CalendarAlarms.None), DateTimeZone.Utc);
    }

    private static Understood<Deadline> Day(int month, int day) => MadeUpCalls.On(2026, month, day, null, Zones.London, $"{day}-{month}");

    private static OpportunityChange.DeadlineMoved Moved(int version, Understood<Deadline> old, IReadOnlyList<Understood<Deadline>> current) => Moved(version, [old], current);

    private static OpportunityChange.DeadlineMoved Moved(int version, IReadOnlyList<Understood<Deadline>> old, IReadOnlyList<Understood<Deadline>> current) =>
        new(old, current) { Opportunity = MadeUpCalls.Moved.Id, Version = version, SeenAt = MadeUpCalls.Now };
}
