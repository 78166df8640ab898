using Azure;
using Azure.Identity;
using FundingAlerts.Storage;

namespace FundingAlerts.Azure.Storage;

/// <summary>What Azure answers when it does not do what was asked, and what to tell of it.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2</remarks>
internal static class AzureTrouble
{
    private static readonly HashSet<string> TooLarge =
    [
        "ContentLengthExceeded", "EntityTooLarge", "KeyValueTooLarge", "MessageTooLarge", "PropertyNameTooLong", "PropertyValueTooLarge", "RequestBodyTooLarge", "TooManyProperties",
    ];

    public static bool IsMissingPlace(RequestFailedException e) => e.ErrorCode is "TableNotFound" or "QueueNotFound" or "ContainerNotFound";

    public static bool IsBeingDeleted(RequestFailedException e) => e.ErrorCode is "TableBeingDeleted" or "QueueBeingDeleted" or "ContainerBeingDeleted";

    /// <summary>A row, message or blob is not there, though what holds it is.</summary>
    public static bool IsAbsent(RequestFailedException e) => e.Status == 404 && !IsMissingPlace(e);

    /// <summary>An ETag or another condition no longer holds.</summary>
    public static bool IsChanged(RequestFailedException e) => e.Status == 412;

    public static bool IsThereAlready(RequestFailedException e) => e.ErrorCode is "EntityAlreadyExists" or "BlobAlreadyExists";

    /// <summary>Another receiver holds the message now, or it is gone.</summary>
    public static bool IsLost(RequestFailedException e) => IsAbsent(e) || e.ErrorCode == "PopReceiptMismatch";

    /// <summary>Azure is to blame, or the way there.</summary>
    public static bool IsOne(Exception e) => e is RequestFailedException or AuthenticationFailedException or OperationCanceledException
        or AggregateException { InnerException: RequestFailedException or OperationCanceledException or IOException };

    /// <summary>The seam's exception for it.</summary>
    public static Exception Told(Exception e, string what, Uri address) => e switch
    {
        RequestFailedException refused when refused.Status == 413 || TooLarge.Contains(refused.ErrorCode ?? "") =>
            new StorageLimitException($"Azure refuses something as too large for the {what} ({refused.ErrorCode ?? "413"}); split it or keep the bulk in a blob."),
        RequestFailedException failed => Broken(what, address, Advice(failed), e),
        AuthenticationFailedException => Broken(what, address, "nobody is signed in who may use it. Give the host a managed identity, sign in with `az login`, or set a connection string.", e),

        // The SDK gives up: one exception for each try.
        AggregateException { InnerException: RequestFailedException last } => Broken(what, address, Advice(last), e),
        _ => Broken(what, address, "it does not answer in time. Check the network and https://status.azure.com, then try again.", e),
    };

    private static string Advice(RequestFailedException e) => e.Status switch
    {
        0 => "nothing answers there. Check the address and the network (and that Azurite runs, if it is meant), then try again.",
        401 or 403 => $"it refuses the account's key or identity ({Code(e)}). Check the connection string, or give the identity the roles Storage Table Data Contributor, Storage Queue Data Contributor and Storage Blob Data Owner; a new role takes some minutes.",
        404 => $"it is not there ({Code(e)}). Check the name of the account.",
        408 or 429 or >= 500 => $"Azure is busy or out of order ({Code(e)}), also after several tries. Check https://status.azure.com, then try again.",
        _ => $"Azure refuses the request ({Code(e)}). This is a mistake in fundingalerts: report it with this text.",
    };

    // Not the message: it goes on over many lines, with headers.
    private static string Code(RequestFailedException e) => e.ErrorCode is { Length: > 0 } code ? $"{e.Status} {code}" : $"{e.Status}";

    private static StorageBrokenException Broken(string what, Uri address, string why, Exception inner) =>
        new($"The {what} at {address.GetLeftPart(UriPartial.Path)} cannot be used: {why}", inner);
}
