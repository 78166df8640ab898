using FundingAlerts.Delivery;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace FundingAlerts.Tests.Delivery;

public sealed class MailTrafficTests : IMailer
{
    private static readonly Letter Letter = new("ann-2026-08-24", new("ann@example.org", null), "x", "x", "x");
    private readonly FakeTimeProvider _time = new();
    private readonly MailTraffic _traffic;
    private MailOutcome _answer = new MailOutcome.Sent();
    private int _calls;

    public MailTrafficTests() => _traffic = new(new("smtp"), _time);

    public int MostAtOnce => 1;

    public Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        _calls++;
        return Task.FromResult<IReadOnlyList<MailOutcome>>([.. letters.Select(_ => _answer)]);
    }

    [Fact]
    public async Task After_four_troubles_it_is_left_alone_and_tried_again_with_one_mail_ever_more_seldom()
    {
        _answer = new MailOutcome.Trouble("Down.");
        for (var i = 0; i < 4; i++)
        {
            (await _traffic.EnterAsync(1, default)).ShouldBeNull();
            await SendAsync();
        }
        (await _traffic.EnterAsync(1, default)).ShouldBe(Duration.FromMinutes(1));

        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            _traffic.Resting().ShouldBe(Duration.FromMinutes(minutes));
            _time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            _traffic.Resting().ShouldBe(Duration.FromSeconds(1));
            _time.Advance(TimeSpan.FromSeconds(1));
            (await _traffic.EnterAsync(1, default)).ShouldBeNull();
            var before = _calls;
            await SendAsync();
            _calls.ShouldBe(before + 1);
        }

        _time.Advance(TimeSpan.FromMinutes(30));
        _answer = new MailOutcome.Sent();
        await SendAsync();
        _traffic.Resting().ShouldBeNull();
    }

    [Fact]
    public async Task Refusals_and_passing_hindrances_are_no_trouble()
    {
        for (var i = 0; i < 100; i++)
        {
            _answer = i % 2 == 0 ? new MailOutcome.Refused("No.") : new MailOutcome.Passing("Later.");
            await SendAsync();
        }
        _traffic.Resting().ShouldBeNull();
        _calls.ShouldBe(100);
    }

    [Fact]
    public async Task A_transport_that_asks_to_wait_is_left_alone_for_so_long()
    {
        _answer = new MailOutcome.Trouble("Busy.", Duration.FromMinutes(7));
        await SendAsync();
        (await _traffic.EnterAsync(1, default)).ShouldBe(Duration.FromMinutes(7));
        _time.Advance(TimeSpan.FromMinutes(7));
        (await _traffic.EnterAsync(1, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_is_left_alone_for_longer_than_a_day()
    {
        _answer = new MailOutcome.Trouble("Busy.", Duration.FromDays(400));
        await SendAsync();
        _traffic.Resting().ShouldBe(Duration.FromDays(1));
    }

    [Fact]
    public async Task A_place_is_waited_for_by_the_clock_and_one_that_is_far_is_not()
    {
        var traffic = new MailTraffic(new("smtp") { PerSecond = 1 }, _time);
        (await traffic.EnterAsync(1, default)).ShouldBeNull();
        var second = traffic.EnterAsync(1, default);
        second.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await second).ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await traffic.EnterAsync(60, default)).ShouldBeNull();
        (await traffic.EnterAsync(1, default)).ShouldBe(Duration.FromSeconds(60));
    }

    private Task<IReadOnlyList<MailOutcome>> SendAsync() => _traffic.SendAsync(this, [Letter], default);
}
