using System.Text.Json;
using NodaTime;

namespace FundingAlerts.Storage;

/// <summary>Typed messages on a queue, as JSON.</summary>
public static class Messages
{
    public static Task SendAsync<T>(this IQueue queue, T message, CancellationToken cancellationToken) =>
        queue.SendAsync(message, Duration.Zero, cancellationToken);

    /// <param name="delay">For how long nobody sees it.</param>
    public static Task SendAsync<T>(this IQueue queue, T message, Duration delay, CancellationToken cancellationToken) =>
        queue.SendAsync(JsonSerializer.Serialize(message, StoredJson.Options), delay, cancellationToken);

    /// <exception cref="InvalidDataException">The body is no such message; trying again will not help.</exception>
    public static T Read<T>(this QueueMessage message)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(message.Body, StoredJson.Options)
                ?? throw new InvalidDataException($"The message {message.MessageId} is empty.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The message {message.MessageId} is no {typeof(T).Name}: {fault.Message}", fault);
        }
    }
}
