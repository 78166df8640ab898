using System.Text;
using Azure;
using Azure.Storage.Queues;
using FundingAlerts.Storage;
using NodaTime;
using WireMessage = Azure.Storage.Queues.Models.QueueMessage;

namespace FundingAlerts.Azure.Storage;

/// <summary>
/// One queue at Azure and the queue NAME-poison beside it, where Azure Functions sets poisoned messages aside too. Bodies
/// travel as base64.
/// </summary>
internal sealed class AzureQueue(QueueClient client, AzurePlace place, QueueClient poisonClient, AzurePlace poisonPlace) : IQueue
{
    // Azure would drop messages after seven days.
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan WhileMoved = TimeSpan.FromMinutes(1);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Task SendAsync(string body, Duration delay, CancellationToken cancellationToken)
    {
        StorageLimits.CheckMessage(body, delay);
        return SendAsync(client, place, Encode(body), delay.ToTimeSpan(), cancellationToken);
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken)
    {
        StorageLimits.CheckReceive(max, visibility);
        var received = new List<QueueMessage>();
        var poisoned = 0;
        do
        {
            poisoned = 0;
            foreach (var message in await TakeAsync(client, place, max, visibility.ToTimeSpan(), cancellationToken))
            {
                if (message.DequeueCount <= IQueue.MaxDequeues)
                {
                    received.Add(new(message.MessageId, message.PopReceipt, Decode(message.Body), (int)message.DequeueCount));
                    continue;
                }

                await MoveAsync(message, client, place, poisonClient, poisonPlace, cancellationToken);
                poisoned++;
            }
        }
        while (poisoned > 0 && received.Count == 0);
        return received;
    }

    public Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken)
    {
        StorageLimits.CheckExtend(visibility);
        if (message.Receipt.Length == 0)
            return Task.FromResult<QueueMessage?>(null);
        return place.RunAsync(
            async () =>
            {
                try
                {
                    var receipt = await client.UpdateMessageAsync(message.MessageId, message.Receipt, visibilityTimeout: visibility.ToTimeSpan(), cancellationToken: cancellationToken);
                    return message with { Receipt = receipt.Value.PopReceipt };
                }
                catch (RequestFailedException e) when (AzureTrouble.IsLost(e))
                {
                    return null;
                }
            },
            cancellationToken);
    }

    // Who only looked has no receipt.
    public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken) => message.Receipt.Length == 0
        ? Task.CompletedTask
        : RemoveAsync(client, place, message.MessageId, message.Receipt, cancellationToken);

    public Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken)
    {
        StorageLimits.CheckPeek(max);
        var (queue, at) = poison ? (poisonClient, poisonPlace) : (client, place);
        return at.RunAsync<IReadOnlyList<QueueMessage>>(
            async () => [.. (await queue.PeekMessagesAsync(max, cancellationToken)).Value.Select(m => new QueueMessage(m.MessageId, "", Decode(m.Body), (int)m.DequeueCount))],
            cancellationToken);
    }

    public Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken) => WithPoisonedAsync(
        messageId,
        message => MoveAsync(message, poisonClient, poisonPlace, client, place, cancellationToken),
        cancellationToken);

    public Task<int> DropAsync(string? messageId, CancellationToken cancellationToken) => WithPoisonedAsync(
        messageId,
        message => RemoveAsync(poisonClient, poisonPlace, message.MessageId, message.PopReceipt, cancellationToken),
        cancellationToken);

    public async Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) =>
        new(await CountAsync(client, place, cancellationToken), await CountAsync(poisonClient, poisonPlace, cancellationToken));

    // A message can be taken away only by whoever received it, and none can be received by its name: the others are held
    // until the one is found and then handed back at once; were we killed, they would come back by themselves.
    private async Task<int> WithPoisonedAsync(string? messageId, Func<WireMessage, Task> work, CancellationToken cancellationToken)
    {
        var done = 0;
        var others = new Dictionary<string, WireMessage>(StringComparer.Ordinal);
        try
        {
            // One of the others that comes back shows that all were seen.
            for (var isAround = false; !isAround && (messageId is null || done == 0)
                && await TakeAsync(poisonClient, poisonPlace, StorageLimits.MessagesAtOnce, WhileMoved, cancellationToken) is { Count: > 0 } messages;)
            {
                foreach (var message in messages)
                {
                    if (messageId is not null && message.MessageId != messageId)
                    {
                        isAround |= !others.TryAdd(message.MessageId, message);
                        others[message.MessageId] = message;
                        continue;
                    }

                    await work(message);
                    done++;
                }
            }
        }
        finally
        {
            foreach (var other in others.Values)
                await HandBackAsync(other);
        }

        return done;
    }

    // Also when the command is stopped, so not under its token.
    private Task<int> HandBackAsync(WireMessage message) =>
        poisonPlace.RunAsync(
            async () =>
            {
                try
                {
                    return (await poisonClient.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: CancellationToken.None)).GetRawResponse().Status;
                }
                catch (RequestFailedException e) when (AzureTrouble.IsLost(e))
                {
                    return e.Status;
                }
            },
            CancellationToken.None);

    private static Task SendAsync(QueueClient queue, AzurePlace at, string encoded, TimeSpan delay, CancellationToken cancellationToken) =>
        at.RunAsync(() => queue.SendMessageAsync(encoded, delay, Forever, cancellationToken), cancellationToken);

    private static Task<IReadOnlyList<WireMessage>> TakeAsync(QueueClient queue, AzurePlace at, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
        at.RunAsync<IReadOnlyList<WireMessage>>(
            async () => (await queue.ReceiveMessagesAsync(max, visibility, cancellationToken)).Value,
            cancellationToken);

    // First there, then no longer here: a crash in between leaves it twice, which is better than not at all.
    private static async Task MoveAsync(WireMessage message, QueueClient from, AzurePlace fromPlace, QueueClient to, AzurePlace toPlace, CancellationToken cancellationToken)
    {
        await SendAsync(to, toPlace, message.Body.ToString(), TimeSpan.Zero, cancellationToken);
        await RemoveAsync(from, fromPlace, message.MessageId, message.PopReceipt, cancellationToken);
    }

    private static Task RemoveAsync(QueueClient queue, AzurePlace at, string messageId, string receipt, CancellationToken cancellationToken) =>
        at.RunAsync(
            async () =>
            {
                try
                {
                    return (await queue.DeleteMessageAsync(messageId, receipt, cancellationToken)).Status;
                }
                catch (RequestFailedException e) when (AzureTrouble.IsLost(e))
                {
                    return e.Status;
                }
            },
            cancellationToken);

    private static Task<int> CountAsync(QueueClient queue, AzurePlace at, CancellationToken cancellationToken) =>
        at.RunAsync(async () => (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount, cancellationToken);

    private static string Encode(string body) => Convert.ToBase64String(Strict.GetBytes(body));

    // What somebody put there by hand as plain text is a body too.
    private static string Decode(BinaryData sent)
    {
        var text = sent.ToString();
        try
        {
            return Strict.GetString(Convert.FromBase64String(text));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return text;
        }
    }
}
