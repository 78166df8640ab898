namespace FundingAlerts.Delivery;

/// <summary>A transport for mails.</summary>
public interface IMailer
{
    /// <summary>So many letters it can be handed together.</summary>
    int MostAtOnce { get; }

    /// <summary>
    /// Hands letters over. What goes wrong in a known way is an outcome; whatever is thrown beside a cancellation is a fault
    /// of ours, and nobody knows what became of the letters.
    /// </summary>
    /// <returns>What became of each, in their order.</returns>
    Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken);
}
