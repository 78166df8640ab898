namespace FundingAlerts.Delivery;

/// <summary>A transport for mails.</summary>
public interface IMailer
{
    /// <exception cref="MailRefusedException">The transport will not take this letter, now or later.</exception>
    Task SendAsync(Letter letter, CancellationToken cancellationToken);
}

/// <summary>Trying again will not help. The message names no address.</summary>
public sealed class MailRefusedException(string message, Exception? inner = null) : Exception(message, inner);
