using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using FundingAlerts.Storage;

namespace FundingAlerts.Azure.Storage;

/// <summary>All that is stored, in one account of Azure Storage (or Azurite): tables, queues, and blobs in containers.</summary>
public static class AzureStorage
{
    // With waits of 0.8, 1.6, 3.2 … seconds: half a minute of an account that is busy or moves.
    private static readonly AzureTries Usual = new(5, TimeSpan.FromSeconds(0.8));

    /// <param name="connectionString">As the portal shows it, or "UseDevelopmentStorage=true" for Azurite on its usual ports.</param>
    /// <exception cref="StorageBrokenException">This is no connection string.</exception>
    public static StorageAccount Open(string connectionString, TimeProvider time) => Open(connectionString, time, Usual);

    /// <summary>As whoever is signed in: the host's managed identity, or the developer of <c>az login</c>.</summary>
    /// <param name="identity">The client id of a managed identity that the host was given, when it has several.</param>
    public static StorageAccount Open(AzureEndpoints endpoints, string? identity, TimeProvider time)
    {
        var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = identity });
        return Open(
            new TableServiceClient(endpoints.Tables, credential, With(new TableClientOptions(), Usual)),
            new QueueServiceClient(endpoints.Queues, credential, With(new QueueClientOptions(), Usual)),
            new BlobServiceClient(endpoints.Blobs, credential, With(new BlobClientOptions(), Usual)),
            time);
    }

    internal static StorageAccount Open(string connectionString, TimeProvider time, AzureTries tries)
    {
        try
        {
            return Open(
                new TableServiceClient(connectionString, With(new TableClientOptions(), tries)),
                new QueueServiceClient(connectionString, With(new QueueClientOptions(), tries)),
                new BlobServiceClient(connectionString, With(new BlobClientOptions(), tries)),
                time);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // Without the text itself, which holds a key.
            throw new StorageBrokenException("The connection string of Azure Storage cannot be read. Copy it whole from the portal (DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…), or leave it out and name the account.", e);
        }
    }

    private static StorageAccount Open(TableServiceClient tables, QueueServiceClient queues, BlobServiceClient containers, TimeProvider time) => new(
        name =>
        {
            StorageNames.CheckTable(name);
            var table = tables.GetTableClient(name);
            return new AzureTable(table, new($"table '{name}'", table.Uri, token => table.CreateIfNotExistsAsync(token), time));
        },
        name =>
        {
            StorageNames.CheckQueue(name);
            var (queue, poison) = (queues.GetQueueClient(name), queues.GetQueueClient(name + "-poison"));
            return new AzureQueue(queue, PlaceOf(queue, time), poison, PlaceOf(poison, time));
        },
        name =>
        {
            StorageNames.CheckContainer(name);
            var container = containers.GetBlobContainerClient(name);
            return new AzureBlobs(container, new($"container '{name}'", container.Uri, token => container.CreateIfNotExistsAsync(cancellationToken: token), time));
        });

    private static AzurePlace PlaceOf(QueueClient queue, TimeProvider time) =>
        new($"queue '{queue.Name}'", queue.Uri, token => queue.CreateIfNotExistsAsync(cancellationToken: token), time);

    private static T With<T>(T options, AzureTries tries)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = tries.Again;
        options.Retry.Delay = tries.Wait;
        if (tries.Transport is { } transport)
            options.Transport = transport;
        return options;
    }
}

/// <param name="Again">How often what Azure could not do just now is tried again.</param>
/// <param name="Wait">Before it is tried again first; doubled each time.</param>
/// <param name="Transport">Another way there than the usual HTTP.</param>
internal sealed record AzureTries(int Again, TimeSpan Wait, HttpPipelineTransport? Transport = null);
