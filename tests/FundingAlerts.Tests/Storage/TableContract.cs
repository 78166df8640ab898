using FundingAlerts.Storage;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>What a row does on every backend.</summary>
public abstract class TableContract
{
    /// <summary>An empty table of this test alone.</summary>
    protected abstract Task<ITable> FreshAsync();

    public static TheoryData<object> Values => [
        "", "text", " spaced ", "{\"a\":\"b\\n\"}", "Förderung — Europäische Union", "神经形态 🧠", "nul \0 inside", "2026-11-22T09:00:00Z", "12",
        true, false,
        0, int.MaxValue, int.MinValue,
        0L, 3L, long.MaxValue, long.MinValue,
        0.0, 3.0, 0.1, -1.5e-300, double.MaxValue, double.Epsilon, double.NaN,
        new DateTimeOffset(2026, 3, 29, 1, 59, 59, TimeSpan.Zero).AddTicks(1), new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue,
        Array.Empty<byte>(), new byte[] { 0, 1, 254, 255 },
    ];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_as_it_was_with_its_type(object value)
    {
        var table = await FreshAsync();
        await table.InsertAsync(Of("a", value), Token);
        var found = (await table.ValueAsync("a")).ShouldNotBeNull();
        found.ShouldBeOfType(value.GetType());
        found.ShouldBe(value);
    }

