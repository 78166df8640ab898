using FundingAlerts.Interests;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>
/// Hands promised mails to the transport, and notes that it did. Who does so claims the mail before, so that of several
/// messages that ask for it one sends it; a claim of one who died lapses before its message comes back. A mail that cannot go
/// now is put off and asked for again by a new message: only a fault of ours makes a message fail.
/// </summary>
public sealed partial class SendEmail(
    Outbox outbox, SubscriberStore subscribers, IMailer mailer, MailTraffic traffic, MailPurse purse, TransportWatch watch, ILogger<SendEmail> log)
{
    internal const string DayIsFull = "The day's mails are used up; it goes out from midnight UTC on.";
    internal const string Rests = "The transport is left alone for a while, or has its hands full.";
    private static readonly Duration Claim = Duration.FromMinutes(4);

    /// <returns>How many were sent now; others were sent before, wait, or cannot be sent at all.</returns>
    /// <exception cref="MailFaultException">What the transport threw, without its words.</exception>
    public async Task<int> RunAsync(EmailMessage message, Instant now, CancellationToken cancellationToken)
    {
        var began = traffic.Timestamp();
        var ready = new List<ReadyMail>();
        foreach (var name in message.Mails)
        {
            if (await ReadyAsync(message, name, now, cancellationToken) is { } mail)
                ready.Add(mail);
        }
        var sent = 0;
        foreach (var some in ready.Chunk(Math.Max(1, mailer.MostAtOnce)))
            sent += await HandOverAsync(some, message.Correlation, now + traffic.Since(began), cancellationToken);
        return sent;
    }

    /// <returns>A mail that is to be sent now, with its letter; null when there is nothing to send.</returns>
    private async Task<ReadyMail?> ReadyAsync(EmailMessage message, MailName name, Instant now, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(name.SubscriberId, name.DeliveryId, cancellationToken) is not var (promise, etag)
            || promise.State != DeliveryState.Queued
            // A claim from far ahead was made under a clock that went wrong.
            || (promise.SendingUntil > now && promise.SendingUntil <= now + (Claim * 2)))
            return null;
        if (await HindranceAsync(promise, now, cancellationToken) is { } hindrance)
        {
            await SettleAsync(promise with { State = DeliveryState.GaveUp, Failure = hindrance }, etag, cancellationToken);
            return null;
        }
        if (promise.NotBefore > now && promise.NotBefore <= now + MailWaits.Longest)
        {
            // Whoever put it off sent a message for it; that one may be early by a clock's error.
            if (message.Wait >= promise.Waits)
                await outbox.AskAsync(promise, message.Correlation, promise.Waits, promise.NotBefore.Value - now, cancellationToken);
            return null;
        }
        if (await outbox.FindLetterAsync(promise, cancellationToken) is { } letter)
            return new(promise, etag, letter with { SubscriberId = promise.SubscriberId });
        LogNoLetter(name.DeliveryId);
        return null;
    }

    /// <returns>Why it is not to be sent any more; null when it is.</returns>
    private async Task<string?> HindranceAsync(OutboxMessage promise, Instant now, CancellationToken cancellationToken)
    {
        // Nobody wants news that old, and letters of that age are gone.
        if (promise.PromisedAt < now - Outbox.LettersKept)
            return Outbox.TooOld;
        // Who left between the promise and now gets no last mail.
        return await subscribers.FindAsync(promise.SubscriberId, cancellationToken) switch
        {
            null => Outbox.HasLeft,
            { State: SubscriberState.Unsubscribed or SubscriberState.Suppressed } left when !promise.IsAsked || left.Departure?.Cause == DepartureCause.Complained => Outbox.HasLeft,
            _ => null,
        };
    }

    private async Task<int> HandOverAsync(ReadyMail[] mails, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var today = now.InUtc().Date;
        // Not even the day's count is touched while it rests.
        if (traffic.Resting() is { } resting)
            return await PutOffAsync(mails, Rests, correlation, now, mail => MailWaits.InTrouble(mail, resting), cancellationToken);
        var granted = await purse.TakeAsync(mails.Length, today, cancellationToken);
        if (granted < mails.Length)
        {
            await PutOffAsync(mails[granted..], DayIsFull, correlation, now, _ => MailWaits.UntilTomorrow(now), cancellationToken);
            await purse.CarryOverAsync(mails.Length - granted, today, cancellationToken);
        }
        mails = mails[..granted];
        if (granted == 0)
            return 0;
        var began = traffic.Timestamp();
        var sent = 0;
        try
        {
            if (await traffic.EnterAsync(mails.Length, cancellationToken) is { } rest)
                return await PutOffAsync(mails, Rests, correlation, now, mail => MailWaits.InTrouble(mail, rest), cancellationToken);
            sent = await SendAsync(mails, correlation, now + traffic.Since(began), cancellationToken);
        }
        finally
        {
            await purse.PutBackAsync(granted - sent, today, CancellationToken.None);
        }
        return sent;
    }

    private async Task<int> SendAsync(IReadOnlyList<ReadyMail> mails, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var claimed = new List<ReadyMail>();
        foreach (var mail in mails)
        {
            if (await TryAsync(() => outbox.ClaimAsync(mail.Promise with { SendingUntil = now + Claim }, mail.ETag, cancellationToken)) is { } etag)
                claimed.Add(mail with { ETag = etag });
        }
        if (claimed.Count == 0)
            return 0;
        IReadOnlyList<MailOutcome> outcomes;
        try
        {
            outcomes = await traffic.SendAsync(mailer, [.. claimed.Select(m => m.Letter)], cancellationToken);
        }
        catch (Exception fault)
        {
            // The message comes back soon, also after a stop, and should not find the claim.
            foreach (var mail in claimed)
                await TryAsync(() => outbox.ClaimAsync(mail.Promise with { SendingUntil = null }, mail.ETag, CancellationToken.None));
            if (fault is OperationCanceledException && cancellationToken.IsCancellationRequested)
                throw;
            throw new MailFaultException(fault);
        }
        // What was handed over is noted whatever stops us now.
        var sent = await NoteAsync(claimed, outcomes, correlation, now);
        await watch.SeeAsync(outcomes, now, cancellationToken);
        return sent;
    }

    /// <summary>Notes all that can be noted before the first that cannot is thrown: what is not noted is sent again.</summary>
    private async Task<int> NoteAsync(IReadOnlyList<ReadyMail> mails, IReadOnlyList<MailOutcome> outcomes, string correlation, Instant now)
    {
        var (sent, faults) = (0, new List<Exception>());
        foreach (var (mail, outcome) in mails.Zip(outcomes))
        {
            try
            {
                await NoteAsync(mail, outcome, correlation, now);
            }
            catch (Exception fault)
            {
                faults.Add(fault);
            }
            sent += outcome is MailOutcome.Sent ? 1 : 0;
        }
        return faults.Count switch
        {
            0 => sent,
            1 => throw faults[0],
            _ => throw new AggregateException(faults),
        };
    }

    private Task NoteAsync(ReadyMail mail, MailOutcome outcome, string correlation, Instant now) => outcome switch
    {
        MailOutcome.Sent => SettleAsync(mail.Promise with { State = DeliveryState.Sent, SentAt = now }, mail.ETag, CancellationToken.None),
        MailOutcome.Refused refused => SettleAsync(mail.Promise with { State = DeliveryState.GaveUp, Failure = refused.Why }, mail.ETag, CancellationToken.None),
        MailOutcome.Passing passing when MailWaits.IsEnough(mail.Promise) => SettleAsync(mail.Promise with { State = DeliveryState.GaveUp, Failure = $"It was put off too often. {passing.Why}" }, mail.ETag, CancellationToken.None),
        MailOutcome.Passing passing => PutOffAsync(
            [mail with { Promise = mail.Promise with { Deferrals = mail.Promise.Deferrals + 1 } }], passing.Why, correlation, now, MailWaits.Deferred, CancellationToken.None),
        MailOutcome.Trouble trouble => PutOffAsync([mail], trouble.Why, correlation, now, promise => MailWaits.InTrouble(promise, trouble.After ?? Duration.Zero), CancellationToken.None),
        _ => throw new InvalidOperationException($"There is no outcome {outcome.GetType().Name}."),
    };

    private async Task<int> PutOffAsync(IEnumerable<ReadyMail> mails, string why, string correlation, Instant now, Func<OutboxMessage, Duration> rest, CancellationToken cancellationToken)
    {
        foreach (var mail in mails)
        {
            var after = rest(mail.Promise);
            var isPutOff = await TryAsync(async () =>
            {
                await outbox.PutOffAsync(mail.Promise with { Waiting = why }, mail.ETag, correlation, now, after, cancellationToken);
                return "";
            });
            if (isPutOff is not null)
                LogPutOff(mail.Promise.DeliveryId, after, why);
        }
        return 0;
    }

    private async Task SettleAsync(OutboxMessage outcome, string etag, CancellationToken cancellationToken)
    {
        var isNoted = await TryAsync(async () =>
        {
            await outbox.SettleAsync(outcome with { SendingUntil = null, NotBefore = null, Waiting = null }, etag, cancellationToken);
            return "";
        });
        if (isNoted is null)
            return;
        if (outcome.State == DeliveryState.Sent)
            LogSent(outcome.DeliveryId);
        else
            LogGivenUp(outcome.DeliveryId, outcome.Failure!);
    }

    /// <returns>Null when another worker, or a provider, was faster.</returns>
    private static async Task<string?> TryAsync(Func<Task<string>> change)
    {
        try
        {
            return await change();
        }
        catch (RowChangedException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "Sent {Delivery}.")]
    private partial void LogSent(string delivery);

    [LoggerMessage(LogLevel.Information, "{Delivery} is put off by {After}: {Reason}")]
    private partial void LogPutOff(string delivery, Duration after, string reason);

    [LoggerMessage(LogLevel.Error, "{Delivery} is given up: {Reason}")]
    private partial void LogGivenUp(string delivery, string reason);

    [LoggerMessage(LogLevel.Error, "{Delivery} stands in the outbox but its letter is missing; restore the letters from a backup.")]
    private partial void LogNoLetter(string delivery);

    private sealed record ReadyMail(OutboxMessage Promise, string ETag, Letter Letter);
}
