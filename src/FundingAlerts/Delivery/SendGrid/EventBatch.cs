using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace FundingAlerts.Delivery.SendGrid;

/// <summary>What one call of SendGrid's Event Webhook says, in our words.</summary>
/// <param name="Events">Of mails that carry our ids.</param>
/// <param name="Ignored">How many said nothing that we note: of a kind we do not know, of a mail that is not ours, or beyond the cap.</param>
/// <remarks>https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event</remarks>
public sealed record EventBatch(IReadOnlyList<DeliveryEvent> Events, int Ignored)
{
    /// <summary>In bytes; SendGrid posts up to 768 KB.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>So many events of a call are read.</summary>
    public const int MostEvents = 5_000;

    /// <summary>The custom argument that names the mail, and the one that names its subscriber.</summary>
    public const string DeliveryArgument = "delivery";
    public const string SubscriberArgument = "subscriber";

    private const int LongestId = 200;
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 16 };

    /// <returns>Null when the body is no list in JSON.</returns>
    public static EventBatch? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Shallow);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return null;
            var events = document.RootElement.EnumerateArray().Take(MostEvents).Select(ReadOne).OfType<DeliveryEvent>().ToList();
            return new(events, document.RootElement.GetArrayLength() - events.Count);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DeliveryEvent? ReadOne(JsonElement said) =>
        said.ValueKind == JsonValueKind.Object
        && Text(said, "event") is { } kind
        && KindOf(kind, said) is { } known
        && Text(said, "sg_event_id") is { Length: > 0 } id
        && Id(said, DeliveryArgument) is { } delivery
        && Id(said, SubscriberArgument) is { } subscriber
        && Time(said) is { } at
            ? new(EventId(id), subscriber, delivery, known, at, Text(said, "reason") ?? Text(said, "response"))
            : null;

    // "processed" tells nothing new, "open" and "click" are nobody's business, and a group is left at SendGrid, not here.
    private static DeliveryEventKind? KindOf(string kind, JsonElement said) => kind switch
    {
        "delivered" => DeliveryEventKind.Delivered,
        "deferred" => DeliveryEventKind.Deferred,
        // "blocked": the server refused this mail for now; "bounce": the mailbox, for good.
        "bounce" when Text(said, "type") == "blocked" => DeliveryEventKind.SoftBounced,
        "bounce" => DeliveryEventKind.Bounced,
        "dropped" => WhyDropped(Text(said, "reason") ?? ""),
        "spamreport" => DeliveryEventKind.Complained,
        "unsubscribe" or "group_unsubscribe" => DeliveryEventKind.Unsubscribed,
        _ => null,
    };

    // SendGrid passes nothing on to whom it has on a list of its own.
    private static DeliveryEventKind WhyDropped(string reason) => reason.Trim().ToLowerInvariant() switch
    {
        "bounced address" or "invalid" => DeliveryEventKind.Bounced,
        "spam reporting address" => DeliveryEventKind.Complained,
        "unsubscribed address" => DeliveryEventKind.Unsubscribed,
        _ => DeliveryEventKind.Dropped,
    };

    private static string? Text(JsonElement said, string name)
    {
        if (!said.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes of another encoding that a mail server said.
            return null;
        }
    }

    // It becomes part of a key.
    private static string EventId(string id) =>
        id.Length <= LongestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static string? Id(JsonElement said, string name) => Text(said, name) is { Length: > 0 and <= LongestId } id ? id : null;

    private static Instant? Time(JsonElement said) =>
        said.TryGetProperty("timestamp", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds)
        && seconds >= 0 && seconds <= Instant.MaxValue.ToUnixTimeSeconds()
            ? Instant.FromUnixTimeSeconds(seconds)
            : null;
}
