using FundingAlerts.Delivery;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Delivery;

public sealed class MailBookTests : IDisposable
{
    private static readonly LocalDate Day = new(2026, 8, 24);
    private readonly SqliteFolder _folder = new();
    private readonly MailBook _book;

    public MailBookTests() => _book = new(_folder.Account());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_many_who_reserve_at_once_all_together_get_no_more_than_the_day_has()
    {
        var granted = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => _book.ReserveAsync("smtp", Day, 15, 100, default))));
        granted.Sum().ShouldBe(100);
        (await _book.StateAsync("smtp", Day, default)).Day.ShouldBe(new(100, 0, 100));
        (await _book.ReserveAsync("smtp", Day, 1, 100, default)).ShouldBe(0);
        (await _book.ReserveAsync("smtp", Day.PlusDays(1), 1, 100, default)).ShouldBe(1);
        (await _book.ReserveAsync("sendgrid", Day, 1, 100, default)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_not_used_is_given_back_and_a_higher_cap_holds_at_once()
    {
        await _book.ReserveAsync("smtp", Day, 100, 100, default);
        await _book.ReturnAsync("smtp", Day, 3, default);
        (await _book.ReserveAsync("smtp", Day, 10, 100, default)).ShouldBe(3);
        (await _book.ReserveAsync("smtp", Day, 10, 105, default)).ShouldBe(5);
    }

    [Fact]
    public async Task A_purse_takes_some_at_a_time_and_never_more_than_there_are()
    {
        var limits = new MailLimits("smtp") { PerDay = 500 };
        using var one = new MailPurse(limits, _book);
        using var other = new MailPurse(limits, _book);
        var taken = 0;
        for (var i = 0; i < 600; i++)
            taken += await (i % 2 == 0 ? one : other).TakeAsync(1, Day, default);
        taken.ShouldBeInRange(490, 500); // up to a fiftieth may lie in the other's purse
        (await _book.StateAsync("smtp", Day, default)).Day.Mails.ShouldBe(500);
        await one.PutBackAsync(2, Day, default);
        (await one.TakeAsync(5, Day, default)).ShouldBeGreaterThanOrEqualTo(2);
        (await one.TakeAsync(5, Day.PlusDays(1), default)).ShouldBe(5);
    }

    [Fact]
    public async Task A_small_cap_is_used_to_the_last_mail()
    {
        using var purse = new MailPurse(new("smtp") { PerDay = 3 }, _book);
        (await purse.TakeAsync(2, Day, default)).ShouldBe(2);
        (await purse.TakeAsync(2, Day, default)).ShouldBe(1);
        (await purse.TakeAsync(2, Day, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Trouble_is_noted_since_it_began_until_it_is_over()
    {
        var now = Instant.FromUtc(2026, 8, 24, 7, 0);
        var watch = new TransportWatch(new("smtp"), _book);
        await watch.SeeAsync([new MailOutcome.Trouble("Down.")], now, default);
        await watch.SeeAsync([new MailOutcome.Trouble("Still.")], now + Duration.FromSeconds(30), default); // not written
        await watch.SeeAsync([new MailOutcome.Trouble("Still down.")], now + Duration.FromHours(1), default);
        (await _book.StateAsync("smtp", Day, default)).Trouble.ShouldBe(new(now, now + Duration.FromHours(1), "Still down."));
        await new TransportWatch(new("smtp"), _book).SeeAsync([new MailOutcome.Sent()], now + Duration.FromHours(2), default);
        (await _book.StateAsync("smtp", Day, default)).Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task Days_of_more_than_a_month_ago_are_forgotten()
    {
        await _book.ReserveAsync("smtp", Day.PlusDays(-40), 1, 100, default);
        await _book.ReserveAsync("smtp", Day.PlusDays(-20), 1, 100, default);
        await _book.ReserveAsync("smtp", Day, 1, 100, default);
        (await _book.StateAsync("smtp", Day.PlusDays(-40), default)).Day.Mails.ShouldBe(0);
        (await _book.StateAsync("smtp", Day.PlusDays(-20), default)).Day.Mails.ShouldBe(1);
    }
}
