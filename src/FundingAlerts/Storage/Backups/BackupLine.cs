using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;

namespace FundingAlerts.Storage.Backups;

/// <summary>A line of a backup as JSON and back.</summary>
/// <remarks>
/// {"format":"fundingalerts-backup","version":1,"at":"2026-11-22T09:00:00Z","program":"1.0.0"}
/// {"table":"runs","partition":"PlanDigests!2026-11-22","key":"…","values":{"json0":"{…}","count":{"int":3}}}
/// {"container":"letters","name":"2026-11-22/HASH.json","content":"BASE64"}
/// {"end":{"rows":1,"blobs":1,"sha256":"…"}}
/// </remarks>
internal static class BackupLine
{
    /// <summary>Bytes of a line: a blob of 96 MiB.</summary>
    public const int Most = 128 * 1024 * 1024;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IBufferWriter<byte> to, BackupEntry entry)
    {
        using var json = new Utf8JsonWriter(to, Plain);
        json.WriteStartObject();
        switch (entry)
        {
            case BackupEntry.Header header:
                json.WriteString("format", BackupEntry.Header.Format);
                json.WriteNumber("version", header.Version);
                json.WriteString("at", InstantPattern.ExtendedIso.Format(header.At));
                json.WriteString("program", header.Program);
                break;
            case BackupEntry.OfRow { Row: var row } of:
                json.WriteString("table", of.Table);
                json.WriteString("partition", row.Partition);
                json.WriteString("key", row.Key);
                json.WritePropertyName("values");
                RowText.Write(json, row.Values);
                break;
            case BackupEntry.OfBlob blob:
                json.WriteString("container", blob.Container);
                json.WriteString("name", blob.Name);
                json.WriteBase64String("content", blob.Content.Span);
                break;
            case BackupEntry.End { Totals: var totals }:
                json.WriteStartObject("end");
                json.WriteNumber("rows", totals.Rows);
                json.WriteNumber("blobs", totals.Blobs);
                json.WriteString("sha256", totals.Sha256);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    /// <exception cref="BackupException">It is no such line.</exception>
    public static BackupEntry Read(ReadOnlyMemory<byte> line, long number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or StorageLimitException)
        {
            throw new BackupException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of the backup cannot be read: {e.Message} Nothing can be restored from a file that was changed; take another backup."), e);
        }
    }

    private static BackupEntry Read(JsonElement json)
    {
        if (json.TryGetProperty("table", out var table))
            return OfRow(Known(StorageContents.Tables, table.GetString()!), json);
        if (json.TryGetProperty("container", out var container))
            return OfBlob(Known(StorageContents.Containers, container.GetString()!), json);
        if (json.TryGetProperty("end", out var end))
            return new BackupEntry.End(new(end.GetProperty("rows").GetInt64(), end.GetProperty("blobs").GetInt64(), Text(end, "sha256")));
        if (json.TryGetProperty("format", out var format) && format.ValueEquals(BackupEntry.Header.Format))
            return Header(json);
        throw new InvalidDataException("It is neither a header, a row, a blob nor the end.");
    }

    private static BackupEntry.Header Header(JsonElement json)
    {
        var version = json.GetProperty("version").GetInt32();

        if (version < 1)
            throw new InvalidDataException($"There is no format {version}.");

        // What else a newer header says, this program cannot know.
        return version > BackupEntry.Header.Newest
            ? new(version, default, "")
            : new(version, InstantPattern.ExtendedIso.Parse(Text(json, "at")).GetValueOrThrow(), Text(json, "program"));
    }

    private static BackupEntry.OfRow OfRow(string table, JsonElement json)
    {
        var row = new Row(Text(json, "partition"), Text(json, "key"), RowText.Values(json.GetProperty("values")));
        StorageLimits.CheckRow(row);
        return new(table, row);
    }

    private static BackupEntry.OfBlob OfBlob(string container, JsonElement json)
    {
        var name = Text(json, "name");
        StorageNames.CheckBlob(name);
        return new(container, name, json.GetProperty("content").GetBytesFromBase64());
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new InvalidDataException($"Its {name} is null.");

    private static string Known(IReadOnlyList<string> names, string name) =>
        names.Contains(name) ? name : throw new InvalidDataException($"This version of fundingalerts keeps nothing that is called '{name}'; it may be a newer one's.");
}
