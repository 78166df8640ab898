using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Storage;

/// <summary>Rows and readings to test with.</summary>
internal static class Rows
{
    public const string Partition = "nl-gb";

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Row Of(string key, object? value = null, string partition = Partition) =>
        new(partition, key, value is null ? new Dictionary<string, object>() : new Dictionary<string, object> { ["value"] = value });

    public static Row With(string key, params (string Name, object Value)[] values) =>
        new(Partition, key, values.ToDictionary(v => v.Name, v => v.Value));

    public static async Task<object?> ValueAsync(this ITable table, string key) =>
        (await table.FindAsync(Partition, key, Token))?.Values["value"];

    public static async Task<List<string>> KeysAsync(this ITable table, RowRange range)
    {
        var keys = new List<string>();
        await foreach (var row in table.AllAsync(range, Token))
            keys.Add(row.Key);
        return keys;
    }

    public static async Task<QueueMessage> ReceiveOneAsync(this IQueue queue, Duration visibility) =>
        (await queue.ReceiveAsync(1, visibility, Token)).ShouldHaveSingleItem();
}
