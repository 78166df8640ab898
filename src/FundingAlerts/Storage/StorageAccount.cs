namespace FundingAlerts.Storage;

/// <summary>All that is stored, by name; a table, queue or container that does not exist yet is made on first use.</summary>
public sealed record StorageAccount(Func<string, ITable> Table, Func<string, IQueue> Queue, Func<string, IBlobs> Blobs);
