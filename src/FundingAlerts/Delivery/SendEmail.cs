using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>Hands one promised mail to the transport, and notes that it did.</summary>
public sealed partial class SendEmail(Outbox outbox, IMailer mailer, ILogger<SendEmail> log)
{
    /// <returns>Whether it was sent now; false when it was sent before or could not be sent at all.</returns>
    public async Task<bool> RunAsync(EmailMessage message, Instant now, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(message.SubscriberId, message.DeliveryId, cancellationToken) is not var (promise, etag)
            || promise.State != DeliveryState.Queued)
            return false;
        if (await outbox.FindLetterAsync(message.DeliveryId, cancellationToken) is not { } letter)
        {
            LogNoLetter(message.DeliveryId);
            return false;
        }
        try
        {
            await mailer.SendAsync(letter, cancellationToken);
        }
        catch (MailRefusedException refused)
        {
            await outbox.SettleAsync(promise with { State = DeliveryState.GaveUp, Failure = refused.Message }, etag, cancellationToken);
            LogRefused(message.DeliveryId, refused.Message);
            return false;
        }
        await outbox.SettleAsync(promise with { State = DeliveryState.Sent, SentAt = now }, etag, cancellationToken);
        LogSent(message.DeliveryId);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Sent {Delivery}.")]
    private partial void LogSent(string delivery);

    [LoggerMessage(LogLevel.Error, "{Delivery} was refused and is given up: {Reason}")]
    private partial void LogRefused(string delivery, string reason);

    [LoggerMessage(LogLevel.Error, "{Delivery} stands in the outbox but its letter is missing; restore the letters from a backup.")]
    private partial void LogNoLetter(string delivery);
}
