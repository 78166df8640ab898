using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FundingAlerts.Storage;

/// <summary>
/// The values of a row as JSON that a person can read in a database browser and that keeps each value's type:
/// {"title":"Call","open":true,"count":{"int":3},"seen":{"time":"2026-11-22T09:00:00.0000000Z"}}.
/// </summary>
public static class RowText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyDictionary<string, object> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            Write(json, values);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyDictionary<string, object> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return Values(json.RootElement);
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object> values)
    {
        json.WriteStartObject();
        foreach (var (name, value) in values)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    public static IReadOnlyDictionary<string, object> Values(JsonElement json) =>
        json.EnumerateObject().ToDictionary(p => p.Name, p => Read(p.Value), StringComparer.Ordinal);

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                return;
            case bool yes:
                json.WriteBooleanValue(yes);
                return;
        }

        json.WriteStartObject();
        switch (value)
        {
            case int number:
                json.WriteNumber("int", number);
                break;
            case long number:
                json.WriteNumber("long", number);
                break;
            case double number:
                // Text, because JSON has no number for infinity.
                json.WriteString("double", number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                json.WriteString("time", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteBase64String("bytes", bytes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value, "No value of a row.");
        }

        json.WriteEndObject();
    }

    private static object Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return json.GetString()!;
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return json.GetBoolean();

        var typed = json.EnumerateObject().First();
        return typed.Name switch
        {
            "int" => typed.Value.GetInt32(),
            "long" => typed.Value.GetInt64(),
            "double" => double.Parse(typed.Value.GetString()!, CultureInfo.InvariantCulture),
            "time" => DateTimeOffset.Parse(typed.Value.GetString()!, CultureInfo.InvariantCulture),
            "bytes" => typed.Value.GetBytesFromBase64(),
            var other => throw new InvalidDataException($"There is a value of the unknown type '{other}'."),
        };
    }
}
