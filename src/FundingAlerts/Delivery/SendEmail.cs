using FundingAlerts.Interests;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>
/// Hands one promised mail to the transport, and notes that it did. Who does so claims the mail before, so that of several
/// messages that ask for it one sends it; a claim of one who died lapses before its message comes back.
/// </summary>
public sealed partial class SendEmail(Outbox outbox, SubscriberStore subscribers, IMailer mailer, ILogger<SendEmail> log)
{
    private static readonly Duration Claim = Duration.FromMinutes(4);

    /// <returns>Whether it was sent now; false when it was sent before or could not be sent at all.</returns>
    public async Task<bool> RunAsync(EmailMessage message, Instant now, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(message.SubscriberId, message.DeliveryId, cancellationToken) is not var (promise, etag)
            || promise.State != DeliveryState.Queued
            // A claim from far ahead was made under a clock that went wrong.
            || (promise.SendingUntil > now && promise.SendingUntil <= now + Claim))
            return false;
        var hindrance = await HindranceAsync(promise, now, cancellationToken);
        var letter = hindrance is null ? await outbox.FindLetterAsync(promise, cancellationToken) : null;
        if (hindrance is null && letter is null)
        {
            LogNoLetter(message.DeliveryId);
            return false;
        }
        OutboxMessage outcome;
        try
        {
            if (letter is not null)
                etag = await outbox.ClaimAsync(promise with { SendingUntil = now + Claim }, etag, cancellationToken);
            outcome = letter is null
                ? promise with { State = DeliveryState.GaveUp, Failure = hindrance }
                : await TrySendAsync(promise, etag, letter, now, cancellationToken);
            await outbox.SettleAsync(outcome with { SendingUntil = null }, etag, cancellationToken);
        }
        catch (RowChangedException)
        {
            // Another worker had the same message, or a provider was faster.
            return false;
        }
        if (outcome.State == DeliveryState.Sent)
            LogSent(message.DeliveryId);
        else
            LogGivenUp(message.DeliveryId, outcome.Failure!);
        return outcome.State == DeliveryState.Sent;
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

    private async Task<OutboxMessage> TrySendAsync(OutboxMessage promise, string etag, Letter letter, Instant now, CancellationToken cancellationToken)
    {
        try
        {
            await mailer.SendAsync(letter, cancellationToken);
            return promise with { State = DeliveryState.Sent, SentAt = now };
        }
        catch (MailRefusedException refused)
        {
            return promise with { State = DeliveryState.GaveUp, Failure = refused.Message };
        }
        catch (Exception)
        {
            // The message comes back soon, also after a stop, and should not find the claim.
            await outbox.ClaimAsync(promise with { SendingUntil = null }, etag, CancellationToken.None);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "Sent {Delivery}.")]
    private partial void LogSent(string delivery);

    [LoggerMessage(LogLevel.Error, "{Delivery} is given up: {Reason}")]
    private partial void LogGivenUp(string delivery, string reason);

    [LoggerMessage(LogLevel.Error, "{Delivery} stands in the outbox but its letter is missing; restore the letters from a backup.")]
    private partial void LogNoLetter(string delivery);
}
