using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
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
    OpportunityStore opportunities,
    Outbox outbox,
    LetterWriter write,
    StorageAccount storage,
    IOptions<DigestOptions> options,
    ILogger<ComposeDigest> log)
{
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <returns>Whether a mail was promised.</returns>
    public async Task<bool> RunAsync(DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(message.SubscriberId, SubscriberStore.ProfileRow, cancellationToken);
        if (row is null || Documents.Read<Subscriber>(row) is not { State: SubscriberState.Confirmed } reader)
            return false;
        var isNew = reader.LastPeriod is not { } last || last < message.Period;
        var promised = isNew && await PromiseAsync(reader, row.ETag!, message, now, cancellationToken);

        // Also after a crash between the promise and this line: the message came back, and finds the mail in the outbox.
        await outbox.TellQueuedAsync(message.SubscriberId, message.Correlation, cancellationToken);
        return promised;
    }

    private async Task<bool> PromiseAsync(Subscriber reader, string etag, DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        var pending = await PendingCallsAsync(reader.SubscriberId, cancellationToken);
        var (digest, settled) = DigestComposer.Compose(reader, message.Period, pending, options.Value, now);
        var edits = new List<RowEdit>(settled.Select(s => s.MarkTold))
        {
            new RowEdit.Update(
                Documents.ToRow(reader.SubscriberId, SubscriberStore.ProfileRow, reader with { LastPeriod = message.Period }),
                etag),
        };
        if (digest is not null)
        {
            var letter = await write(digest, cancellationToken);
            await outbox.KeepLetterAsync(letter, cancellationToken);
            edits.Add(Outbox.Promise(reader.SubscriberId, letter, now));
        }
        await _table.TransactAsync(reader.SubscriberId, edits, cancellationToken);
        LogComposed(reader.SubscriberId, message.Period, digest?.Entries.Count ?? 0, digest?.Waiting ?? 0);
        return digest is not null;
    }

    private async Task<IReadOnlyList<PendingCall>> PendingCallsAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var calls = new List<PendingCall>();
        foreach (var group in (await matches.PendingAsync(subscriberId, cancellationToken)).GroupBy(p => p.Match.Opportunity))
        {
            if (await opportunities.FindAsync(group.Key, cancellationToken) is not { } call)
                continue;
            var versions = await matches.VersionsAsync(subscriberId, group.Key, cancellationToken);
            var untold = group.Select(p => p.Match.Version).ToHashSet();
            calls.Add(new(call, [.. group.OrderBy(p => p.Match.Version)], versions.Any(v => !untold.Contains(v))));
        }
        return calls;
    }

    [LoggerMessage(LogLevel.Information, "Digest of {Subscriber} for {Period}: {Entries} calls, {Waiting} wait for the next.")]
    private partial void LogComposed(string subscriber, LocalDate period, int entries, int waiting);
}
