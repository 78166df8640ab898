using Azure;
using Azure.Data.Tables;
using FundingAlerts.Storage;

namespace FundingAlerts.Azure.Storage;

/// <summary>Edits of one partition, carried out together.</summary>
internal static class AzureTransaction
{
    public static async Task SubmitAsync(TableClient client, string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
    {
        while (edits.Count > 0)
        {
            try
            {
                await client.SubmitTransactionAsync(edits.Select(edit => ToAction(partition, edit)), cancellationToken);
                return;
            }
            catch (TableTransactionFailedException e) when (e.FailedTransactionActionIndex is { } at && !AzureTrouble.IsMissingPlace(e))
            {
                // To Azure a deletion of what is not there fails the whole; to us it is done.
                if (edits[at] is not RowEdit.Delete { ETag: null } || !AzureTrouble.IsAbsent(e))
                    throw Told(partition, edits[at], e) ?? e;
                edits = await WithoutDoneAsync(client, partition, [.. edits.Where((_, i) => i != at)], cancellationToken);
            }
        }
    }

    private static Exception? Told(string partition, RowEdit edit, RequestFailedException e) => edit switch
    {
        RowEdit.Insert insert when AzureTrouble.IsThereAlready(e) => new RowExistsException(partition, insert.Row.Key),
        RowEdit.Update update when AzureTrouble.IsChanged(e) || AzureTrouble.IsAbsent(e) => new RowChangedException(partition, update.Row.Key),
        RowEdit.Delete delete when AzureTrouble.IsChanged(e) || AzureTrouble.IsAbsent(e) => new RowChangedException(partition, delete.Key),
        _ => null,
    };

    // All other deletions of nothing at once, not each after a failure of its own.
    private static async Task<IReadOnlyList<RowEdit>> WithoutDoneAsync(TableClient client, string partition, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
    {
        var done = await Task.WhenAll(edits.Select(async edit =>
            edit is RowEdit.Delete { ETag: null } delete
            && !(await client.GetEntityIfExistsAsync<TableEntity>(partition, delete.Key, ["RowKey"], cancellationToken)).HasValue));
        return [.. edits.Where((_, i) => !done[i])];
    }

    private static TableTransactionAction ToAction(string partition, RowEdit edit) => edit switch
    {
        RowEdit.Insert insert => new(TableTransactionActionType.Add, AzureRows.ToEntity(insert.Row)),
        RowEdit.Upsert upsert => new(TableTransactionActionType.UpsertReplace, AzureRows.ToEntity(upsert.Row)),
        RowEdit.Update update => new(TableTransactionActionType.UpdateReplace, AzureRows.ToEntity(update.Row), new ETag(update.ETag)),
        RowEdit.Delete delete => new(TableTransactionActionType.Delete, new TableEntity(partition, delete.Key), delete.ETag is { } etag ? new ETag(etag) : ETag.All),
        _ => throw new ArgumentOutOfRangeException(nameof(edit), edit, "Unknown edit."),
    };
}
