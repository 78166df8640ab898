using CsCheck;
using FundingAlerts.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace FundingAlerts.Tests.Delivery;

public sealed class MailPaceTests
{
    private static readonly TimeSpan Ever = TimeSpan.FromDays(1);
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [Table("""
        10 ¦     ¦ 0.1
           ¦ 120 ¦ 0.5
        10 ¦ 120 ¦ 0.5
        1  ¦ 600 ¦ 1
           ¦     ¦ 0
        """)]
    public void Mails_are_spaced_evenly_by_the_stricter_limit(string? perSecond, string? perMinute, double seconds)
    {
        var pace = new MailPace(new("smtp") { PerSecond = Number(perSecond), PerMinute = Number(perMinute) }, _time);
        for (var i = 0; i < 20; i++)
            pace.Reserve(1, Ever).Wait.TotalSeconds.ShouldBe(i * seconds, 0.001);
    }

    [Fact]
    public void Many_at_once_take_the_place_of_many()
    {
        var pace = new MailPace(new("sendgrid") { PerSecond = 10 }, _time);
        pace.Reserve(50, Ever).Wait.ShouldBe(TimeSpan.Zero);
        pace.Reserve(1, Ever).Wait.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_place_that_is_too_far_off_is_not_taken()
    {
        var pace = new MailPace(new("smtp") { PerSecond = 1 }, _time);
        pace.Reserve(40, Ever);
        pace.Reserve(1, TimeSpan.FromSeconds(30)).ShouldBe((TimeSpan.FromSeconds(40), false));
        _time.Advance(TimeSpan.FromSeconds(10));
        pace.Reserve(1, TimeSpan.FromSeconds(30)).ShouldBe((TimeSpan.FromSeconds(30), true));
    }

    [Fact]
    public void No_second_and_no_minute_has_more_than_it_may() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 200], Gen.Int[0, 700].Array[1, 200]).Sample((perSecond, perMinute, pauses) =>
        {
            var time = new FakeTimeProvider();
            var pace = new MailPace(new("smtp") { PerSecond = perSecond, PerMinute = perMinute }, time);
            var sent = new List<DateTimeOffset>();
            foreach (var pause in pauses)
            {
                time.Advance(TimeSpan.FromMilliseconds(pause));
                sent.Add(time.GetUtcNow() + pace.Reserve(1, Ever).Wait);
            }
            MostWithin(sent, TimeSpan.FromSeconds(1)).ShouldBeLessThanOrEqualTo(perSecond);
            MostWithin(sent, TimeSpan.FromMinutes(1)).ShouldBeLessThanOrEqualTo(perMinute);
        });

    // In any half-open stretch of that length.
    private static int MostWithin(List<DateTimeOffset> sent, TimeSpan stretch) => sent.Max(from => sent.Count(at => at >= from && at < from + stretch));

    private static int? Number(string? cell) => cell is null ? null : int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
}
