namespace FundingAlerts.Azure.Storage;

/// <summary>Where an account answers: https://ACCOUNT.table.core.windows.net and its like.</summary>
public sealed record AzureEndpoints(Uri Tables, Uri Queues, Uri Blobs)
{
    /// <summary>Those of an account in the public cloud.</summary>
    public static AzureEndpoints Of(string account) => new(At(account, "table"), At(account, "queue"), At(account, "blob"));

    private static Uri At(string account, string kind) => new($"https://{account}.{kind}.core.windows.net");
}
