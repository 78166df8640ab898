using System.Text.Json;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// The index as one instance leaves it to others, in a blob: made anew from the interests whenever it is not there, is damaged or
/// is of another version. So it is in no backup.
/// </summary>
public sealed partial class InterestIndexStore(StorageAccount storage, ILogger<InterestIndexStore> log)
{
    public const string Container = "indexes";
    private const string Name = "interests";
    private readonly IBlobs _blobs = storage.Blobs(Container);

    /// <summary>Null when there is none that can be read.</summary>
    public async Task<(InterestIndex Index, IReadOnlyDictionary<string, BucketState> Buckets, KeptIndex Kept)?> FindAsync(CancellationToken cancellationToken)
    {
        if (await _blobs.FindAsync(Name, cancellationToken) is not { } blob)
            return null;
        try
        {
            var head = HeadLength(blob.Content.Span);
            var about = JsonSerializer.Deserialize<About>(blob.Content.Span.Slice(sizeof(int), head), StoredJson.Options)!;
            return (InterestIndexFile.Read(blob.Content[(sizeof(int) + head)..]), about.Buckets, new(about.KeptAt, blob.ETag));
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException)
        {
            LogUnreadable(fault.Message);
            return null;
        }
    }

    /// <summary>Leaves the index to others, unless another instance did so meanwhile: then theirs stays.</summary>
    /// <param name="before">What was loaded or kept last; null for none.</param>
    public async Task<KeptIndex> KeepAsync(InterestIndex index, IReadOnlyDictionary<string, BucketState> buckets, KeptIndex? before, Instant now, CancellationToken cancellationToken)
    {
        var about = JsonSerializer.SerializeToUtf8Bytes(new About(now, buckets), StoredJson.Options);
        byte[] content = [.. BitConverter.GetBytes(about.Length), .. about, .. InterestIndexFile.Write(index)];
        try
        {
            return new(now, await _blobs.PutAsync(Name, content, before is null ? BlobCondition.None : BlobCondition.IfMatch(before.ETag), cancellationToken));
        }
        catch (BlobChangedException)
        {
            return new(now, (await _blobs.FindAsync(Name, cancellationToken))?.ETag ?? before!.ETag);
        }
    }

    private static int HeadLength(ReadOnlySpan<byte> content)
    {
        if (content.Length < sizeof(int) || BitConverter.ToInt32(content) is not (>= 0 and var head) || head > content.Length - sizeof(int))
            throw new InvalidDataException("This is no index of interests.");
        return head;
    }

    private sealed record About(Instant KeptAt, IReadOnlyDictionary<string, BucketState> Buckets);

    [LoggerMessage(LogLevel.Warning, "The stored index of interests cannot be read, it is made anew: {Fault}")]
    private partial void LogUnreadable(string fault);
}

/// <summary>When an index was left to others, and the tag of its blob.</summary>
public sealed record KeptIndex(Instant KeptAt, string ETag);
