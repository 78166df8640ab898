using System.Globalization;

namespace FundingAlerts.Storage.Backups;

/// <summary>Lines of bytes, one at a time, each up to a size.</summary>
internal sealed class LineReader(Stream stream, int most)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;

    /// <summary>Of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its line feed, valid until the next call; null after the last.</summary>
    /// <exception cref="BackupException">The line is too long, or the file ends within it.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var seen = 0;
        while (true)
        {
            if (_buffer.AsSpan(_from + seen, _to - _from - seen).IndexOf((byte)'\n') is >= 0 and var at)
            {
                var line = _buffer.AsMemory(_from, seen + at);
                _from += seen + at + 1;
                Number++;
                return line;
            }

            seen = _to - _from;
            if (seen > most)
                throw new BackupException(string.Create(CultureInfo.InvariantCulture, $"Line {Number + 1} of the backup is longer than {most / (1024 * 1024)} MiB, which no line of a backup is; take another file."));
            if (await FillAsync(cancellationToken) > 0)
                continue;
            return seen == 0 ? null : throw new BackupException(string.Create(CultureInfo.InvariantCulture, $"The backup ends within line {Number + 1}: it was cut off. Copy it again, or take another backup."));
        }
    }

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        (_from, _to) = (0, _to - _from);
        if (_to == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_to), cancellationToken);
        _to += read;
        return read;
    }
}
