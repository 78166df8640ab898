using System.Security.Cryptography;
using System.Text;
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
/// Composes one subscriber's digest for one period, or between two, and promises to send it. The digest, the settled matches,
/// the outbox row and what is noted of the subscriber are one transaction, so a crash leaves either nothing or all of it.
/// </summary>
public sealed partial class ComposeDigest(
    GatherDigest gather,
    Agenda agenda,
    UpcomingCalls upcoming,
    Outbox outbox,
    LetterWriter write,
    StorageAccount storage,
    IOptions<DigestOptions> options,
    ILogger<ComposeDigest> log)
{
    private const int Tries = 5;
    private const int HashBytes = 6;
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <returns>Whether a mail was promised.</returns>
    public async Task<bool> RunAsync(DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        var promised = await PromiseOnceAsync(message, now, cancellationToken);

        // Also after a crash between the promise and this line: the message came back, and finds the mail in the outbox.
        await outbox.TellQueuedAsync(message.SubscriberId, message.Correlation, cancellationToken);
        if (message.At is { } at)
            await agenda.StrikeAsync(message.SubscriberId, await agenda.AtAsync(AgendaKinds.Soon, at, message.SubscriberId, cancellationToken), cancellationToken);
        return promised;
    }

    private async Task<bool> PromiseOnceAsync(DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await _table.FindAsync(message.SubscriberId, SubscriberStore.ProfileRow, cancellationToken);
            if (row is null || Documents.Read<Subscriber>(row) is not { } reader || reader.StateAt(now) != SubscriberState.Confirmed || !IsWanted(reader, message, now))
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
                await _table.UpdateAsync(Documents.ToRow(reader.SubscriberId, SubscriberStore.ProfileRow, After(reader, message)), row.ETag!, cancellationToken);
                return false;
            }
        }
    }

    // A message from another period (late, replayed, of a clock that was wrong) is dropped: the planner asks for this one.
    private static bool IsWanted(Subscriber reader, DigestMessage message, Instant now) =>
        message.Occasion != Occasion.Period
        || (!reader.IsDone(message.Period) && reader.Beat.PeriodAt(now, ReminderTimes.ZoneOf(reader)) == message.Period);

    private async Task<bool> PromiseAsync(Subscriber reader, string etag, DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        var situation = await gather.RunAsync(reader, message, now, cancellationToken);
        // A team without anybody to be mailed waits until there is.
        if (situation.Copies.Count == 0)
            return false;
        var (digest, told, passedOver, opened) = DigestComposer.Compose(situation, options.Value);
        if (digest is not null && message.Occasion != Occasion.Period)
            digest = digest with { Id = digest.Id with { Between = NameOf(told) } };
        if (digest is null && passedOver.Count == 0 && message.Occasion != Occasion.Period)
            return false;
        var edits = new List<RowEdit>
        {
            new RowEdit.Update(Documents.ToRow(reader.SubscriberId, SubscriberStore.ProfileRow, After(After(reader, message), situation, digest)), etag),
        };
        edits.AddRange(told.SelectMany(m => MatchStore.Settle(m, wasTold: true)));
        edits.AddRange(opened.Select(day => UpcomingCalls.Told(reader.SubscriberId, day)));
        edits.AddRange(Fitting(passedOver));
        if (digest is not null)
            edits.AddRange(await LettersAsync(digest, situation.Copies, told, now, cancellationToken));
        // Before the promise: an entry too many does no harm, one too few would be a deadline missed.
        await LookAheadAsync(digest, situation, cancellationToken);
        await _table.TransactAsync(reader.SubscriberId, edits, cancellationToken);
        LogComposed(reader.SubscriberId, message.Period, digest?.Entries.Count ?? 0, digest?.Waiting ?? 0);
        return digest is not null;
    }

    /// <summary>A letter for everybody who gets a copy; what it tells is noted once.</summary>
    private async Task<IReadOnlyList<RowEdit>> LettersAsync(Digest digest, IReadOnlyList<Subscriber> copies, IReadOnlyList<PendingMatch> told, Instant now, CancellationToken cancellationToken)
    {
        var edits = new List<RowEdit>();
        IReadOnlyList<ToldChange> tells = [.. told.Select(m => new ToldChange(m.Match.Opportunity, m.Match.Version))];
        foreach (var copy in copies)
        {
            var letter = await write(digest with { Id = digest.Id with { Member = copy.MemberId }, Reader = copy }, cancellationToken);
            edits.AddRange(await outbox.PromiseAsync(copy.SubscriberId, letter, edits.Count == 0 ? tells : [], now, cancellationToken));
        }
        return edits;
    }

    private async Task LookAheadAsync(Digest? digest, DigestSituation situation, CancellationToken cancellationToken)
    {
        var (reader, now) = (situation.Reader, situation.Now);
        var calls = (digest?.Entries ?? []).Where(e => e.Group != DigestGroup.Withdrawn).ToList();
        await agenda.PutAsync(reader.SubscriberId, calls.SelectMany(e => ReminderTimes.Ahead(reader, e.Opportunity, situation.LeadDaysFor(e.Why), now)), cancellationToken);
        await upcoming.PutAsync(reader.SubscriberId, calls.Select(e => e.Opportunity), now, cancellationToken);
    }

    private static Subscriber After(Subscriber reader, DigestMessage message) =>
        message.Occasion == Occasion.Period ? reader with { LastPeriod = message.Period } : reader;

    private static Subscriber After(Subscriber reader, DigestSituation situation, Digest? digest) => reader with
    {
        // Only where weeks and days are told apart.
        LastWeekly = situation.IsWeeklyDue && reader.Beat.Frequency == Frequency.Daily && situation.Interests.Values.Any(i => (i.Frequency ?? reader.Cadence.Frequency) == Frequency.Weekly) ? situation.WeeklyPeriod : reader.LastWeekly,
        LastMailAt = digest is null ? reader.LastMailAt : situation.Now,
        ReliesOn = digest is null ? reader.ReliesOn : [.. digest.Entries.Select(e => e.Opportunity.Id.Source).Concat(reader.ReliesOn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        KnownDown = digest is null ? reader.KnownDown : [.. reader.KnownDown
            .Except(digest.Notices.Where(n => n.IsBack).Select(n => n.Source.Source))
            .Concat(digest.Notices.Where(n => !n.IsBack).Select(n => n.Source.Source))],
    };

    // By what it tells: composed again after a crash it is the same mail.
    private static string NameOf(IReadOnlyList<PendingMatch> told)
    {
        var all = string.Join('\n', told.Select(m => FormattableString.Invariant($"{m.Match.Opportunity} {m.Match.Version}")).Order(StringComparer.Ordinal));
        return $"n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, HashBytes))}";
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

    [LoggerMessage(LogLevel.Information, "Digest of {Subscriber} for {Period}: {Entries} calls, {Waiting} wait for the next.")]
    private partial void LogComposed(string subscriber, LocalDate period, int entries, int waiting);
}
