using FundingAlerts.Storage;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>How rows are read in order, on every backend.</summary>
public abstract class TableQueryContract
{
    /// <summary>An empty table of this test alone.</summary>
    protected abstract Task<ITable> FreshAsync();

    /// <summary>Whether a page ends at 4 MiB too, and not only at its number of rows.</summary>
    protected virtual bool EndsPagesBySize => true;

    [Fact]
    public async Task Rows_come_in_the_order_of_their_utf16_keys()
    {
        // U+1F9E0 begins with U+D83E, so it comes before U+FF21, unlike in UTF-8.
        string[] ordered = ["", "!", "10", "9", "A", "B", "Z", "_", "a", "a!", "a-", "aa", "b", "~", "é", "神", "🧠", "Ａ"];
        var table = await FreshAsync();
        foreach (var key in ordered.Reverse())
            await table.InsertAsync(Of(key), Token);
        (await table.KeysAsync(new(Partition))).ShouldBe(ordered);
        ordered.ShouldBe(ordered.Order(StringComparer.Ordinal));
    }

    [Theory]
    //          from   to     the keys in between
    [InlineData(null, null, "a b b1 b2 c")]
    [InlineData("b", null, "b b1 b2 c")]
    [InlineData(null, "b", "a")]
    [InlineData("b", "b2", "b b1")]
    [InlineData("b0", "b9", "b1 b2")]
    [InlineData("b1", "b1", "")]
    [InlineData("c", "a", "")]
    [InlineData("a/", "b#", "b")]
    [InlineData("x", null, "")]
    public async Task A_range_has_its_beginning_and_not_its_end(string? from, string? to, string expected)
    {
        var table = await FreshAsync();
        foreach (var key in (string[])["a", "b", "b1", "b2", "c"])
            await table.InsertAsync(Of(key), Token);
        var keys = await table.KeysAsync(new(Partition, from, to));
        string.Join(' ', keys).ShouldBe(expected);
    }

    [Theory]
    [InlineData("a", "a ab ab🧠 ab🧠c az a神")]
    [InlineData("ab", "ab ab🧠 ab🧠c")]
    [InlineData("ab🧠", "ab🧠 ab🧠c")]
    [InlineData("", "a ab ab🧠 ab🧠c az a神 b \uD7FF \uD7FFx \U0010FFFF \U0010FFFFx \uE000 \uFFFF \uFFFFx")]
    [InlineData("\uD7FF", "\uD7FF \uD7FFx")]
    [InlineData("\U0010FFFF", "\U0010FFFF \U0010FFFFx")]
    [InlineData("\uFFFF", "\uFFFF \uFFFFx")]
    [InlineData("no", "")]
    public async Task A_prefix_finds_all_that_begin_so_and_no_others(string prefix, string expected)
    {
        var table = await FreshAsync();
        foreach (var key in (string[])["a", "ab", "ab🧠", "ab🧠c", "a神", "az", "b", "\uD7FF", "\uD7FFx", "\U0010FFFF", "\U0010FFFFx", "\uE000", "\uFFFF", "\uFFFFx"])
            await table.InsertAsync(Of(key), Token);
        var keys = await table.KeysAsync(RowRange.StartingWith(Partition, prefix));
        string.Join(' ', keys).ShouldBe(expected);
    }

    [Fact]
    public async Task A_bound_that_is_no_text_is_refused()
    {
        var table = await FreshAsync();
        await Should.ThrowAsync<StorageLimitException>(() => table.QueryAsync(new(Partition, "a\uD83E"), 10, null, Token));
        await Should.ThrowAsync<StorageLimitException>(() => table.QueryAsync(new(Partition, null, "\uDDE0"), 10, null, Token));
        Should.Throw<StorageLimitException>(() => RowRange.StartingWith(Partition, "a\uD83E"));
    }

    [Fact]
    public async Task A_query_sees_its_own_partition_only()
    {
        var table = await FreshAsync();
        await table.InsertAsync(Of("a", 1), Token);
        await table.InsertAsync(Of("b", 2, "other"), Token);
        await table.InsertAsync(Of("c", 3, Partition + "x"), Token);
        (await table.KeysAsync(new(Partition))).ShouldBe(["a"]);
        (await table.KeysAsync(new("none"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_bring_2500_rows_once_each_in_order()
    {
        var table = await FreshAsync();
        var keys = Enumerable.Range(0, 2_500).Select(i => $"row{i:D5}").ToList();
        foreach (var part in keys.Chunk(100))
            await table.TransactAsync(Partition, [.. part.Select(k => new RowEdit.Insert(Of(k, k)))], Token);

        (await table.KeysAsync(new(Partition))).ShouldBe(keys);

        var paged = new List<string>();
        string? continuation = null;
        do
        {
            var page = await table.QueryAsync(new(Partition, "row00100", "row02400"), 700, continuation, Token);
            page.Rows.Count.ShouldBeLessThanOrEqualTo(700);
            paged.AddRange(page.Rows.Select(r => r.Key));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        paged.ShouldBe(keys[100..2_400]);
    }

    [Fact]
    public async Task Rows_read_from_a_page_can_be_updated_by_their_etag()
    {
        var table = await FreshAsync();
        await table.InsertAsync(Of("a", 1), Token);
        var row = (await table.QueryAsync(new(Partition), 10, null, Token)).Rows.ShouldHaveSingleItem();
        await table.UpdateAsync(Of("a", 2), row.ETag.ShouldNotBeNull(), Token);
        (await table.ValueAsync("a")).ShouldBe(2);
    }

    [Fact]
    public async Task Paging_goes_on_when_the_row_where_it_stopped_is_gone()
    {
        var table = await FreshAsync();
        foreach (var key in (string[])["a", "b", "c", "d"])
            await table.InsertAsync(Of(key), Token);
        var page = await table.QueryAsync(new(Partition), 2, null, Token);
        page.Rows.Select(r => r.Key).ShouldBe(["a", "b"]);
        await table.DeleteAsync(Partition, "b", null, Token);
        var next = await table.QueryAsync(new(Partition), 2, page.Continuation.ShouldNotBeNull(), Token);
        next.Rows.Select(r => r.Key).ShouldBe(["c", "d"]);
    }

    [Fact]
    public async Task Large_rows_come_on_several_pages_and_all_of_them_come()
    {
        var table = await FreshAsync();
        for (var i = 0; i < 12; i++)
            await table.InsertAsync(Documents.ToRow(Partition, $"row{i:D2}", new string('x', 500_000)), Token);
        if (EndsPagesBySize)
            (await table.QueryAsync(new(Partition), 1_000, null, Token)).Continuation.ShouldNotBeNull();
        (await table.KeysAsync(new(Partition))).Count.ShouldBe(12);
    }
}
