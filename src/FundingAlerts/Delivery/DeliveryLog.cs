using FundingAlerts.Interests;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>
/// What mail providers said of our mails, in the subscriber's partition. An event is kept before it is worked on, and an entry in
/// the agenda asks for it every hour until it is noted: a provider that was answered need not say it again.
/// </summary>
public sealed partial class DeliveryLog(Outbox outbox, Agenda agenda, StorageAccount storage, ILogger<DeliveryLog> log)
{
    internal const string EventRow = "event";
    private const int MostReason = 500;
    private static readonly Duration AgainAfter = Duration.FromHours(1);
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);
    private readonly IQueue _deliveries = storage.Queue(DeliveryEventMessage.Queue);

    /// <summary>Keeps events and asks for them to be noted; one that was kept before is kept once. Of an unknown mail it is dropped.</summary>
    /// <returns>How many are new.</returns>
    public async Task<int> AcceptAsync(IReadOnlyList<DeliveryEvent> events, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var mail in events.GroupBy(e => (e.SubscriberId, e.DeliveryId)))
        {
            var (subscriberId, deliveryId) = mail.Key;
            if (!await IsOursAsync(subscriberId, deliveryId, cancellationToken))
            {
                LogUnknown(mail.Count());
                continue;
            }
            // Asked for before it is kept: who finds nothing strikes the entry off.
            var at = now + AgainAfter;
            await agenda.PutAsync(new(AgendaKinds.Delivery, at, subscriberId, deliveryId), cancellationToken);
            foreach (var said in mail)
                added += await KeepAsync(said, cancellationToken) ? 1 : 0;
            await _deliveries.SendAsync(new DeliveryEventMessage(1, correlation, subscriberId, deliveryId, at), cancellationToken);
        }
        return added;
    }

    private async Task<bool> IsOursAsync(string subscriberId, string deliveryId, CancellationToken cancellationToken)
    {
        try
        {
            return await outbox.FindAsync(subscriberId, deliveryId, cancellationToken) is not null;
        }
        catch (StorageLimitException)
        {
            // An id that no row of ours could have.
            return false;
        }
    }

    /// <summary>Asks once more for what was not noted within an hour, up to about <paramref name="most"/>.</summary>
    /// <returns>How many deliveries were asked for.</returns>
    public async Task<int> TellAgainAsync(string correlation, Instant now, int most, CancellationToken cancellationToken)
    {
        var told = 0;
        var at = now + AgainAfter;
        foreach (var bucket in Agenda.Buckets)
        {
            await foreach (var due in agenda.DueAsync(bucket, AgendaKinds.Delivery, now, cancellationToken))
            {
                if (told >= most)
                    return told;
                await agenda.MoveAsync(bucket, [.. due.Select(e => (e, (Instant?)at))], cancellationToken);
                foreach (var entry in due)
                    await _deliveries.SendAsync(new DeliveryEventMessage(1, correlation, entry.SubscriberId, entry.What, at), cancellationToken);
                told += due.Count;
            }
        }
        return told;
    }

    /// <summary>A subscriber's mails, the latest first, each with what was said of it in the order in which it happened.</summary>
    public async Task<IReadOnlyList<LoggedMail>> OfAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var said = (await AllAsync(subscriberId, cancellationToken)).ToLookup(e => e.DeliveryId, StringComparer.Ordinal);
        return
        [
            .. (await outbox.AllAsync(subscriberId, cancellationToken))
                .OrderByDescending(m => m.PromisedAt).ThenBy(m => m.DeliveryId, StringComparer.Ordinal)
                .Select(m => new LoggedMail(m, [.. said[m.DeliveryId].OrderBy(e => e.At).ThenBy(e => e.EventId, StringComparer.Ordinal)])),
        ];
    }

    /// <summary>All that was said of a subscriber's mails, noted or not.</summary>
    internal async Task<IReadOnlyList<DeliveryEvent>> AllAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var events = new List<DeliveryEvent>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(EventRow)), cancellationToken))
            events.Add(Documents.Read<KeptEvent>(row).Event);
        return events;
    }

    /// <summary>What was said of one mail, and how it is kept.</summary>
    internal async Task<IReadOnlyList<(KeptEvent Kept, Row Row)>> AllAsync(string subscriberId, string deliveryId, CancellationToken cancellationToken)
    {
        var events = new List<(KeptEvent, Row)>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(EventRow, deliveryId)), cancellationToken))
            events.Add((Documents.Read<KeptEvent>(row), row));
        return events;
    }

    private async Task<bool> KeepAsync(DeliveryEvent said, CancellationToken cancellationToken)
    {
        var kept = new KeptEvent(said with { Reason = said.Reason is { Length: > MostReason } reason ? Cut(reason) : said.Reason }, NotedAt: null);
        try
        {
            await _table.InsertAsync(Documents.ToRow(said.SubscriberId, Keys.Join(EventRow, said.DeliveryId, said.EventId), kept), cancellationToken);
            return true;
        }
        catch (RowExistsException)
        {
            return false;
        }
    }

    // Half a pair could not be stored.
    private static string Cut(string reason) => reason[..(char.IsHighSurrogate(reason[MostReason - 1]) ? MostReason - 1 : MostReason)];

    // The ids came from outside: they may be anything.
    [LoggerMessage(LogLevel.Warning, "{Events} delivery events name no mail of ours and are dropped.")]
    private partial void LogUnknown(int events);
}

/// <summary>A mail and what was said of it. The reasons are a provider's words and may name an address: for the person and for staff, never for a log.</summary>
public sealed record LoggedMail(OutboxMessage Mail, IReadOnlyList<DeliveryEvent> Events);

/// <param name="NotedAt">When it was noted on the mail and the subscriber; null until then.</param>
internal sealed record KeptEvent(DeliveryEvent Event, Instant? NotedAt);
