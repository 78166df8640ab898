using FundingAlerts.Storage;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>What no backend takes, and what each takes up to the very bound.</summary>
public abstract class TableLimitsContract
{
    /// <summary>An empty table of this test alone.</summary>
    protected abstract Task<ITable> FreshAsync();

    // Not as attributes, which hold UTF-8 and so no halves of pairs.
    public static TheoryData<string, string> ForbiddenKeys => new()
    {
        { "a/b",     "U+002F" },
        { "a\\b",    "U+005C" },
        { "a#b",     "U+0023" },
        { "a?b",     "U+003F" },
        { "\0",      "U+0000" },
        { "a\tb",    "U+0009" },
        { "\u001F",  "U+001F" },
        { "\u007F",  "U+007F" },
        { "\u0080",  "U+0080" },
        { "\u009F",  "U+009F" },
        { "a\uD83E", "half a surrogate pair" },
        { "\uDDE0a", "half a surrogate pair" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(ForbiddenKeys))]
    public async Task A_forbidden_key_is_refused_everywhere(string key, string why)
    {
        var table = await FreshAsync();
        Func<Task>[] attempts =
        [
            () => table.FindAsync(Partition, key, Token),
            () => table.FindAsync(key, "a", Token),
            () => table.InsertAsync(Of(key), Token),
            () => table.InsertAsync(Of("a", 1, key), Token),
            () => table.UpsertAsync(Of(key), Token),
            () => table.UpdateAsync(Of(key), "etag", Token),
            () => table.DeleteAsync(Partition, key, null, Token),
            () => table.TransactAsync(Partition, [new RowEdit.Delete(key)], Token),
            () => table.TransactAsync(Partition, [new RowEdit.Insert(Of(key))], Token),
            () => table.QueryAsync(new(key), 10, null, Token),
        ];
        foreach (var attempt in attempts)
            (await Should.ThrowAsync<StorageLimitException>(attempt)).Message.ShouldContain(why);
    }

    [Fact]
    public async Task A_key_has_up_to_512_units()
    {
        var key = new string('k', 512);
        await TakesAsync(Of(key, 1, key));
        await RefusesAsync(Of(key + "k"), "513 characters, 512 are allowed");
        await RefusesAsync(Of("a", 1, key + "k"), "513 characters, 512 are allowed");
    }

    [Fact]
    public async Task A_string_has_up_to_32768_units()
    {
        await TakesAsync(Of("a", new string('é', 32_768)));
        await RefusesAsync(Of("a", new string('é', 32_769)), "32,769 characters, 32,768 are allowed");
    }

    [Fact]
    public async Task Bytes_are_up_to_64_KiB()
    {
        await TakesAsync(Of("a", new byte[65_536]));
        await RefusesAsync(Of("a", new byte[65_537]), "65,537 bytes, 65,536 are allowed");
    }

    [Fact]
    public async Task A_row_has_up_to_252_values()
    {
        await TakesAsync(Wide(252));
        await RefusesAsync(Wide(253), "253 values, 252 are allowed");

        static Row Wide(int count) => With("a", [.. Enumerable.Range(0, count).Select(i => ($"v{i}", (object)i))]);
    }

    [Fact]
    public async Task A_row_has_up_to_1_MiB()
    {
        await TakesAsync(Heavy(1024 * 1024));
        await RefusesAsync(Heavy((1024 * 1024) + 1), "1,048,577 bytes (two for each character), 1,048,576 are allowed");

        // Counted by hand: 4 + 2 for each unit of the keys, 8 + 2 for each unit of a name, and 4 + its bytes for binary.
        static Row Heavy(int size)
        {
            const int each = 60_000;
            var values = Enumerable.Range(0, 17).Select(i => ($"v{i:D2}", (object)new byte[each])).ToList();
            var left = size - (4 + (2 * (Partition.Length + 1))) - (17 * (8 + 6 + 4 + each)) - (8 + 6 + 4);
            values.Add(("end", new byte[left]));
            return With("a", [.. values]);
        }
    }

