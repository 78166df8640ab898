using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>
/// Removes the personal data of who left or never came. What decides is done first, under the profile's ETag: who comes back in
/// that moment stays. All that follows may be done again.
/// </summary>
public sealed class ForgetSubscriber(SubscriberStore subscribers, SignUpStore signUps, MatchStore matches, Agenda agenda, Outbox outbox, StorageAccount storage)
{
    private static readonly Duration UnsubscribedKept = Duration.FromDays(30);
    private static readonly Duration UnconfirmedKept = Duration.FromDays(7);
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <summary>Looks at one subscriber, and removes what is to be kept no longer.</summary>
    /// <returns>Whether they are forgotten now, or were before.</returns>
    public async Task<bool> RunAsync(string subscriberId, Instant now, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(subscriberId, SubscriberStore.ProfileRow, cancellationToken);
        switch (row is null ? null : Documents.Read<Subscriber>(row))
        {
            case null:
                // Died half-way.
                await ForgetAllAsync(subscriberId, cancellationToken);
                return true;
            case { State: SubscriberState.Unconfirmed } stranger when stranger.StateSince < now - UnconfirmedKept:
                await ForgetAddressAsync(stranger, cancellationToken);
                if (!await TryAsync(() => _table.DeleteAsync(subscriberId, SubscriberStore.ProfileRow, row!.ETag, cancellationToken)))
                    return false;
                await ForgetAllAsync(subscriberId, cancellationToken);
                return true;
            case { State: SubscriberState.Unsubscribed } left when left.StateSince < now - UnsubscribedKept:
                await ForgetAddressAsync(left, cancellationToken);
                var reduced = left with { Address = "", Name = "", LeadDays = [], Departure = left.Departure is { } why ? why with { Reason = null } : null };
                if (reduced != left && !await TryAsync(() => _table.UpdateAsync(Documents.ToRow(subscriberId, SubscriberStore.ProfileRow, reduced), row!.ETag!, cancellationToken)))
                    return false;
                await ForgetRowsAsync(subscriberId, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Removes all that is known of a subscriber at their own wish. Dying half-way, it is finished by the next walk.</summary>
    /// <returns>Whether there was anybody.</returns>
    public async Task<bool> EraseAsync(string subscriberId, CancellationToken cancellationToken)
    {
        if (await subscribers.FindAsync(subscriberId, cancellationToken) is not { } known)
            return false;
        await ForgetAddressAsync(known, cancellationToken);
        await agenda.ForgetAsync(subscriberId, cancellationToken);
        await _table.DeleteAsync(subscriberId, SubscriberStore.ProfileRow, etag: null, cancellationToken);
        await ForgetAllAsync(subscriberId, cancellationToken);
        return true;
    }

    // Before the profile, which alone knows the address.
    private async Task ForgetAddressAsync(Subscriber known, CancellationToken cancellationToken)
    {
        await foreach (var signUp in signUps.AllAsync(cancellationToken))
        {
            if (signUp.SubscriberId == known.SubscriberId)
                await signUps.ForgetAsync(signUp.SignUpId, cancellationToken);
        }
        if (EmailAddress.Read(known.Address) is { } address && await signUps.OwnerAsync(address, cancellationToken) == known.SubscriberId)
            await signUps.ReleaseAsync(address, cancellationToken);
    }

    private async Task ForgetAllAsync(string subscriberId, CancellationToken cancellationToken)
    {
        await ForgetRowsAsync(subscriberId, cancellationToken);
        // Last: by the roster they are found.
        await subscribers.StrikeAsync(subscriberId, cancellationToken);
    }

    private async Task ForgetRowsAsync(string subscriberId, CancellationToken cancellationToken)
    {
        await subscribers.ForgetInterestsAsync(subscriberId, cancellationToken);
        // Before the rows that name them.
        await matches.ForgetNotesAsync(subscriberId, cancellationToken);
        await outbox.ForgetLettersToAsync(subscriberId, cancellationToken);
        while (await MoreAsync(subscriberId, cancellationToken) is { Count: > 0 } edits)
            await _table.TransactAsync(subscriberId, edits, cancellationToken);
    }

    // With the profile a page is never all that a transaction takes.
    private async Task<IReadOnlyList<RowEdit>> MoreAsync(string subscriberId, CancellationToken cancellationToken) =>
        [.. (await _table.QueryAsync(new(subscriberId), StorageLimits.Edits, continuation: null, cancellationToken)).Rows
            .Where(r => r.Key != SubscriberStore.ProfileRow)
            .Select(r => new RowEdit.Delete(r.Key))];

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (RowChangedException)
        {
            // They were edited in this moment: the next walk looks again.
            return false;
        }
    }
}
