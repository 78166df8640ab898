using FundingAlerts.Storage;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>How a whole table is read, on every backend.</summary>
public abstract class TableScanContract
{
    /// <summary>An empty table of this test alone, and another beside it.</summary>
    protected abstract Task<(ITable Table, ITable Other)> FreshAsync();

    [Fact]
    public async Task All_rows_come_by_partition_and_key()
    {
        // U+1F9E0 begins with U+D83E, so it comes before U+FF21, unlike in UTF-8.
        string[] partitions = ["!", "A", "a", "a!", "aa", "b", "神", "🧠", "Ａ"];
        string[] keys = ["", "10", "9", "a", "b", "é", "🧠", "Ａ"];
        var (table, other) = await FreshAsync();
        await other.InsertAsync(Of("elsewhere"), Token);
        foreach (var partition in partitions.Reverse())
            await table.TransactAsync(partition, [.. keys.Reverse().Select(key => new RowEdit.Insert(Of(key, $"{partition} {key}", partition)))], Token);
        var rows = await ScanAsync(table, 1_000);
        rows.Select(row => (row.Partition, row.Key)).ShouldBe(partitions.SelectMany(_ => keys, (partition, key) => (partition, key)));
        rows.ShouldAllBe(row => (string)row.Values["value"] == $"{row.Partition} {row.Key}");
        rows.ShouldAllBe(row => row.ETag != null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_bring_all_rows_once_each_over_the_ends_of_partitions(int take)
    {
        var (table, _) = await FreshAsync();
        var expected = new List<string>();
        for (var p = 0; p < 10; p++)
        {
            var keys = Enumerable.Range(0, 1 + (p * 3)).Select(i => $"row{i:D2}").ToList();
            await table.TransactAsync($"p{p}", [.. keys.Select(key => new RowEdit.Insert(Of(key, 1, $"p{p}")))], Token);
            expected.AddRange(keys.Select(key => $"p{p} {key}"));
        }
        (await ScanAsync(table, take)).Select(row => $"{row.Partition} {row.Key}").ShouldBe(expected);
        var all = new List<string>();
        await foreach (var row in table.ScanAllAsync(Token))
            all.Add($"{row.Partition} {row.Key}");
        all.ShouldBe(expected);
    }

    [Fact]
    public async Task A_scan_goes_on_when_the_row_where_it_stopped_is_gone()
    {
        var (table, _) = await FreshAsync();
        foreach (var key in (string[])["a", "b", "c", "d"])
            await table.InsertAsync(Of(key), Token);
        var page = await table.ScanAsync(2, null, Token);
        page.Rows.Select(r => r.Key).ShouldBe(["a", "b"]);
        await table.DeleteAsync(Partition, "b", null, Token);
        (await table.ScanAsync(2, page.Continuation.ShouldNotBeNull(), Token)).Rows.Select(r => r.Key).ShouldBe(["c", "d"]);
    }

    [Fact]
    public async Task An_empty_table_has_nothing_and_a_page_at_most_1000_rows()
    {
        var (table, _) = await FreshAsync();
        (await ScanAsync(table, 1_000)).ShouldBeEmpty();
        await Should.ThrowAsync<StorageLimitException>(() => table.ScanAsync(1_001, null, Token));
        await Should.ThrowAsync<StorageLimitException>(() => table.ScanAsync(0, null, Token));
    }

    private static async Task<List<Row>> ScanAsync(ITable table, int take)
    {
        var rows = new List<Row>();
        string? continuation = null;
        do
        {
            var page = await table.ScanAsync(take, continuation, Token);
            page.Rows.Count.ShouldBeLessThanOrEqualTo(take);
            rows.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }
}
