using System.Security.Cryptography;
using System.Text.Json;
using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Delivery;

/// <summary>
/// Mails that were promised. The row lies in the subscriber's partition, where it is written together with what it tells,
/// and beside it a mark until it is sent; the letter, too large for a row, is a blob written before, by the day.
/// </summary>
public sealed class Outbox(StorageAccount storage)
{
    private const string OutboxRow = "outbox";
    private const string QueuedKey = "queued";
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);
    private readonly IBlobs _letters = storage.Blobs("letters");
    private readonly IQueue _emails = storage.Queue(EmailMessage.Queue);

    /// <summary>Writes the letter, and returns the two edits that promise it, to be carried out together with what it tells.</summary>
    public async Task<IReadOnlyList<RowEdit>> PromiseAsync(string subscriberId, Letter letter, IReadOnlyList<ToldChange> tells, Instant now, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(letter, StoredJson.Options);
        // Named by what it says: of two workers who write a letter at once, the promise that holds keeps its own wording.
        var name = $"{LocalDatePattern.Iso.Format(now.InUtc().Date)}/{Convert.ToHexStringLower(SHA256.HashData(content))}.json";
        await _letters.PutAsync(name, content, BlobCondition.None, cancellationToken);
        var message = new OutboxMessage(letter.DeliveryId, subscriberId, letter.Subject, now) { Letter = name, Tells = tells };
        return [new RowEdit.Insert(ToRow(message)), new RowEdit.Insert(QueuedRow(message))];
    }

    public async Task<Letter?> FindLetterAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        await _letters.FindAsync(message.Letter, cancellationToken) is { } blob
            ? JsonSerializer.Deserialize<Letter>(blob.Content.Span, StoredJson.Options)
            : null;

    /// <summary>Asks for every mail of a subscriber that still waits to be sent.</summary>
    public async Task TellQueuedAsync(string subscriberId, string correlation, CancellationToken cancellationToken)
    {
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(QueuedKey)), cancellationToken))
            await _emails.SendAsync(new EmailMessage(1, correlation, subscriberId, Documents.Read<QueuedMail>(row).DeliveryId), cancellationToken);
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
        await _table.FindAsync(subscriberId, KeyOf(OutboxRow, deliveryId), cancellationToken) is { } row
            ? (Documents.Read<OutboxMessage>(row), row.ETag!)
            : null;

    /// <summary>Notes what became of a mail that was <see cref="DeliveryState.Queued"/>.</summary>
    /// <exception cref="RowChangedException">Another worker settled it in the meantime.</exception>
    public Task SettleAsync(OutboxMessage message, string etag, CancellationToken cancellationToken) => _table.TransactAsync(
        message.SubscriberId,
        [new RowEdit.Update(ToRow(message), etag), new RowEdit.Delete(KeyOf(QueuedKey, message.DeliveryId))],
        cancellationToken);

    private static Row ToRow(OutboxMessage message) =>
        Documents.ToRow(message.SubscriberId, KeyOf(OutboxRow, message.DeliveryId), message);

    private static Row QueuedRow(OutboxMessage message) =>
        Documents.ToRow(message.SubscriberId, KeyOf(QueuedKey, message.DeliveryId), new QueuedMail(message.DeliveryId));

    private static string KeyOf(string kind, string deliveryId) => Keys.Join(kind, deliveryId);

    private sealed record QueuedMail(string DeliveryId);
}
