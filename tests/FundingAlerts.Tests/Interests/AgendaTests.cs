using FundingAlerts.Interests;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Interests;

public sealed class AgendaTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 8, 24, 7, 0);
    private readonly SqliteFolder _folder = new();
    private readonly Agenda _agenda;

    public AgendaTests() => _agenda = new(_folder.Open().Account);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_due_comes_in_order_of_time_and_the_rest_does_not()
    {
        await PutAsync("later", Now + Duration.FromSeconds(1));
        await PutAsync("now", Now);
        await PutAsync("old", Now - Duration.FromDays(400));
        await PutAsync("soon", Agenda.AtOnce);

        (await DueAsync("ann")).ShouldBe(["soon", "old", "now"]);
    }

    [Fact]
    public async Task A_fraction_of_a_second_is_never_due_too_early()
    {
        await PutAsync("fraction", Now + Duration.FromMilliseconds(1));

        (await DueAsync("ann")).ShouldBeEmpty();
        (await DueAsync("ann", Now + Duration.FromSeconds(1))).ShouldBe(["fraction"]);
    }

    [Fact]
    public async Task Kinds_do_not_see_each_other()
    {
        await _agenda.PutAsync(new(AgendaKinds.Reminder, Now, "ann", "call"), default);

        (await DueAsync("ann")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_entry_twice_is_one_and_two_moved_to_the_same_time_are_one()
    {
        await PutAsync("", Agenda.AtOnce);
        await PutAsync("", Agenda.AtOnce);
        await PutAsync("", Now);
        var due = await EntriesAsync("ann");
        due.Count.ShouldBe(2);

        await _agenda.MoveAsync(Agenda.BucketOf("ann"), [.. due.Select(e => (e, (Instant?)Now))], default);

        (await EntriesAsync("ann")).ShouldHaveSingleItem().DueAt.ShouldBe(Now);
    }

    [Fact]
    public async Task Whole_pages_are_moved_at_once_and_struck_off()
    {
        for (var i = 0; i < Agenda.MostMoved * 2; i++)
            await PutAsync($"{i:D3}", Agenda.AtOnce);
        await foreach (var page in _agenda.DueAsync(Agenda.BucketOf("ann"), AgendaKinds.Digest, Now, default))
            await _agenda.MoveAsync(Agenda.BucketOf("ann"), [.. page.Select(e => (e, e.What == "007" ? null : (Instant?)(Now + Duration.FromDays(1))))], default);

        (await DueAsync("ann")).ShouldBeEmpty();
        (await DueAsync("ann", Now + Duration.FromDays(1))).Count.ShouldBe((Agenda.MostMoved * 2) - 1);
    }

    [Fact]
    public void Subscribers_spread_over_the_buckets()
    {
        var buckets = Enumerable.Range(0, 6_400).GroupBy(i => Agenda.BucketOf($"s{i}")).ToList();

        buckets.Select(b => b.Key).Order(StringComparer.Ordinal).ShouldBe(Agenda.Buckets);
        buckets.Max(b => b.Count()).ShouldBeLessThan(160);
    }

    private Task PutAsync(string what, Instant due) => _agenda.PutAsync(new(AgendaKinds.Digest, due, "ann", what), default);

    private async Task<IReadOnlyList<string>> DueAsync(string subscriber, Instant? now = null) =>
        [.. (await EntriesAsync(subscriber, now)).Select(e => e.What)];

    private async Task<IReadOnlyList<AgendaEntry>> EntriesAsync(string subscriber, Instant? now = null)
    {
        var entries = new List<AgendaEntry>();
        await foreach (var page in _agenda.DueAsync(Agenda.BucketOf(subscriber), AgendaKinds.Digest, now ?? Now, default))
            entries.AddRange(page);
        return entries;
    }
}
