using System.Text;
using FundingAlerts.Storage;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>What blobs do on every backend.</summary>
public abstract class BlobsContract
{
    /// <summary>An empty container of this test alone.</summary>
    protected abstract Task<IBlobs> FreshAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task A_blob_comes_back_byte_for_byte(int size)
    {
        var blobs = await FreshAsync();
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var etag = await blobs.PutAsync("ukri/page.html", content, BlobCondition.None, Token);
        var found = (await blobs.FindAsync("ukri/page.html", Token)).ShouldNotBeNull();
        found.Content.Span.SequenceEqual(content).ShouldBeTrue();
        found.ETag.ShouldBe(etag);
    }

    [Fact]
    public async Task A_blob_that_is_not_there_is_null_and_removing_it_is_no_error()
    {
        var blobs = await FreshAsync();
        (await blobs.FindAsync("a", Token)).ShouldBeNull();
        (await blobs.FindAsync("a/b/c", Token)).ShouldBeNull();
        await blobs.DeleteAsync("a", Token);
        await blobs.DeleteAsync("a/b/c", Token);
    }

    [Fact]
    public async Task A_removed_blob_is_gone()
    {
        var blobs = await FreshAsync();
        await PutAsync(blobs, "a/b", "1");
        await blobs.DeleteAsync("a/b", Token);
        (await blobs.FindAsync("a/b", Token)).ShouldBeNull();
        (await ListAsync(blobs, "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_condition_the_last_one_wins()
    {
        var blobs = await FreshAsync();
        var first = await PutAsync(blobs, "a", "1");
        var second = await PutAsync(blobs, "a", "22");
        second.ShouldNotBe(first);
        (await ReadAsync(blobs, "a")).ShouldBe("22");
    }

    [Fact]
    public async Task If_absent_writes_once()
    {
        var blobs = await FreshAsync();
        await PutAsync(blobs, "a", "1", BlobCondition.IfAbsent);
        var thrown = await Should.ThrowAsync<BlobChangedException>(() => PutAsync(blobs, "a", "2", BlobCondition.IfAbsent));
        thrown.Message.ShouldContain("'a'");
        (await ReadAsync(blobs, "a")).ShouldBe("1");
        await blobs.DeleteAsync("a", Token);
        await PutAsync(blobs, "a", "3", BlobCondition.IfAbsent);
        (await ReadAsync(blobs, "a")).ShouldBe("3");
    }

    [Fact]
    public async Task If_match_writes_over_the_version_that_was_read()
    {
        var blobs = await FreshAsync();
        var first = await PutAsync(blobs, "a", "1");
        var second = await PutAsync(blobs, "a", "2", BlobCondition.IfMatch(first));
        await Should.ThrowAsync<BlobChangedException>(() => PutAsync(blobs, "a", "3", BlobCondition.IfMatch(first)));
        (await ReadAsync(blobs, "a")).ShouldBe("2");
        await blobs.DeleteAsync("a", Token);
        await Should.ThrowAsync<BlobChangedException>(() => PutAsync(blobs, "a", "4", BlobCondition.IfMatch(second)));
        (await blobs.FindAsync("a", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_who_write_at_once_under_a_condition_one_wins()
    {
        var blobs = await FreshAsync();

        // Large enough that looking and then writing takes long enough for another to come between.
        var large = new string('.', 4_000_000);
        await OneWinsAsync("first", BlobCondition.IfAbsent);
        var etag = (await blobs.FindAsync("a", Token))!.ETag;
        await OneWinsAsync("second", BlobCondition.IfMatch(etag));

        async Task OneWinsAsync(string round, BlobCondition condition)
        {
            var won = await Task.WhenAll(Enumerable.Range(1, 6).Select(async i =>
            {
                try
                {
                    await PutAsync(blobs, "a", $"{round} {i}" + large, condition);
                    return i;
                }
                catch (BlobChangedException)
                {
                    return 0;
                }
            }));
            (await ReadAsync(blobs, "a")).ShouldStartWith($"{round} {won.Where(w => w > 0).ShouldHaveSingleItem()}");
        }
    }

    [Fact]
    public async Task A_reader_sees_one_whole_version_while_others_write()
    {
        var blobs = await FreshAsync();
        await PutAsync(blobs, "a", new string('0', 200_000));
        var writing = Task.WhenAll(Enumerable.Range(1, 9).Select(i => PutAsync(blobs, "a", new string((char)('0' + i), 200_000 + i))));
        for (var i = 0; i < 20; i++)
        {
            var seen = await ReadAsync(blobs, "a");
            (seen.Distinct().Count(), seen.Length).ShouldBe((1, 200_000 + seen[0] - '0'));
        }

        await writing;
    }

    [Theory]
    [InlineData("", "A a a.b/c a/B a/b a/b/c ab b")]
    [InlineData("a", "a a.b/c a/B a/b a/b/c ab")]
    [InlineData("a/", "a/B a/b a/b/c")]
    [InlineData("a/b", "a/b a/b/c")]
    [InlineData("a/b/", "a/b/c")]
    [InlineData("a.", "a.b/c")]
    [InlineData("A", "A")]
    [InlineData("no/thing", "")]
    public async Task Names_are_listed_by_their_beginning_in_ordinal_order(string prefix, string expected)
    {
        var blobs = await FreshAsync();
        foreach (var name in (string[])["b", "ab", "a/b/c", "a/b", "a/B", "a.b/c", "a", "A"])
            await PutAsync(blobs, name, name);
        string.Join(' ', await ListAsync(blobs, prefix)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_name_may_be_another_ones_folder_or_differ_only_in_case()
    {
        var blobs = await FreshAsync();
        string[] names = ["a", "a/b", "A/b", "a/B", "A"];
        foreach (var name in names)
            await PutAsync(blobs, name, name);
        foreach (var name in names)
            (await ReadAsync(blobs, name)).ShouldBe(name);
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/..")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\..\\b")]
    [InlineData("C:x")]
    [InlineData("a\0b")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("~a")]
    [InlineData("é")]
    [InlineData("%2e%2e/x")]
    [InlineData("dot.")]
    [InlineData("a\n")]
    public async Task A_name_that_could_lead_astray_is_refused(string name)
    {
        var blobs = await FreshAsync();
        await Should.ThrowAsync<StorageLimitException>(() => PutAsync(blobs, name, "x"));
        await Should.ThrowAsync<StorageLimitException>(() => blobs.FindAsync(name, Token));
        await Should.ThrowAsync<StorageLimitException>(() => blobs.DeleteAsync(name, Token));
    }

    [Theory]
    [InlineData("../")]
    [InlineData("/")]
    [InlineData("a/../")]
    [InlineData("a//")]
    public async Task A_beginning_that_could_lead_astray_is_refused(string prefix)
    {
        var blobs = await FreshAsync();
        await Should.ThrowAsync<StorageLimitException>(() => ListAsync(blobs, prefix));
    }

    [Fact]
    public async Task A_name_has_up_to_120_characters_a_segment_and_512_in_all()
    {
        var blobs = await FreshAsync();
        var segment = new string('S', 120);
        var longest = string.Join('/', Enumerable.Repeat(segment, 4)) + "/" + new string('x', 28);
        longest.Length.ShouldBe(512);
        await PutAsync(blobs, longest, "1");
        (await ReadAsync(blobs, longest)).ShouldBe("1");
        (await ListAsync(blobs, "")).ShouldBe([longest]);
        await Should.ThrowAsync<StorageLimitException>(() => PutAsync(blobs, longest + "x", "1"));
        await Should.ThrowAsync<StorageLimitException>(() => PutAsync(blobs, segment + "x", "1"));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        var blobs = await FreshAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => blobs.PutAsync("a/b", new byte[100_000], BlobCondition.None, cancelled.Token));
        (await blobs.FindAsync("a/b", Token)).ShouldBeNull();
        (await ListAsync(blobs, "")).ShouldBeEmpty();
    }

    private static Task<string> PutAsync(IBlobs blobs, string name, string text, BlobCondition? condition = null) =>
        blobs.PutAsync(name, Encoding.UTF8.GetBytes(text), condition ?? BlobCondition.None, Token);

    private static async Task<string> ReadAsync(IBlobs blobs, string name) =>
        Encoding.UTF8.GetString((await blobs.FindAsync(name, Token)).ShouldNotBeNull().Content.Span);

    private static async Task<List<string>> ListAsync(IBlobs blobs, string prefix)
    {
        var names = new List<string>();
        await foreach (var name in blobs.ListAsync(prefix, Token))
            names.Add(name);
        return names;
    }
}
