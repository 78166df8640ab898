namespace FundingAlerts.Storage;

/// <summary>A row with these keys is there already.</summary>
public sealed class RowExistsException(string partition, string key)
    : Exception($"The row '{key}' of partition '{partition}' exists already.");

/// <summary>The row was changed or removed since it was read.</summary>
public sealed class RowChangedException(string partition, string key)
    : Exception($"The row '{key}' of partition '{partition}' was changed or removed by somebody else since it was read.");

/// <summary>The blob does not (or no longer) have the expected ETag, or exists where none was expected.</summary>
public sealed class BlobChangedException(string name)
    : Exception($"The blob '{name}' was changed by somebody else since it was read.");

/// <summary>Something is larger than the storage takes, or a key has a character that it forbids. The message says which and how much is allowed.</summary>
public sealed class StorageLimitException(string message) : Exception(message);

/// <summary>The storage itself cannot be read. The message says where it is and what to do.</summary>
public sealed class StorageBrokenException(string message, Exception? inner = null) : Exception(message, inner);
