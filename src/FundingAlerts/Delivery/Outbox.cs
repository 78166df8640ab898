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
    /// <summary>After that letters go, and a mail that was not sent by then is given up.</summary>
    public static readonly Duration LettersKept = Duration.FromDays(90);

    // A queue of Azure hides a message for a week at most.
    private static readonly Duration LongestAsked = Duration.FromDays(6);

    internal const string TooOld = "It waited too long to be sent.";
    internal const string HasLeft = "The subscriber has left.";
    private const string OutboxRow = "outbox";
    private const string QueuedKey = "queued";
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);
    private readonly IBlobs _letters = storage.Blobs("letters");
    private readonly IQueue _emails = storage.Queue(EmailMessage.Queue);

    /// <summary>Writes the letter, and returns the two edits that promise it, to be carried out together with what it tells.</summary>
    public async Task<IReadOnlyList<RowEdit>> PromiseAsync(string subscriberId, Letter letter, IReadOnlyList<ToldChange> tells, Instant now, CancellationToken cancellationToken, bool isAsked = false)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(letter, StoredJson.Options);
        // Named by what it says: of two workers who write a letter at once, the promise that holds keeps its own wording.
        var name = $"{LocalDatePattern.Iso.Format(now.InUtc().Date)}/{Convert.ToHexStringLower(SHA256.HashData(content))}.json";
        await _letters.PutAsync(name, content, BlobCondition.None, cancellationToken);
        var message = new OutboxMessage(letter.DeliveryId, subscriberId, letter.Subject, now) { Letter = name, Tells = tells, IsAsked = isAsked };
        return [new RowEdit.Insert(ToRow(message)), new RowEdit.Insert(QueuedRow(message))];
    }

    public async Task<Letter?> FindLetterAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        await _letters.FindAsync(message.Letter, cancellationToken) is { } blob
            ? JsonSerializer.Deserialize<Letter>(blob.Content.Span, StoredJson.Options)
            : null;

    /// <summary>Asks for every mail of a subscriber that still waits to be sent.</summary>
    /// <returns>Since when the oldest of them waits; null when none does.</returns>
    public async Task<Instant?> TellQueuedAsync(string subscriberId, string correlation, CancellationToken cancellationToken)
    {
        Instant? oldest = null;
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(QueuedKey)), cancellationToken))
        {
            var queued = Documents.Read<QueuedMail>(row);
            oldest = oldest < queued.Since ? oldest : queued.Since;
            await _emails.SendAsync(new EmailMessage(1, correlation, subscriberId, queued.DeliveryId), cancellationToken);
        }
        return oldest;
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

    /// <summary>Notes who is sending a mail, and returns its new ETag.</summary>
    /// <exception cref="RowChangedException">Another worker was faster.</exception>
    public Task<string> ClaimAsync(OutboxMessage message, string etag, CancellationToken cancellationToken) =>
        _table.UpdateAsync(ToRow(message), etag, cancellationToken);

    /// <summary>Puts off a mail that is still <see cref="DeliveryState.Queued"/>, and asks for it again then.</summary>
    /// <param name="message">As it is to be kept, without <see cref="OutboxMessage.NotBefore"/>.</param>
    /// <exception cref="RowChangedException">Another worker was faster; the message that was sent does no harm.</exception>
    public async Task PutOffAsync(OutboxMessage message, string etag, string correlation, Instant now, Duration rest, CancellationToken cancellationToken)
    {
        var waits = message.Waits + 1;
        // First the message: one too many finds nothing to do, one too few could be missed for long.
        await AskAsync(message, correlation, waits, rest, cancellationToken);
        await _table.UpdateAsync(ToRow(message with { NotBefore = now + rest, Waits = waits, SendingUntil = null }), etag, cancellationToken);
    }

    /// <summary>Asks for one mail after a while.</summary>
    internal Task AskAsync(OutboxMessage message, string correlation, int waits, Duration rest, CancellationToken cancellationToken) =>
        _emails.SendAsync(new EmailMessage(1, correlation, message.SubscriberId, message.DeliveryId) { Wait = waits }, Duration.Min(rest, LongestAsked), cancellationToken);

    /// <summary>Asks for several mails to be handed over together, where the transport can; they may say the same.</summary>
    public async Task TellTogetherAsync(IReadOnlyList<MailName> mails, string correlation, CancellationToken cancellationToken)
    {
        foreach (var some in mails.Chunk(EmailMessage.MostAlso + 1))
            await _emails.SendAsync(new EmailMessage(1, correlation, some[0].SubscriberId, some[0].DeliveryId) { Also = some[1..] }, cancellationToken);
    }

    /// <summary>Notes what became of a mail that was <see cref="DeliveryState.Queued"/>.</summary>
    /// <exception cref="RowChangedException">Another worker settled it in the meantime.</exception>
    public Task SettleAsync(OutboxMessage message, string etag, CancellationToken cancellationToken) =>
        _table.TransactAsync(message.SubscriberId, Settle(message, etag), cancellationToken);

    /// <summary>The edits that do so, to be carried out together with others.</summary>
    public static IReadOnlyList<RowEdit> Settle(OutboxMessage message, string etag) =>
        [new RowEdit.Update(ToRow(message), etag), new RowEdit.Delete(KeyOf(QueuedKey, message.DeliveryId))];

    /// <summary>Removes letters promised so long ago that nobody needs them, the oldest first, up to so many.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetLettersAsync(Instant now, int most, CancellationToken cancellationToken)
    {
        var kept = (now - LettersKept).InUtc().Date;
        var names = new List<string>();
        await foreach (var name in _letters.ListAsync("", cancellationToken))
        {
            if (LocalDatePattern.Iso.Parse(name.Split('/')[0]) is not { Success: true, Value: var day })
                continue;
            // They come in order of days: the first that is to be kept ends it.
            if (names.Count == most || day >= kept)
                break;
            names.Add(name);
        }
        foreach (var name in names)
            await _letters.DeleteAsync(name, cancellationToken);
        return names.Count;
    }

    /// <summary>
    /// Gives up mails of a subscriber that waited too long, and removes those promised before <paramref name="before"/>.
    /// </summary>
    /// <returns>How many were given up and removed.</returns>
    public async Task<int> ForgetAsync(string subscriberId, Instant before, Instant now, CancellationToken cancellationToken)
    {
        var done = 0;
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(OutboxRow)), cancellationToken))
        {
            var edits = await ForgettingAsync(row, before, now, cancellationToken);
            if (edits.Count > 0 && await TryAsync(subscriberId, edits, cancellationToken))
                done++;
        }
        return done;
    }

    /// <summary>Removes all letters to a subscriber, sent or not.</summary>
    public async Task ForgetLettersToAsync(string subscriberId, CancellationToken cancellationToken)
    {
        foreach (var message in await AllAsync(subscriberId, cancellationToken))
            await _letters.DeleteAsync(message.Letter, cancellationToken);
    }

    private async Task<IReadOnlyList<RowEdit>> ForgettingAsync(Row row, Instant before, Instant now, CancellationToken cancellationToken)
    {
        var message = Documents.Read<OutboxMessage>(row);
        if (message.PromisedAt < before)
            return [new RowEdit.Delete(row.Key, row.ETag), new RowEdit.Delete(KeyOf(QueuedKey, message.DeliveryId)), .. await EventsOfAsync(message, cancellationToken)];
        return message.State == DeliveryState.Queued && message.PromisedAt < now - LettersKept
            ? Settle(message with { State = DeliveryState.GaveUp, Failure = TooOld }, row.ETag!)
            : [];
    }

    // The rest of very many goes with the subscriber.
    private async Task<IEnumerable<RowEdit>> EventsOfAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var events = await _table.QueryAsync(RowRange.StartingWith(message.SubscriberId, Keys.Prefix(DeliveryLog.EventRow, message.DeliveryId)), StorageLimits.Edits - 2, continuation: null, cancellationToken);
        return events.Rows.Select(r => new RowEdit.Delete(r.Key));
    }

    private async Task<bool> TryAsync(string subscriberId, IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
    {
        try
        {
            await _table.TransactAsync(subscriberId, edits, cancellationToken);
            return true;
        }
        catch (RowChangedException)
        {
            // Another worker settled it in this moment; the next time will do.
            return false;
        }
    }

    private static Row ToRow(OutboxMessage message) =>
        Documents.ToRow(message.SubscriberId, KeyOf(OutboxRow, message.DeliveryId), message);

    private static Row QueuedRow(OutboxMessage message) =>
        Documents.ToRow(message.SubscriberId, KeyOf(QueuedKey, message.DeliveryId), new QueuedMail(message.DeliveryId, message.PromisedAt));

    private static string KeyOf(string kind, string deliveryId) => Keys.Join(kind, deliveryId);

    private sealed record QueuedMail(string DeliveryId, Instant Since);
}
