using FundingAlerts.Interests;
using FundingAlerts.Storage;
using FundingAlerts.Teams;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>
/// Notes what was said of one mail: on the mail, on the subscriber, and that it is noted, in one transaction under the ETags of
/// all. An event is noted once, however often it is asked for.
/// </summary>
public sealed partial class DeliveryEvents(Outbox outbox, DeliveryLog events, Agenda agenda, StorageAccount storage, ILogger<DeliveryEvents> log)
{
    private const int Tries = 5;

    // Beside the mail, its mark and the profile.
    private const int MostAtOnce = 90;
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <returns>How many events were noted.</returns>
    public async Task<int> RunAsync(DeliveryEventMessage message, Instant now, CancellationToken cancellationToken)
    {
        var noted = 0;
        for (var attempt = 1; ;)
        {
            try
            {
                var some = await NoteAsync(message, now, cancellationToken);
                if (some == 0)
                    break;
                noted += some;
            }
            catch (RowChangedException) when (attempt++ < Tries)
            {
                // Another worker notes them, the mail was settled, or the subscriber edited: look again.
            }
        }
        await agenda.StrikeAsync(message.SubscriberId, [new(AgendaKinds.Delivery, message.At, message.SubscriberId, message.DeliveryId)], cancellationToken);
        return noted;
    }

    private async Task<int> NoteAsync(DeliveryEventMessage message, Instant now, CancellationToken cancellationToken)
    {
        var open = (await events.AllAsync(message.SubscriberId, message.DeliveryId, cancellationToken))
            .Where(e => e.Kept.NotedAt is null)
            .Take(MostAtOnce)
            .ToList();
        if (open.Count == 0)
            return 0;
        if (await outbox.FindAsync(message.SubscriberId, message.DeliveryId, cancellationToken) is not var (mail, etag))
        {
            // Forgotten since it was accepted.
            LogUnknown(message.DeliveryId);
            return 0;
        }
        var said = open.Select(e => e.Kept.Event).ToList();
        var edits = new List<RowEdit>(Outbox.Settle(said.Aggregate(mail, DeliveryOutcome.Of), etag));
        edits.AddRange(open.Select(e => new RowEdit.Update(Documents.ToRow(e.Row.Partition, e.Row.Key, e.Kept with { NotedAt = now }), e.Row.ETag!)));
        var left = await ProfileAsync(message.SubscriberId, said, now, edits, cancellationToken);
        await _table.TransactAsync(message.SubscriberId, edits, cancellationToken);
        LogNoted(message.DeliveryId, open.Count);
        if (left is { } state)
            LogLeft(message.SubscriberId, state);
        return open.Count;
    }

    /// <returns>What the subscriber became; null when they stay what they were.</returns>
    private async Task<SubscriberState?> ProfileAsync(string subscriberId, IReadOnlyList<DeliveryEvent> said, Instant now, List<RowEdit> edits, CancellationToken cancellationToken)
    {
        if (await _table.FindAsync(subscriberId, SubscriberStore.ProfileRow, cancellationToken) is not { } row)
            return null;
        var before = Documents.Read<Subscriber>(row);
        if (before.IsTeam)
        {
            await MemberAsync(subscriberId, said, now, edits, cancellationToken);
            return null;
        }
        var after = said.Aggregate(before, (subscriber, one) => DeliveryOutcome.Of(subscriber, one, now));
        // All that was ever said of them is read for it, so only when it can matter.
        if (said.Any(e => e.Kind == DeliveryEventKind.SoftBounced) || after.Departure?.Cause == DepartureCause.SoftBounced)
            after = DeliveryOutcome.WithSoftBounces(after, await events.AllAsync(subscriberId, cancellationToken), now);
        if (after == before)
            return null;
        edits.Add(new RowEdit.Update(Documents.ToRow(subscriberId, SubscriberStore.ProfileRow, after), row.ETag!));
        return after.State == before.State ? null : after.State;
    }

    // What one member's mailbox says is no word of the others: who does not want it leaves, whose mailbox is gone is mailed no more.
    private async Task MemberAsync(string teamId, IReadOnlyList<DeliveryEvent> said, Instant now, List<RowEdit> edits, CancellationToken cancellationToken)
    {
        var delivery = said[0].DeliveryId;
        if (delivery.LastIndexOf('.') is var dot && dot < 0
            || await _table.FindAsync(teamId, TeamStore.KeyOf(delivery[(dot + 1)..]), cancellationToken) is not { } row)
            return;
        var member = Documents.Read<TeamMember>(row);
        var wantsNoMore = said.Any(e => e.Kind is DeliveryEventKind.Complained or DeliveryEventKind.Unsubscribed);
        // An owner stays in the team, unmailed, so that somebody can still look after it.
        if (wantsNoMore && member.Role != TeamRole.Owner)
            edits.Add(new RowEdit.Delete(row.Key, row.ETag));
        else if (member.BouncedAt is null && (wantsNoMore || said.Any(e => e.Kind == DeliveryEventKind.Bounced)))
            edits.Add(new RowEdit.Update(Documents.ToRow(teamId, row.Key, member with { BouncedAt = now }), row.ETag!));
    }

    [LoggerMessage(LogLevel.Information, "{Delivery}: {Events} events noted.")]
    private partial void LogNoted(string delivery, int events);

    [LoggerMessage(LogLevel.Information, "{Subscriber} is {State} by what their mail provider said.")]
    private partial void LogLeft(string subscriber, SubscriberState state);

    [LoggerMessage(LogLevel.Warning, "{Delivery} is not in the outbox any more; what was said of it is dropped.")]
    private partial void LogUnknown(string delivery);
}
