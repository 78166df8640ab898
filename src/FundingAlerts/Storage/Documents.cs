using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FundingAlerts.Storage;

/// <summary>
/// A document in a row: JSON (<see cref="StoredJson"/>) of up to about 520,000 characters, split over the values
/// json0, json1, ….
/// </summary>
public static class Documents
{
    private const int PieceLength = 32_000;
    private const string Piece = "json";

    /// <exception cref="StorageLimitException">The document is too large for a row, or a key is none.</exception>
    public static Row ToRow<T>(string partition, string key, T value)
    {
        var json = JsonSerializer.Serialize(value, StoredJson.Options);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var from = 0; from < json.Length;)
        {
            var to = Math.Min(from + PieceLength, json.Length);

            // Whatever the encoder leaves unescaped: half a pair would not survive UTF-8.
            if (to < json.Length && char.IsHighSurrogate(json[to - 1]))
                to--;
            values.Add(NameOf(values.Count), json[from..to]);
            from = to;
        }

        var row = new Row(partition, key, values);
        if (RowSize.Stored(row) > StorageLimits.RowBytes)
            throw new StorageLimitException(string.Create(CultureInfo.InvariantCulture, $"The document '{key}' of partition '{partition}' has {json.Length:N0} characters as JSON, about 520,000 (1 MiB) are allowed; shorten its texts or keep the bulk in a blob."));
        StorageLimits.CheckRow(row);
        return row;
    }

    /// <exception cref="InvalidDataException">The row holds no such document.</exception>
    public static T Read<T>(Row row)
    {
        var json = new StringBuilder();
        for (var i = 0; row.Values.TryGetValue(NameOf(i), out var piece) && piece is string text; i++)
            json.Append(text);
        if (json.Length == 0)
            throw new InvalidDataException($"The row '{row.Key}' of partition '{row.Partition}' holds no document.");

        try
        {
            return JsonSerializer.Deserialize<T>(json.ToString(), StoredJson.Options)
                ?? throw new InvalidDataException($"The row '{row.Key}' of partition '{row.Partition}' holds an empty document.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The row '{row.Key}' of partition '{row.Partition}' holds no {typeof(T).Name}: {e.Message}", e);
        }
    }

    private static string NameOf(int piece) => Piece + piece.ToString(CultureInfo.InvariantCulture);
}
