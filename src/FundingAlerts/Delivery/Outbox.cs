using System.Security.Cryptography;
using System.Text.Json;
using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>
/// Mails that were promised. The row lies in the subscriber's partition, where it is written together with what it tells;
/// the letter, too large for a row, is a blob written before.
/// </summary>
public sealed class Outbox(StorageAccount storage)
{
    private const string OutboxRow = "outbox";
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);
    private readonly IBlobs _letters = storage.Blobs("letters");
    private readonly IQueue _emails = storage.Queue(EmailMessage.Queue);

    /// <summary>Writes the letter, and returns the edit that promises it, to be carried out together with what it tells.</summary>
    public async Task<RowEdit> PromiseAsync(string subscriberId, Letter letter, Instant now, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(letter, StoredJson.Options);
        // Named by what it says: of two workers who write a letter at once, the promise that holds keeps its own wording.
        var name = Convert.ToHexStringLower(SHA256.HashData(content)) + ".json";
        await _letters.PutAsync(name, content, BlobCondition.None, cancellationToken);
        return new RowEdit.Insert(ToRow(new OutboxMessage(letter.DeliveryId, subscriberId, letter.Subject, now) { Letter = name }));
    }

    public async Task<Letter?> FindLetterAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        await _letters.FindAsync(message.Letter, cancellationToken) is { } blob
            ? JsonSerializer.Deserialize<Letter>(blob.Content.Span, StoredJson.Options)
            : null;

    /// <summary>Asks for every mail of a subscriber that still waits to be sent.</summary>
    public async Task TellQueuedAsync(string subscriberId, string correlation, CancellationToken cancellationToken)
    {
        foreach (var message in await AllAsync(subscriberId, cancellationToken))
        {
            if (message.State == DeliveryState.Queued)
                await _emails.SendAsync(new EmailMessage(1, correlation, subscriberId, message.DeliveryId), cancellationToken);
        }
    }

    /// <summary>All mails of a subscriber, by delivery id.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> AllAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var messages = new List<OutboxMessage>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(OutboxRow)), cancellationToken))
            messages.Add(Documents.Read<OutboxMessage>(row));
        return messages;
    }

    /// <summary>One promise and the ETag to change it under, or null.</summary>
    public async Task<(OutboxMessage Message, string ETag)?> FindAsync(string subscriberId, string deliveryId, CancellationToken cancellationToken) =>
        await _table.FindAsync(subscriberId, Keys.Join(OutboxRow, deliveryId), cancellationToken) is { } row
            ? (Documents.Read<OutboxMessage>(row), row.ETag!)
            : null;

    /// <exception cref="RowChangedException">Another worker settled it in the meantime.</exception>
    public Task SettleAsync(OutboxMessage message, string etag, CancellationToken cancellationToken) =>
        _table.UpdateAsync(ToRow(message), etag, cancellationToken);

    private static Row ToRow(OutboxMessage message) =>
        Documents.ToRow(message.SubscriberId, Keys.Join(OutboxRow, message.DeliveryId), message);
}
