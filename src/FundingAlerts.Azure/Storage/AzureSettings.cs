using FundingAlerts.Storage;

namespace FundingAlerts.Azure.Storage;

/// <summary>
/// Which account, as Azure Functions is told of its own: AzureWebJobsStorage is a connection string, or with identity
/// AzureWebJobsStorage__accountName, or each address by itself (__tableServiceUri, __queueServiceUri, __blobServiceUri),
/// and __clientId for one of several identities. FUNDINGALERTS_STORAGE, a connection string, goes before all.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity</remarks>
public static class AzureSettings
{
    /// <summary>A connection string of our own; "UseDevelopmentStorage=true" is Azurite on its usual ports.</summary>
    public const string Own = "FUNDINGALERTS_STORAGE";

    private const string Host = "AzureWebJobsStorage";

    /// <param name="setting">A setting's value by its name; null or empty when it is not set.</param>
    /// <exception cref="StorageBrokenException">Nothing is set, too little, or no connection string.</exception>
    public static StorageAccount Open(Func<string, string?> setting, TimeProvider time)
    {
        string? Read(string name) => setting(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
        if ((Read(Own) ?? Read(Host)) is { } connection)
            return AzureStorage.Open(connection, time);
        var account = Read($"{Host}__accountName");
        var (tables, queues, blobs) = (Read($"{Host}__tableServiceUri"), Read($"{Host}__queueServiceUri"), Read($"{Host}__blobServiceUri"));
        if (account is null && tables is null && queues is null && blobs is null)
        {
            throw new StorageBrokenException(
                $"No account of Azure Storage is set. Set {Own} or {Host} to a connection string (UseDevelopmentStorage=true is Azurite), or {Host}__accountName to the name of an account that you are signed in to (az login).");
        }

        var usual = account is null ? null : AzureEndpoints.Of(CheckedName(account));
        return AzureStorage.Open(
            new(
                Address(tables, "tableServiceUri") ?? usual?.Tables ?? throw Missing("tableServiceUri"),
                Address(queues, "queueServiceUri") ?? usual?.Queues ?? throw Missing("queueServiceUri"),
                Address(blobs, "blobServiceUri") ?? usual?.Blobs ?? throw Missing("blobServiceUri")),
            Read($"{Host}__clientId"),
            time);
    }

    // A name that is none would make an address of another kind: "me.example.org/".
    private static string CheckedName(string account) => account.Length is >= 3 and <= 24 && account.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
        ? account
        : throw new StorageBrokenException($"{Host}__accountName is '{account}', which no account is called: 3 to 24 small letters and digits, without the rest of the address.");

    private static Uri? Address(string? text, string name) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address
        : throw new StorageBrokenException($"{Host}__{name} is '{text}', which is no web address; write it as https://ACCOUNT.table.core.windows.net and its like.");

    private static StorageBrokenException Missing(string name) =>
        new($"{Host}__{name} is not set, and neither is {Host}__accountName, from which it would follow. Set one of them.");
}
