using System.Text;

namespace FundingAlerts.Local.Commands;

/// <summary>Files that a person names: read whole, up to a size, for a mistyped name must not fill the memory.</summary>
internal static class InputFile
{
    private const int MostText = 512 * 1024;
    private const int MostPage = 64 * 1024 * 1024;

    /// <exception cref="IOException">It is no file, cannot be read, or is larger than a definition may be.</exception>
    public static async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(new MemoryStream(await ReadAsync(path, MostText, cancellationToken)), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <exception cref="IOException">It is no file, cannot be read, or is larger than a page that would be fetched.</exception>
    public static Task<byte[]> PageAsync(string path, CancellationToken cancellationToken) => ReadAsync(path, MostPage, cancellationToken);

    private static async Task<byte[]> ReadAsync(string path, int most, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (read.Length + count > most)
                throw new IOException(FormattableString.Invariant($"'{path}' is larger than {most / 1024:N0} KiB"));
            await read.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
        return read.ToArray();
    }
}
