using System.IO.Compression;
using FundingAlerts.Storage.Backups;

namespace FundingAlerts.Local.Commands;

/// <summary>The file of a backup; "-" is standard output or input. It holds addresses of people, so nobody else may read it.</summary>
internal static class BackupFile
{
    public const string Standard = "-";
    private const string Unfinished = ".part";
    private const int BufferSize = 1024 * 1024;

    /// <summary>Writes beside the place, flushes, then renames: a backup that was there stays until the new one is whole.</summary>
    public static async Task<T> WriteAsync<T>(string file, Func<Stream, Task<T>> write, CancellationToken cancellationToken)
    {
        if (file == Standard)
        {
            await using var output = new BufferedStream(Console.OpenStandardOutput(), BufferSize);
            return await write(output);
        }
        var path = Path.GetFullPath(file);
        RefuseOther(path);
        var unfinished = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            T written;
            await using (var disk = new FileStream(unfinished, Options(FileMode.Create, FileAccess.ReadWrite)))
            {
                written = await ZippedAsync(disk, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), write);
                await disk.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(disk.SafeFileHandle);
            }
            File.Move(unfinished, path, overwrite: true);
            return written;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    // A slip of the hand must not put a backup in the place of the database.
    private static void RefuseOther(string path)
    {
        if (!File.Exists(path))
            return;
        using var there = File.OpenRead(path);
        if (there.ReadByte() is not (-1 or '{' or 0x1F))
            throw new BackupException($"'{path}' is there already and is no backup. Take another name.");
    }

    /// <summary>What can be read from its beginning more than once: standard input is kept in a file of nobody else meanwhile.</summary>
    public static async Task<Stream> OpenAsync(string file, CancellationToken cancellationToken)
    {
        if (file != Standard)
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        var options = Options(FileMode.CreateNew, FileAccess.ReadWrite);
        options.Options |= FileOptions.DeleteOnClose;
        var kept = new FileStream(Path.Combine(Path.GetTempPath(), $"fundingalerts-{Guid.NewGuid():N}"), options);
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(kept, cancellationToken);
        return kept;
    }

    private static async Task<T> ZippedAsync<T>(Stream disk, bool zips, Func<Stream, Task<T>> write)
    {
        if (!zips)
            return await write(disk);
        await using var zip = new GZipStream(disk, CompressionLevel.Optimal, leaveOpen: true);
        return await write(zip);
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None, BufferSize = BufferSize, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
