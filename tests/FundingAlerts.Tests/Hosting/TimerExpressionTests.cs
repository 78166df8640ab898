using FundingAlerts.Local.Hosting;
using FundingAlerts.Work;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Hosting;

public sealed class TimerExpressionTests
{
    [Theory]
    [Table("""
        every quarter     ¦ 0 */15 * * * *        ¦ 2026-03-29T00:59:59Z ¦ 2026-03-29T01:00:00Z
        just then is past ¦ 0 */15 * * * *        ¦ 2026-03-29T01:00:00Z ¦ 2026-03-29T01:15:00Z
        the clock is UTC  ¦ 0 30 2 * * *          ¦ 2026-03-29T00:00:00Z ¦ 2026-03-29T02:30:00Z
        seconds           ¦ */10 * * * * *        ¦ 2026-03-29T01:00:00Z ¦ 2026-03-29T01:00:10Z
        names of days     ¦ 0 0 8 * * MON-FRI     ¦ 2026-11-20T09:00:00Z ¦ 2026-11-23T08:00:00Z
        lists             ¦ 0 5,35 * 1 JAN *      ¦ 2026-11-20T09:00:00Z ¦ 2027-01-01T00:05:00Z
        before calendars  ¦ 0 0 0 * * *           ¦ -0900-01-01T00:00:00Z ¦ 1970-01-02T00:00:00Z
        """)]
    public void Six_fields_say_when_a_timer_is_due(string why, string text, string from, string next) =>
        Read(text).After(At(from)).ShouldBe(At(next), why);

    [Theory]
    [Table("""
        five fields       ¦ */15 * * * *
        seven fields      ¦ 0 */15 * * * * *
        a word            ¦ hourly
        Cronos's own      ¦ @hourly
        no such minute    ¦ 0 60 * * * *
        never             ¦ 0 0 0 30 2 *
        not in Functions  ¦ 0 0 0 ? * *
        not in Functions  ¦ 0 0 0 * * 1#2
        a time span       ¦ 00:15:00
        """)]
    public void What_is_no_schedule_is_said_with_the_settings_name_and_an_example(string why, string text)
    {
        var (expressions, faults) = TimerExpressions.Read(name => name == "PlanScrapesSchedule" ? text : null);
        expressions.ShouldBeNull(why);
        faults.ShouldHaveSingleItem().ShouldBe($"PlanScrapesSchedule is '{text}', which is no schedule; write six fields (second, minute, hour, day, month, day of the week; in UTC), for example '0 */15 * * * *'.");
    }

    [Fact]
    public void All_timers_have_a_usual_schedule_and_a_setting_of_their_own()
    {
        TimerExpressions.Read(_ => null).Faults.ShouldBeEmpty();
        TimerExpressions.Read(_ => " ").Faults.ShouldBeEmpty();
        Timers.All.Select(t => t.Setting).ShouldBeUnique();
        Timers.All.Select(t => t.Work).ShouldBeSubsetOf(WorkNames.All);
    }

    [Theory]
    [Table("""
        it never had one            ¦                      ¦ 2026-11-22T10:05:00Z ¦ 2026-11-22T10:05:00Z ¦
        it had the last one         ¦ 2026-11-22T10:00:00Z ¦ 2026-11-22T10:05:00Z ¦ 2026-11-22T11:00:00Z ¦ 2026-11-22T10:00:00Z
        it missed one               ¦ 2026-11-22T08:30:00Z ¦ 2026-11-22T09:05:00Z ¦ 2026-11-22T09:00:00Z ¦ 2026-11-22T08:30:00Z
        it missed years             ¦ 2020-11-22T08:30:00Z ¦ 2026-11-22T09:05:00Z ¦ 2020-11-22T09:00:00Z ¦ 2020-11-22T08:30:00Z
        set back over a turn        ¦ 2026-11-22T10:00:00Z ¦ 2026-11-22T09:40:00Z ¦ 2026-11-22T11:00:00Z ¦ 2026-11-22T10:00:00Z
        set back by an hour         ¦ 2026-11-22T10:00:01Z ¦ 2026-11-22T09:00:02Z ¦ 2026-11-22T11:00:00Z ¦ 2026-11-22T10:00:01Z
        set back over two turns     ¦ 2026-11-22T11:00:01Z ¦ 2026-11-22T09:40:00Z ¦ 2026-11-22T10:00:00Z ¦ 2026-11-22T09:40:00Z
        it was wrong by years       ¦ 2041-01-01T00:00:00Z ¦ 2026-11-22T09:40:00Z ¦ 2026-11-22T10:00:00Z ¦ 2026-11-22T09:40:00Z
        """)]
    public void A_turn_is_not_missed_not_repeated_and_not_waited_for_for_long(string why, string? last, string now, string next, string? believed) =>
        Read("0 0 * * * *").Next(last is null ? null : At(last), At(now)).ShouldBe((At(next), believed is null ? null : At(believed)), why);

    private static TimerExpression Read(string text) => TimerExpression.Of(new("Some", text), _ => null).Expression.ShouldNotBeNull();

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