    [Fact]
    public async Task Many_values_of_a_row_come_back_together()
    {
        var table = await FreshAsync();
        var row = With("a", ("title", "Call"), ("Title", "CALL"), ("open", true), ("count", 3), ("_x9", 4L));
        await table.InsertAsync(row, Token);
        var found = (await table.FindAsync(Partition, "a", Token)).ShouldNotBeNull();
        found.Values.OrderBy(v => v.Key, StringComparer.Ordinal).ShouldBe(row.Values.OrderBy(v => v.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_time_of_another_offset_comes_back_as_the_same_instant_in_utc()
    {
        var table = await FreshAsync();
        var local = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(1)).AddTicks(1_234_567);
        await table.InsertAsync(Of("a", local), Token);
        var found = (await table.ValueAsync("a")).ShouldBeOfType<DateTimeOffset>();
        found.ShouldBe(local);
        found.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_null() =>
        (await (await FreshAsync()).FindAsync(Partition, "nobody", Token)).ShouldBeNull();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("with space", "and 'quotes' \"\"")]
    [InlineData("ünïcödé", "神经形态")]
    [InlineData("🧠", "a+b=c&d;e,f:g@h!i$j(k)*l%m")]
    [InlineData("~2F", "<x>|{y}[z]^`")]
    public async Task A_row_is_found_under_any_legal_key(string partition, string key)
    {
        var table = await FreshAsync();
        var etag = await table.InsertAsync(Of(key, 1, partition), Token);
        var found = (await table.FindAsync(partition, key, Token)).ShouldNotBeNull();
        (found.Partition, found.Key, found.ETag).ShouldBe((partition, key, etag));
        (await table.KeysAsync(new(partition))).ShouldBe([key]);
        await table.DeleteAsync(partition, key, etag, Token);
        (await table.FindAsync(partition, key, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_that_differ_only_in_case_or_form_are_two_rows()
    {
        var table = await FreshAsync();
        string[] keys = ["a", "A", "\u00E9", "e\u0301"];
        foreach (var key in keys)
            await table.InsertAsync(Of(key, key), Token);
        foreach (var key in keys)
            (await table.ValueAsync(key)).ShouldBe(key);
    }

    [Fact]
    public async Task A_row_is_inserted_once()
    {
        var table = await FreshAsync();
        await table.InsertAsync(Of("a", 1), Token);
        await Should.ThrowAsync<RowExistsException>(() => table.InsertAsync(Of("a", 2), Token));
        (await table.ValueAsync("a")).ShouldBe(1);
    }

    [Fact]
    public async Task An_upsert_adds_and_then_replaces_the_whole_row()
    {
        var table = await FreshAsync();
        var first = await table.UpsertAsync(With("a", ("value", 1), ("other", 1)), Token);
        var second = await table.UpsertAsync(With("a", ("value", 2)), Token);
        second.ShouldNotBe(first);
        var found = (await table.FindAsync(Partition, "a", Token)).ShouldNotBeNull();
        found.ETag.ShouldBe(second);
        found.Values.ShouldHaveSingleItem().ShouldBe(new("value", 2));
    }

    [Fact]
    public async Task An_update_replaces_the_whole_row_that_still_has_its_etag()
    {
        var table = await FreshAsync();
        var first = await table.InsertAsync(With("a", ("value", 1), ("other", 1)), Token);
        var second = await table.UpdateAsync(With("a", ("value", 2)), first, Token);
        second.ShouldNotBe(first);
        var found = (await table.FindAsync(Partition, "a", Token)).ShouldNotBeNull();
        found.ETag.ShouldBe(second);
        found.Values.ShouldHaveSingleItem().ShouldBe(new("value", 2));
    }

    [Fact]
    public async Task A_stale_etag_changes_and_removes_nothing()
    {
        var table = await FreshAsync();
        var stale = await table.InsertAsync(Of("a", 1), Token);
        await table.UpsertAsync(Of("a", 2), Token);
        await Should.ThrowAsync<RowChangedException>(() => table.UpdateAsync(Of("a", 3), stale, Token));
        await Should.ThrowAsync<RowChangedException>(() => table.DeleteAsync(Partition, "a", stale, Token));
        (await table.ValueAsync("a")).ShouldBe(2);
    }

    [Fact]
    public async Task A_row_that_was_removed_and_added_again_is_another_one()
    {
        var table = await FreshAsync();
        var old = await table.InsertAsync(Of("a", 1), Token);
        await table.DeleteAsync(Partition, "a", null, Token);
        await table.InsertAsync(Of("a", 1), Token);
        await Should.ThrowAsync<RowChangedException>(() => table.UpdateAsync(Of("a", 2), old, Token));
    }

    [Fact]
    public async Task A_row_that_is_gone_cannot_be_updated_nor_deleted_by_etag()
    {
        var table = await FreshAsync();
        var etag = await table.InsertAsync(Of("a", 1), Token);
        await table.DeleteAsync(Partition, "a", etag, Token);
        await Should.ThrowAsync<RowChangedException>(() => table.UpdateAsync(Of("a", 2), etag, Token));
        await Should.ThrowAsync<RowChangedException>(() => table.DeleteAsync(Partition, "a", etag, Token));
        (await table.FindAsync(Partition, "a", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Removing_a_row_that_is_not_there_is_no_error() =>
        await (await FreshAsync()).DeleteAsync(Partition, "nobody", null, Token);

    [Fact]
    public async Task Of_two_who_update_at_once_one_wins_and_the_other_hears_of_it()
    {
        var table = await FreshAsync();
        for (var round = 0; round < 10; round++)
        {
            var key = $"row{round}";
            var etag = await table.InsertAsync(Of(key, 0), Token);
            var outcomes = await Task.WhenAll(Enumerable.Range(1, 4).Select(async i =>
            {
                try
                {
                    await table.UpdateAsync(Of(key, i), etag, Token);
                    return i;
                }
                catch (RowChangedException)
                {
                    return 0;
                }
            }));
            (await table.ValueAsync(key)).ShouldBe(outcomes.Where(o => o > 0).ShouldHaveSingleItem());
        }
    }

    [Fact]
    public async Task Many_tasks_count_to_the_right_number_by_trying_again()
    {
        var table = await FreshAsync();
        await table.InsertAsync(Of("counter", 0), Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var counted = 0; counted < 5;)
            {
                var row = (await table.FindAsync(Partition, "counter", Token))!;
                try
                {
                    await table.UpdateAsync(Of("counter", (int)row.Values["value"] + 1), row.ETag!, Token);
                    counted++;
                }
                catch (RowChangedException)
                {
                    // Read it again and decide anew.
                }
            }
        }));
        (await table.ValueAsync("counter")).ShouldBe(40);
    }
}