    [Fact]
    public async Task A_transaction_has_up_to_4_MiB_as_it_travels()
    {
        var table = await FreshAsync();
        var rows = Enumerable.Range(0, 4).Select(i => With($"row{i}", [.. Enumerable.Range(0, 15).Select(v => ($"v{v}", (object)new string('x', 32_768)))])).ToList();
        var rest = rows.ConvertAll(r => (RowEdit)new RowEdit.Insert(r));
        rest.AddRange(rows.Select(r => new RowEdit.Insert(r with { Key = r.Key + "b" })));
        var left = StorageLimits.TransactionBytes - rest.Sum(e => RowSize.Sent(((RowEdit.Insert)e).Row));
        left.ShouldBeGreaterThan(100_000);
        var filler = With("z", [.. Enumerable.Range(0, 8).Select(v => ($"f{v}", (object)new string('x', v < 7 ? 30_000 : 1)))]);
        var spare = left - RowSize.Sent(filler);
        while (spare > 32_000)
        {
            filler = filler with { Values = new Dictionary<string, object>(filler.Values) { [$"g{filler.Values.Count}"] = new string('x', 31_000) } };
            spare = left - RowSize.Sent(filler);
        }

        var exact = filler with { Values = new Dictionary<string, object>(filler.Values) { ["f7"] = new string('x', 1 + (int)spare) } };
        var over = exact with { Values = new Dictionary<string, object>(exact.Values) { ["f7"] = new string('x', 2 + (int)spare) } };
        (await Should.ThrowAsync<StorageLimitException>(() => table.TransactAsync(Partition, [.. rest, new RowEdit.Insert(over)], Token)))
            .Message.ShouldContain("4,194,305 bytes as it travels, 4,194,304 are allowed");
        await table.TransactAsync(Partition, [.. rest, new RowEdit.Insert(exact)], Token);
        (await table.KeysAsync(new(Partition))).Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_transaction_of_texts_full_of_quotes_and_accents_fits_when_its_size_says_so()
    {
        var table = await FreshAsync();
        var row = With("a", [.. Enumerable.Range(0, 15).Select(v => ($"v{v}", (object)string.Concat(Enumerable.Repeat("\"é", 16_000))))]);
        RowSize.Sent(row).ShouldBeInRange(2_800_000, 3_000_000);
        await table.TransactAsync(Partition, [new RowEdit.Insert(row)], Token);
        await Should.ThrowAsync<StorageLimitException>(() => table.TransactAsync(Partition, [new RowEdit.Insert(row with { Key = "b" }), new RowEdit.Insert(row with { Key = "c" })], Token));
    }

    public static TheoryData<object, string> Strangers => new()
    {
        { 1.5m, "Decimal" },
        { (short)1, "Int16" },
        { Guid.Empty, "Guid" },
        { new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc), "DateTime;" },
        { new[] { "a" }, "String[]" },
        { DateTimeOffset.MinValue, "1601" },
        { double.PositiveInfinity, "infinite" },
        { double.NegativeInfinity, "infinite" },
        { "half \uD83E pair", "half a surrogate pair" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Strangers))]
    public async Task A_value_of_no_stored_type_is_refused(object value, string why) => await RefusesAsync(Of("a", value), why.TrimEnd(';'));

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("with space")]
    [InlineData("dash-ed")]
    [InlineData("é")]
    [InlineData("PartitionKey")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    public async Task A_name_that_no_value_may_have_is_refused(string name) => await RefusesAsync(With("a", (name, 1)), $"value named '{name}'");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_001)]
    public async Task A_page_has_1_to_1000_rows(int take)
    {
        var table = await FreshAsync();
        await Should.ThrowAsync<StorageLimitException>(() => table.QueryAsync(new(Partition), take, null, Token));
    }

    private async Task TakesAsync(Row row)
    {
        var table = await FreshAsync();
        await table.InsertAsync(row, Token);
        var found = (await table.FindAsync(row.Partition, row.Key, Token)).ShouldNotBeNull();
        found.Values.Count.ShouldBe(row.Values.Count);
        RowSize.Stored(found).ShouldBe(RowSize.Stored(row));
    }

    private async Task RefusesAsync(Row row, string why)
    {
        var table = await FreshAsync();
        Func<Task>[] attempts =
        [
            () => table.InsertAsync(row, Token),
            () => table.UpsertAsync(row, Token),
            () => table.UpdateAsync(row, "etag", Token),
            () => table.TransactAsync(row.Partition, [new RowEdit.Upsert(row)], Token),
        ];
        foreach (var attempt in attempts)
            (await Should.ThrowAsync<StorageLimitException>(attempt)).Message.ShouldContain(why);
    }
}
