namespace FundingAlerts.Storage;

/// <summary>
/// One row: its keys and named values, each a string (up to 32,768 UTF-16 units), bool, int, long, double,
/// DateTimeOffset (UTC) or byte[] (up to 64 KiB); all of it together under 1 MiB.
/// </summary>
public sealed record Row(string Partition, string Key, IReadOnlyDictionary<string, object> Values)
{
    /// <summary>Set on rows that were read.</summary>
    public string? ETag { get; init; }
}

/// <summary>One edit of a transaction.</summary>
public abstract record RowEdit
{
    private RowEdit()
    {
    }

    public sealed record Insert(Row Row) : RowEdit;

    public sealed record Upsert(Row Row) : RowEdit;

    public sealed record Update(Row Row, string ETag) : RowEdit;

    /// <summary>Without an ETag a row that is not there is no error.</summary>
    public sealed record Delete(string Key, string? ETag = null) : RowEdit;
}
