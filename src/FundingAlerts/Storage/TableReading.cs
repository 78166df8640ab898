using System.Runtime.CompilerServices;

namespace FundingAlerts.Storage;

public static class TableReading
{
    /// <summary>All rows of a range in key order, page after page.</summary>
    public static async IAsyncEnumerable<Row> AllAsync(this ITable table, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await table.QueryAsync(range, StorageLimits.PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
                yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>All rows of the table by partition and row key, page after page; for maintenance only.</summary>
    public static async IAsyncEnumerable<Row> ScanAllAsync(this ITable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await table.ScanAsync(StorageLimits.PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
                yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
