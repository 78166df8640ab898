namespace FundingAlerts.Storage;

/// <summary>Named bytes. Names are "/"-separated paths of letters, digits, '-', '_' and '.'.</summary>
public interface IBlobs
{
    /// <summary>Writes a blob whole and returns its ETag.</summary>
    /// <exception cref="BlobChangedException">The condition does not hold.</exception>
    Task<string> PutAsync(string name, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken);

    /// <summary>The blob, or null when there is none.</summary>
    Task<Blob?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names that begin so, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes a blob; one that is not there is no error.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}

public sealed record Blob(ReadOnlyMemory<byte> Content, string ETag);

/// <summary>What must hold for a blob to be written.</summary>
public sealed record BlobCondition
{
    public static readonly BlobCondition None = new();

    /// <summary>Only if there is no such blob yet.</summary>
    public static readonly BlobCondition IfAbsent = new() { MustBeAbsent = true };

    public bool MustBeAbsent { get; private init; }

    public string? ETag { get; private init; }

    /// <summary>Only if the blob still has this ETag.</summary>
    public static BlobCondition IfMatch(string etag) => new() { ETag = etag };
}
