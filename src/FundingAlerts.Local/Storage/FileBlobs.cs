using System.Security.Cryptography;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Local.Storage;

/// <summary>
/// Blobs of one container as files: written beside their place, flushed, then renamed, so that nobody ever sees half of one.
/// Renames and deletions hold the database's write lock, the one that all processes share, so that a condition still
/// holds when it is acted upon.
/// </summary>
internal sealed class FileBlobs(SqliteDatabase database, string folder) : IBlobs
{
    // No blob's file begins so.
    private const string Unfinished = "~";
    private static readonly Duration LongestWrite = Duration.FromDays(1);

    /// <summary>Removes what killed writes left behind.</summary>
    public static void Sweep(string folder, Instant now)
    {
        foreach (var file in Directory.EnumerateFiles(folder, Unfinished + "*", SearchOption.AllDirectories))
        {
            if (Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(file)) < now - LongestWrite)
                File.Delete(file);
        }
    }

    public async Task<string> PutAsync(string name, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var unfinished = Path.Combine(Path.GetDirectoryName(path)!, Unfinished + Guid.NewGuid().ToString("N"));
        return await Guarded(name, async () =>
        {
            try
            {
                await WriteAsync(unfinished, content, cancellationToken);
                await database.WriteAsync(
                    _ =>
                    {
                        Check(name, path, condition);
                        File.Move(unfinished, path, overwrite: true);
                        return 0;
                    },
                    cancellationToken);
            }
            finally
            {
                // Gone already when all went well.
                File.Delete(unfinished);
            }

            return ETagOf(content.Span);
        });
    }

    public async Task<Blob?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return await Guarded(name, async () =>
        {
            try
            {
                // Shared with a rename, which on Windows must be allowed to replace it.
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, useAsync: true);
                var content = new byte[file.Length];
                await file.ReadExactlyAsync(content, cancellationToken);
                return new Blob(content, ETagOf(content));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        });
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StorageNames.CheckBlobPrefix(prefix);
        var names = await Guarded(prefix, () => Task.Run(() => Names(prefix), cancellationToken));
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        await Guarded(name, () => database.WriteAsync(
            _ =>
            {
                if (File.Exists(path))
                    File.Delete(path);
                return 0;
            },
            cancellationToken));
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: true);
        await file.WriteAsync(content, cancellationToken);
        await file.FlushAsync(cancellationToken);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    private static void Check(string name, string path, BlobCondition condition)
    {
        if (condition.MustBeAbsent && File.Exists(path))
            throw new BlobChangedException(name);
        if (condition.ETag is { } etag && !(File.Exists(path) && ETagOf(File.ReadAllBytes(path)) == etag))
            throw new BlobChangedException(name);
    }

    private static string ETagOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private List<string> Names(string prefix)
    {
        var start = prefix.LastIndexOf('/') is > 0 and var slash ? BlobPath.OfFolder(folder, prefix[..slash]) : folder;
        if (!Directory.Exists(start))
            return [];
        return [.. Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith(Unfinished, StringComparison.Ordinal))
            .Select(file => BlobPath.Name(folder, file))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private string PathOf(string name)
    {
        StorageNames.CheckBlob(name);
        return BlobPath.Of(folder, name);
    }

    private async Task<T> Guarded<T>(string name, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageBrokenException($"The blob '{name}' in {folder} cannot be read or written: {e.Message} Check that the disk has space and that the account which runs fundingalerts may write there.", e);
        }
    }
}
