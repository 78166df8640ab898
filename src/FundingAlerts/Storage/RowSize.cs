using System.Collections.ObjectModel;
using System.Text.Encodings.Web;

namespace FundingAlerts.Storage;

/// <summary>The size of a row, counted as Azure Tables counts it.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</remarks>
public static class RowSize
{
    internal static readonly IReadOnlyDictionary<string, object> NoValues = ReadOnlyDictionary<string, object>.Empty;

    // The request line, headers and part boundaries around one edit; measured at under 700 with short keys.
    private const int Envelope = 1_024;

    /// <summary>Bytes that the stored row takes; text takes two for each UTF-16 unit.</summary>
    public static long Stored(Row row)
    {
        var bytes = 4L + (2L * (row.Partition.Length + row.Key.Length));
        foreach (var (name, value) in row.Values)
        {
            bytes += 8 + (2L * name.Length) + value switch
            {
                string text => 4 + (2L * text.Length),
                byte[] binary => 4 + binary.LongLength,
                bool => 1,
                int => 4,
                _ => 8,
            };
        }

        return bytes;
    }

    /// <summary>
    /// At most so many bytes travel for the row within a transaction, as JSON. A quote or a letter beyond ASCII takes six
    /// there, so this may be three times <see cref="Stored"/>.
    /// </summary>
    public static long Sent(Row row)
    {
        var bytes = Envelope + Key(row.Partition) + Key(row.Key);
        foreach (var (name, value) in row.Values)
        {
            bytes += name.Length + value switch
            {
                string text => Escaped(text) + 6,
                byte[] binary => (binary.LongLength * 4 / 3) + name.Length + 48,
                _ => name.Length + 80,
            };
        }

        return bytes;
    }

    // A key is both in the body and in the address.
    private static long Key(string key) => Escaped(key) + Uri.EscapeDataString(key).Length;

    private static long Escaped(string text) => JavaScriptEncoder.Default.Encode(text).Length;
}
