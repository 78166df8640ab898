using FundingAlerts.Storage;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>How rows change together, on every backend.</summary>
public abstract class TableTransactionContract
{
    /// <summary>An empty table of this test alone.</summary>
    protected abstract Task<ITable> FreshAsync();

    [Fact]
    public async Task Edits_of_every_kind_are_carried_out_together()
    {
        var table = await FreshAsync();
        var updated = await table.InsertAsync(Of("updated", 1), Token);
        var deleted = await table.InsertAsync(Of("deleted", 1), Token);
        await table.InsertAsync(Of("dropped", 1), Token);
        await table.InsertAsync(Of("replaced", 1), Token);

        await table.TransactAsync(
            Partition,
            [
                new RowEdit.Insert(Of("inserted", 2)),
                new RowEdit.Upsert(Of("added", 2)),
                new RowEdit.Upsert(Of("replaced", 2)),
                new RowEdit.Update(Of("updated", 2), updated),
                new RowEdit.Delete("deleted", deleted),
                new RowEdit.Delete("dropped"),
                new RowEdit.Delete("never there"),
            ],
            Token);

        (await table.KeysAsync(new(Partition))).ShouldBe(["added", "inserted", "replaced", "updated"]);
        foreach (var key in (string[])["added", "inserted", "replaced", "updated"])
            (await table.ValueAsync(key)).ShouldBe(2);
    }

    [Fact]
    public async Task An_insert_of_a_row_that_is_there_changes_nothing()
    {
        var table = await FreshAsync();
        await table.InsertAsync(Of("there", 1), Token);
        var thrown = await Should.ThrowAsync<RowExistsException>(() => table.TransactAsync(Partition, [new RowEdit.Upsert(Of("a", 2)), new RowEdit.Insert(Of("there", 2)), new RowEdit.Upsert(Of("z", 2))], Token));
        thrown.Message.ShouldContain("'there'");
        (await table.KeysAsync(new(Partition))).ShouldBe(["there"]);
        (await table.ValueAsync("there")).ShouldBe(1);
    }

    [Fact]
    public async Task A_stale_etag_in_an_update_changes_nothing()
    {
        var table = await FreshAsync();
        var stale = await table.InsertAsync(Of("row", 1), Token);
        await table.UpsertAsync(Of("row", 2), Token);
        var thrown = await Should.ThrowAsync<RowChangedException>(() => table.TransactAsync(Partition, [new RowEdit.Insert(Of("a", 3)), new RowEdit.Update(Of("row", 3), stale)], Token));
        thrown.Message.ShouldContain("'row'");
        (await table.KeysAsync(new(Partition))).ShouldBe(["row"]);
        (await table.ValueAsync("row")).ShouldBe(2);
    }

    [Fact]
    public async Task A_stale_etag_in_a_delete_changes_nothing()
    {
        var table = await FreshAsync();
        var stale = await table.InsertAsync(Of("row", 1), Token);
        await table.UpsertAsync(Of("row", 2), Token);
        await Should.ThrowAsync<RowChangedException>(() => table.TransactAsync(Partition, [new RowEdit.Insert(Of("a", 3)), new RowEdit.Delete("row", stale)], Token));
        (await table.KeysAsync(new(Partition))).ShouldBe(["row"]);
    }

    [Fact]
    public async Task An_update_or_delete_by_etag_of_a_row_that_is_gone_changes_nothing()
    {
        var table = await FreshAsync();
        var gone = await table.InsertAsync(Of("row", 1), Token);
        await table.DeleteAsync(Partition, "row", null, Token);
        await Should.ThrowAsync<RowChangedException>(() => table.TransactAsync(Partition, [new RowEdit.Insert(Of("a", 3)), new RowEdit.Update(Of("row", 3), gone)], Token));
        await Should.ThrowAsync<RowChangedException>(() => table.TransactAsync(Partition, [new RowEdit.Insert(Of("a", 3)), new RowEdit.Delete("row", gone)], Token));
        (await table.KeysAsync(new(Partition))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hundred_edits_are_carried_out_and_a_hundred_and_one_refused()
    {
        var table = await FreshAsync();
        var edits = Enumerable.Range(0, 101).Select(i => (RowEdit)new RowEdit.Upsert(Of($"row{i:D3}", i))).ToList();
        var thrown = await Should.ThrowAsync<StorageLimitException>(() => table.TransactAsync(Partition, edits, Token));
        thrown.Message.ShouldContain("101 edits, 100 are allowed");
        (await table.KeysAsync(new(Partition))).ShouldBeEmpty();
        await table.TransactAsync(Partition, edits[..100], Token);
        (await table.KeysAsync(new(Partition))).Count.ShouldBe(100);
    }

    [Fact]
    public async Task No_edits_are_no_error() => await (await FreshAsync()).TransactAsync(Partition, [], Token);

    [Fact]
    public async Task A_row_twice_is_refused()
    {
        var table = await FreshAsync();
        var thrown = await Should.ThrowAsync<StorageLimitException>(() => table.TransactAsync(Partition, [new RowEdit.Upsert(Of("a", 1)), new RowEdit.Delete("a")], Token));
        thrown.Message.ShouldContain("'a' twice");
        (await table.KeysAsync(new(Partition))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_of_another_partition_is_refused()
    {
        var table = await FreshAsync();
        await Should.ThrowAsync<StorageLimitException>(() => table.TransactAsync(Partition, [new RowEdit.Upsert(Of("a", 1, "other"))], Token));
        (await table.KeysAsync(new("other"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_transactions_on_one_etag_one_wins_whole()
    {
        var table = await FreshAsync();
        var etag = await table.InsertAsync(Of("head", 0), Token);
        var won = await Task.WhenAll(Enumerable.Range(1, 4).Select(async i =>
        {
            try
            {
                await table.TransactAsync(Partition, [new RowEdit.Insert(Of($"tail{i}", i)), new RowEdit.Update(Of("head", i), etag)], Token);
                return i;
            }
            catch (RowChangedException)
            {
                return 0;
            }
        }));
        var winner = won.Where(w => w > 0).ShouldHaveSingleItem();
        (await table.ValueAsync("head")).ShouldBe(winner);
        (await table.KeysAsync(new(Partition))).ShouldBe(["head", $"tail{winner}"]);
    }
}
