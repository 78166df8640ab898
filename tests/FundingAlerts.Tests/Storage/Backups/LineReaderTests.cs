using System.Text;
using FundingAlerts.Storage.Backups;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage.Backups;

public sealed class LineReaderTests
{
    private const int Most = 256 * 1024;

    [Fact]
    public async Task Lines_of_any_length_come_one_by_one()
    {
        int[] lengths = [0, 1, 65_535, 65_536, 65_537, 200_000, 0, Most];
        var lines = await ReadAsync(string.Concat(lengths.Select(length => new string('x', length) + "\n")));
        lines.Select(line => line.Length).ShouldBe(lengths);
        (await ReadAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_without_end_does_not_fill_the_memory()
    {
        using var endless = new Endless();
        var reader = new LineReader(endless, Most);
        (await Should.ThrowAsync<BackupException>(() => reader.ReadAsync(Token).AsTask())).Message.ShouldContain("Line 1 of the backup is longer than 0 MiB");
        endless.Given.ShouldBeLessThan(4 * Most);
    }

    [Fact]
    public async Task A_file_that_ends_within_a_line_says_which() =>
        (await Should.ThrowAsync<BackupException>(() => ReadAsync("a\nb\nc"))).Message.ShouldContain("within line 3");

    private static async Task<List<string>> ReadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var reader = new LineReader(stream, Most);
        var lines = new List<string>();
        while (await reader.ReadAsync(Token) is { } line)
            lines.Add(Encoding.UTF8.GetString(line.Span));
        reader.Number.ShouldBe(lines.Count);
        return lines;
    }

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
