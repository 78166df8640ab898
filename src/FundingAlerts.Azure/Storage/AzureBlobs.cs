using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FundingAlerts.Storage;
using BlobCondition = FundingAlerts.Storage.BlobCondition;

namespace FundingAlerts.Azure.Storage;

/// <summary>Blobs of one container at Azure.</summary>
internal sealed class AzureBlobs(BlobContainerClient client, AzurePlace place) : IBlobs
{
    private const int NamesAtOnce = 5_000;

    public Task<string> PutAsync(string name, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        var options = new BlobUploadOptions
        {
            Conditions = new()
            {
                IfNoneMatch = condition.MustBeAbsent ? ETag.All : null,
                IfMatch = condition.ETag is { } etag ? new ETag(etag) : null,
            },
        };
        return place.RunAsync(
            async () =>
            {
                try
                {
                    var put = await client.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
                    return put.Value.ETag.ToString();
                }
                catch (RequestFailedException e) when (AzureTrouble.IsChanged(e) || AzureTrouble.IsThereAlready(e) || (condition.ETag is not null && AzureTrouble.IsAbsent(e)))
                {
                    throw new BlobChangedException(name);
                }
            },
            cancellationToken);
    }

    public Task<Blob?> FindAsync(string name, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        return place.RunAsync(
            async () =>
            {
                try
                {
                    var found = (await client.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value;
                    return new Blob(found.Content.ToMemory(), found.Details.ETag.ToString());
                }
                catch (RequestFailedException e) when (AzureTrouble.IsAbsent(e))
                {
                    return null;
                }
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StorageNames.CheckBlobPrefix(prefix);
        string? continuation = null;
        do
        {
            var page = await place.RunAsync(() => PageAsync(prefix, continuation, cancellationToken), cancellationToken);
            foreach (var blob in page.Values)
                yield return blob.Name;
            continuation = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuation));
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        return place.RunAsync(() => client.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken), cancellationToken);
    }

    // Azure lists names of ASCII in ordinal order.
    private async Task<Page<BlobItem>> PageAsync(string prefix, string? continuation, CancellationToken cancellationToken)
    {
        var pages = client.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken).AsPages(continuation, NamesAtOnce);
        await foreach (var page in pages)
            return page;
        throw new InvalidOperationException("Azure lists always at least one page.");
    }
}
