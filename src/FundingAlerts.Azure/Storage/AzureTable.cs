using Azure;
using Azure.Data.Tables;
using FundingAlerts.Storage;

namespace FundingAlerts.Azure.Storage;

/// <summary>Rows of one table at Azure.</summary>
/// <remarks>
/// The SDK tries again what may have been carried out already though no answer came. So an insert may find its own row and
/// an update its own change: whoever calls decides anew from what is stored, which is right in both cases.
/// </remarks>
internal sealed class AzureTable(TableClient client, AzurePlace place) : ITable
{
    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        StorageLimits.CheckKey(partition);
        StorageLimits.CheckKey(key);
        return place.RunAsync(
            async () =>
            {
                try
                {
                    return AzureRows.ToRow(await client.GetEntityAsync<TableEntity>(partition, key, cancellationToken: cancellationToken));
                }
                catch (RequestFailedException e) when (AzureTrouble.IsAbsent(e))
                {
                    return null;
                }
            },
            cancellationToken);
    }

    public Task<string> InsertAsync(Row row, CancellationToken cancellationToken)
    {
        StorageLimits.CheckRow(row);
        return place.RunAsync(
            async () =>
            {
                try
                {
                    return ETagOf(await client.AddEntityAsync(AzureRows.ToEntity(row), cancellationToken));
                }
                catch (RequestFailedException e) when (AzureTrouble.IsThereAlready(e))
                {
                    throw new RowExistsException(row.Partition, row.Key);
                }
            },
            cancellationToken);
    }

    public Task<string> UpsertAsync(Row row, CancellationToken cancellationToken)
    {
        StorageLimits.CheckRow(row);
        return place.RunAsync(
            async () => ETagOf(await client.UpsertEntityAsync(AzureRows.ToEntity(row), TableUpdateMode.Replace, cancellationToken)),
            cancellationToken);
    }

    public Task<string> UpdateAsync(Row row, string etag, CancellationToken cancellationToken)
    {
        StorageLimits.CheckRow(row);
        return place.RunAsync(
            async () =>
            {
                try
                {
                    return ETagOf(await client.UpdateEntityAsync(AzureRows.ToEntity(row), new ETag(etag), TableUpdateMode.Replace, cancellationToken));
                }
                catch (RequestFailedException e) when (AzureTrouble.IsChanged(e) || AzureTrouble.IsAbsent(e))
                {
                    throw new RowChangedException(row.Partition, row.Key);
                }
            },
            cancellationToken);
    }

    public Task DeleteAsync(string partition, string key, string? etag, CancellationToken cancellationToken)
    {
        StorageLimits.CheckKey(partition);
        StorageLimits.CheckKey(key);
        return place.RunAsync(
            async () =>
            {
                try
                {
                    // The SDK answers 404 here instead of throwing it.
                    var answer = await client.DeleteEntityAsync(partition, key, etag is null ? ETag.All : new ETag(etag), cancellationToken);
                    return answer.Status == 404 && etag is not null ? throw new RowChangedException(partition, key) : answer.Status;
                }
                catch (RequestFailedException e) when (AzureTrouble.IsChanged(e))
                {
                    throw new RowChangedException(partition, key);
                }
            },
            cancellationToken);
    }

    public Task TransactAsync(string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
    {
        StorageLimits.CheckEdits(partition, edits);
        return place.RunAsync(
            async () =>
            {
                await AzureTransaction.SubmitAsync(client, partition, edits, cancellationToken);
                return edits.Count;
            },
            cancellationToken);
    }

    public Task<RowPage> QueryAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken)
    {
        StorageLimits.CheckRange(range, take);
        return place.RunAsync(() => PageAsync(range, take, continuation, cancellationToken), cancellationToken);
    }

    public Task<RowPage> ScanAsync(int take, string? continuation, CancellationToken cancellationToken)
    {
        StorageLimits.CheckScan(take);
        return place.RunAsync(
            async () =>
            {
                // By Azure's own token: only that goes on from partition to partition without a filter that would read all anew.
                var pages = client.QueryAsync<TableEntity>(filter: (string?)null, take, cancellationToken: cancellationToken).AsPages(continuation);
                await foreach (var page in pages)
                    return new RowPage([.. page.Values.Select(AzureRows.ToRow)], page.ContinuationToken);
                return new([], null);
            },
            cancellationToken);
    }

    // The next page begins after this one's last key, as everywhere behind the seam: Azure's own tokens would not say more.
    private async Task<RowPage> PageAsync(RowRange range, int take, string? continuation, CancellationToken cancellationToken)
    {
        // Azure refuses a range that ends before it begins only sometimes.
        if (range.To is { } to && string.CompareOrdinal(continuation ?? range.From ?? "", to) >= 0)
            return new([], null);

        var pages = client.QueryAsync<TableEntity>(Filter(range, continuation), take, cancellationToken: cancellationToken).AsPages();
        await foreach (var page in pages)
        {
            var rows = page.Values.Select(AzureRows.ToRow).ToList();

            // Azure may answer with a page of nothing when it asks another of its machines next.
            if (rows.Count > 0 || page.ContinuationToken is null)
                return new(rows, page.ContinuationToken is null ? null : rows[^1].Key);
        }

        return new([], null);
    }

    private static string Filter(RowRange range, string? continuation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {range.Partition}");
        if (continuation is not null)
            filter += " and " + TableClient.CreateQueryFilter($"RowKey gt {continuation}");
        else if (range.From is { Length: > 0 } from)
            filter += " and " + TableClient.CreateQueryFilter($"RowKey ge {from}");
        return range.To is { } to ? filter + " and " + TableClient.CreateQueryFilter($"RowKey lt {to}") : filter;
    }

    private static string ETagOf(Response response) => response.Headers.ETag.ToString()!;
}
