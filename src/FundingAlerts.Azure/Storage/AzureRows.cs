using Azure.Data.Tables;
using FundingAlerts.Storage;

namespace FundingAlerts.Azure.Storage;

/// <summary>Rows as Azure's entities and back.</summary>
internal static class AzureRows
{
    private static readonly HashSet<string> NotValues = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    public static TableEntity ToEntity(Row row)
    {
        var entity = new TableEntity(row.Partition, row.Key);
        foreach (var (name, value) in row.Values)
            entity.Add(name, value is DateTimeOffset time ? time.ToUniversalTime() : value);
        return entity;
    }

    public static Row ToRow(TableEntity entity) =>
        new(entity.PartitionKey, entity.RowKey, entity.Where(p => !NotValues.Contains(p.Key) && p.Value is not null).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal))
        {
            ETag = entity.ETag.ToString(),
        };
}
