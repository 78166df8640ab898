using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>
/// Composes one subscriber's digest for one period and promises to send it. The digest, the settled matches, the outbox row
/// and the subscriber's period are one transaction, so a crash leaves either nothing or all of it.
/// </summary>
public sealed partial class ComposeDigest(
    MatchStore matches,
    Agenda agenda,
    OpportunityStore opportunities,
    TwinStore twins,
    Aggregators aggregators,
    Outbox outbox,
    LetterWriter write,
    StorageAccount storage,
    IOptions<DigestOptions> options,
    ILogger<ComposeDigest> log)
{
    private const int Tries = 5;

    // A site that flaps leaves many versions of a call; so few fit a transaction beside all the others.
    private const int MaxVersions = 8;

    // Of each of the most pages that can be one call (TwinStore.MostMembers) so many fit.
    private const int FewVersions = 2;
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <returns>Whether a mail was promised.</returns>
    public async Task<bool> RunAsync(DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        var promised = await PromiseOnceAsync(message, now, cancellationToken);

        // Also after a crash between the promise and this line: the message came back, and finds the mail in the outbox.
        await outbox.TellQueuedAsync(message.SubscriberId, message.Correlation, cancellationToken);
        return promised;
    }

    private async Task<bool> PromiseOnceAsync(DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await _table.FindAsync(message.SubscriberId, SubscriberStore.ProfileRow, cancellationToken);
            if (row is null || Documents.Read<Subscriber>(row) is not { State: SubscriberState.Confirmed } reader || reader.IsDone(message.Period))
                return false;
            // A message from another period (late, replayed, of a clock that was wrong) is dropped: the planner asks for this one.
            if (reader.Cadence.PeriodAt(now, Zones.Find(reader.Zone) ?? DateTimeZone.Utc) != message.Period)
                return false;
            try
            {
                return await PromiseAsync(reader, row.ETag!, message, now, cancellationToken);
            }
            catch (RowChangedException) when (attempt < Tries)
            {
                // Another worker composed it, or the subscriber was edited: look again.
            }
            catch (RowExistsException)
            {
                // This mail was promised before the clock was set back by years, when the period was noted that is put right here.
                await _table.UpdateAsync(Documents.ToRow(reader.SubscriberId, SubscriberStore.ProfileRow, reader with { LastPeriod = message.Period }), row.ETag!, cancellationToken);
                return false;
            }
        }
    }

    private async Task<bool> PromiseAsync(Subscriber reader, string etag, DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        var pending = await PendingCallsAsync(reader.SubscriberId, now, cancellationToken);
        var (digest, told, passedOver) = DigestComposer.Compose(reader, message.Period, pending, options.Value, now);
        var edits = new List<RowEdit>
        {
            new RowEdit.Update(
                Documents.ToRow(reader.SubscriberId, SubscriberStore.ProfileRow, reader with { LastPeriod = message.Period }),
                etag),
        };
        edits.AddRange(told.SelectMany(m => MatchStore.Settle(m, wasTold: true)));
        edits.AddRange(Fitting(passedOver));
        if (digest is not null)
            edits.AddRange(await outbox.PromiseAsync(reader.SubscriberId, await write(digest, cancellationToken), [.. told.Select(m => new ToldChange(m.Match.Opportunity, m.Match.Version))], now, cancellationToken));
        // Before the promise: an entry too many does no harm, one too few would be a deadline missed.
        await agenda.PutAsync(reader.SubscriberId, digest?.Entries.Where(e => e.Group != DigestGroup.Withdrawn).SelectMany(e => ReminderTimes.Ahead(reader, e.Opportunity, now)) ?? [], cancellationToken);
        await _table.TransactAsync(reader.SubscriberId, edits, cancellationToken);
        LogComposed(reader.SubscriberId, message.Period, digest?.Entries.Count ?? 0, digest?.Waiting ?? 0);
        return digest is not null;
    }

    // What is passed over is written anew with all its reasons; what does not fit beside the rest is settled next time.
    private static IEnumerable<RowEdit> Fitting(IEnumerable<PendingMatch> passedOver)
    {
        long room = StorageLimits.TransactionBytes / 2;
        foreach (var match in passedOver)
        {
            var edits = MatchStore.Settle(match, wasTold: false).ToList();
            room -= edits.OfType<RowEdit.Upsert>().Sum(e => RowSize.Sent(e.Row));
            if (room < 0)
                yield break;
            foreach (var edit in edits)
                yield return edit;
        }
    }

    /// <summary>What is pending, by call: pages of several sites that are one call are one.</summary>
    private async Task<IReadOnlyList<PendingCall>> PendingCallsAsync(string subscriberId, Instant now, CancellationToken cancellationToken)
    {
        var pages = await FoldedAsync(subscriberId, cancellationToken);
        var calls = new List<PendingCall>();
        var seen = new HashSet<OpportunityId>();
        foreach (var page in pages)
        {
            var id = page[0].Match.Opportunity;
            if (seen.Contains(id) || await twins.FindGroupAsync(id, opportunities, aggregators.Include, now, cancellationToken) is not { } group)
                continue;
            var members = group.Members.Select(m => m.Id).ToHashSet();
            seen.UnionWith(members);
            var pending = pages.Where(p => members.Contains(p[0].Match.Opportunity)).ToList();
            if (pending.Count > 0)
                calls.Add(new(group, [.. pending.SelectMany(p => p)], await ToldAsync(subscriberId, members, pending, cancellationToken)));
        }
        return calls;
    }

    private async Task<IReadOnlyList<OpportunityId>> ToldAsync(string subscriberId, IEnumerable<OpportunityId> members, List<IReadOnlyList<PendingMatch>> pending, CancellationToken cancellationToken)
    {
        var told = new List<OpportunityId>();
        foreach (var member in members)
        {
            var waiting = pending.Where(p => p[0].Match.Opportunity == member).SelectMany(p => p).Select(p => p.Match.Version);
            if ((await matches.VersionsAsync(subscriberId, member, cancellationToken)).Except(waiting).Any())
                told.Add(member);
        }
        return told;
    }

    /// <summary>What is pending, by page and version; of a page with many versions the oldest are folded into one before.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<PendingMatch>>> FoldedAsync(string subscriberId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pages = await GroupsAsync(subscriberId, cancellationToken);
            var crowded = false;
            foreach (var page in pages)
            {
                if (page.Count <= await MostVersionsAsync(page, cancellationToken))
                    continue;
                // The oldest first: changes join in the order in which they happened.
                await matches.FoldAsync([.. page.Take(MatchStore.MaxFolded)], cancellationToken);
                crowded = true;
            }
            if (!crowded)
                return pages;
        }
    }

    // What several sites say of a call is settled at once, and must fit one transaction together.
    private async Task<int> MostVersionsAsync(IReadOnlyList<PendingMatch> page, CancellationToken cancellationToken) =>
        page.Count <= FewVersions
            ? FewVersions
            : Math.Max(FewVersions, MaxVersions / (await twins.GroupAsync(page[0].Match.Opportunity, cancellationToken)).Count);

    private async Task<IReadOnlyList<IReadOnlyList<PendingMatch>>> GroupsAsync(string subscriberId, CancellationToken cancellationToken) =>
        [.. (await matches.PendingAsync(subscriberId, cancellationToken))
            .GroupBy(p => p.Match.Opportunity)
            .Select(g => (IReadOnlyList<PendingMatch>)[.. g.OrderBy(p => p.Match.Version)])];

    [LoggerMessage(LogLevel.Information, "Digest of {Subscriber} for {Period}: {Entries} calls, {Waiting} wait for the next.")]
    private partial void LogComposed(string subscriber, LocalDate period, int entries, int waiting);
}
