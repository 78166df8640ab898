using CsCheck;
using FundingAlerts.Interests;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Interests;

public sealed class CadenceTests
{
    [Theory]
    // cadence     zone                  now (UTC)             period
    [InlineData("daily 7", "Europe/London", "2026-08-24T05:59:59Z", "2026-08-23")]
    [InlineData("daily 7", "Europe/London", "2026-08-24T06:00:00Z", "2026-08-24")]
    [InlineData("daily 7", "Europe/London", "2026-08-25T05:59:59Z", "2026-08-24")]
    [InlineData("daily 0", "Europe/Amsterdam", "2026-08-23T22:00:00Z", "2026-08-24")]
    [InlineData("daily 23", "Europe/Amsterdam", "2026-08-24T20:59:59Z", "2026-08-23")]
    [InlineData("daily 2", "Europe/Amsterdam", "2026-03-29T00:59:59Z", "2026-03-28")] // 02:00 does not exist: it becomes 03:00
    [InlineData("daily 2", "Europe/Amsterdam", "2026-03-29T01:00:00Z", "2026-03-29")]
    [InlineData("daily 2", "Europe/Amsterdam", "2026-10-25T00:00:00Z", "2026-10-25")] // the first of two
    [InlineData("daily 2", "Europe/Amsterdam", "2026-10-25T01:30:00Z", "2026-10-25")]
    [InlineData("daily 0", "America/St_Johns", "2009-11-01T02:30:00Z", "2009-11-01")] // midnight comes twice
    [InlineData("daily 0", "America/St_Johns", "2009-11-01T03:00:00Z", "2009-11-01")]
    [InlineData("daily 7", "Pacific/Apia", "2011-12-30T10:30:00Z", "2011-12-29")] // the 30th was left out
    [InlineData("daily 7", "Asia/Kathmandu", "2026-08-24T01:14:59Z", "2026-08-23")]
    [InlineData("daily 7", "Asia/Kathmandu", "2026-08-24T01:15:00Z", "2026-08-24")]
    [InlineData("monday 8", "Europe/London", "2026-08-24T06:59:59Z", "2026-08-17")]
    [InlineData("monday 8", "Europe/London", "2026-08-24T07:00:00Z", "2026-08-24")]
    [InlineData("monday 8", "Europe/London", "2026-08-30T23:00:00Z", "2026-08-24")]
    [InlineData("monday 8", "Europe/London", "2027-01-03T12:00:00Z", "2026-12-28")] // across the year's end
    [InlineData("friday 8", "Europe/London", "2027-01-01T08:00:00Z", "2027-01-01")]
    [InlineData("sunday 0", "Pacific/Auckland", "2026-12-31T11:00:00Z", "2026-12-27")]
    public void A_period_begins_when_a_digest_is_due(string cadence, string zone, string now, string expected)
    {
        var (name, hour) = (cadence.Split(' ')[0], int.Parse(cadence.Split(' ')[1], null));
        var made = name == "daily" ? Cadence.DailyAt(hour) : Cadence.WeeklyOn(Enum.Parse<IsoDayOfWeek>(name, ignoreCase: true), hour);
        var period = made.PeriodAt(InstantPattern.General.Parse(now).Value, DateTimeZoneProviders.Tzdb[zone]);
        LocalDatePattern.Iso.Format(period).ShouldBe(expected);
    }

    [Fact]
    public void In_every_zone_periods_only_go_forward_and_never_run_ahead()
    {
        var zones = DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]).ToArray();
        var cadences = Gen.OneOf(
            Gen.Int[0, 23].Select(Cadence.DailyAt),
            Gen.Select(Gen.Int[1, 7], Gen.Int[0, 23], (day, hour) => Cadence.WeeklyOn((IsoDayOfWeek)day, hour)));
        Gen.Select(Pick.From(zones), cadences, Gen.Int[0, 40 * 366 * 24 * 4], Gen.Int[0, 200]).Sample(
            (zone, cadence, quarters, later) =>
            {
                var now = Instant.FromUtc(1995, 1, 1, 0, 0) + Duration.FromMinutes(15L * quarters);
                var period = cadence.PeriodAt(now, zone);
                var due = period.At(new(cadence.Hour, 0)).InZoneLeniently(zone).ToInstant();
                due.ShouldBeLessThanOrEqualTo(now);
                (now - due).ShouldBeLessThan(Duration.FromDays(cadence.Frequency == Frequency.Weekly ? 9 : 3));
                cadence.PeriodAt(now + Duration.FromMinutes(15L * later), zone).ShouldBeGreaterThanOrEqualTo(period);
                if (cadence.Frequency == Frequency.Weekly)
                    period.DayOfWeek.ShouldBe(cadence.Day);
            },
            iter: 20_000);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(24)]
    public void An_hour_that_is_none_is_refused(int hour) => Should.Throw<ArgumentOutOfRangeException>(() => Cadence.DailyAt(hour));

    [Fact]
    public void A_weekly_digest_needs_a_day() => Should.Throw<ArgumentOutOfRangeException>(() => Cadence.WeeklyOn(IsoDayOfWeek.None, 8));
}
