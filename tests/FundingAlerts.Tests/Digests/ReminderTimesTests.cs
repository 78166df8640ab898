using System.Globalization;
using CsCheck;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Digests;

public sealed class ReminderTimesTests
{
    [Theory]
    [Table("""
        2026-12-01 ¦ 16:00 ¦ Europe/London    ¦ Europe/London    ¦ 8 ¦ 7  ¦ 2026-11-24T08:00Z
        2026-12-01 ¦       ¦ Europe/London    ¦ Europe/London    ¦ 8 ¦ 7  ¦ 2026-11-24T08:00Z
        2026-12-01 ¦ 16:00 ¦                  ¦ Europe/Amsterdam ¦ 8 ¦ 7  ¦ 2026-11-24T07:00Z
        2026-11-01 ¦ 16:00 ¦ Europe/London    ¦ Europe/London    ¦ 8 ¦ 14 ¦ 2026-10-18T07:00Z
        2026-12-01 ¦ 23:30 ¦ Europe/London    ¦ Europe/Amsterdam ¦ 8 ¦ 1  ¦ 2026-12-01T07:00Z
        2026-12-01 ¦ 00:30 ¦ Europe/Amsterdam ¦ Europe/London    ¦ 8 ¦ 1  ¦ 2026-11-29T08:00Z
        2027-03-29 ¦ 12:00 ¦ Europe/Amsterdam ¦ Europe/Amsterdam ¦ 2 ¦ 1  ¦ 2027-03-28T01:00Z
        """)]
    public void A_reminder_is_due_at_the_readers_hour_so_many_of_their_days_before(string date, string? time, string? zone, string reader, int hour, int lead, string due)
    {
        var deadline = new Deadline.On(LocalDatePattern.Iso.Parse(date).Value, time is null ? null : LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value, zone, null);

        ReminderTimes.DueAt(Ann(reader, hour, lead), deadline, lead).ToString("uuuu-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture).ShouldBe(due);
    }

    [Fact]
    public void Names_of_deadlines_are_read_back_whatever_the_reference()
    {
        var name = new DeadlineName(new("nwo", "https://www.nwo.nl/en/calls/a?b=c:d#e"), new(2026, 12, 1));

        DeadlineName.Parse(name.ToString()).ShouldBe(name);
        Should.Throw<FormatException>(() => DeadlineName.Parse("nwo:x")).Message.ShouldContain("2026-12-01:source:reference");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(366)]
    public void Lead_times_are_a_day_to_a_year(int lead) => Should.Throw<ArgumentOutOfRangeException>(() => Ann("Europe/London", 8, lead));

    [Fact]
    public void Lead_times_stand_in_order_once_each_and_are_not_too_many()
    {
        Ann("Europe/London", 8, 14, 3, 14, 7).LeadDays.ShouldBe([3, 7, 14]);
        Should.Throw<ArgumentOutOfRangeException>(() => Ann("Europe/London", 8, [.. Enumerable.Range(1, 11)]));
    }

    [Fact]
    public void Whenever_and_however_often_one_looks_nothing_comes_twice_nor_after_the_deadline() =>
        Gen.Select(Gen.Int[1, 40].Array[1, 6], Gen.Int[-60 * 24, 24].Array[1, 30]).Sample((leads, looks) =>
        {
            var deadline = new Deadline.On(new(2026, 12, 1), new(16, 0), Zones.London, null);
            var reader = Ann(Zones.London, 8, leads);
            var call = TwinGroup.Of([DigestWorld.Call("a")], _ => false, deadline.ClosedFrom);
            var reminded = new HashSet<(UpcomingKind, LocalDate, int)>();
            foreach (var now in looks.Order().Select(hours => deadline.ClosedFrom + Duration.FromHours(hours)))
            {
                var entries = ReminderComposer.Compose(reader, [new(call, new HashSet<(UpcomingKind, LocalDate)> { (UpcomingKind.Deadline, deadline.Date) }, [], reader.LeadDays, reminded)], now);
                entries.Count.ShouldBe(entries.Count > 0 ? 1 : 0);
                if (entries.Count > 0)
                    now.ShouldBeLessThan(deadline.ClosedFrom);
                foreach (var entry in entries)
                    reminded.Add((entry.Kind, entry.Day, entry.Lead)).ShouldBeTrue();
                // After a look nothing that is due is left.
                if (now < deadline.ClosedFrom && ReminderTimes.LeadAt(reader, deadline, reader.LeadDays, now) is { } lead)
                    reminded.ShouldContain((UpcomingKind.Deadline, deadline.Date, lead));
            }
        }, iter: 2_000);

    private static Subscriber Ann(string zone, int hour, params int[] leads) =>
        new("ann", "ann@example.org", "Ann", "en", zone, Cadence.DailyAt(hour)) { LeadDays = leads };
}
