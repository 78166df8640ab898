using FundingAlerts.Delivery;
using MimeKit;
using NodaTime;

namespace FundingAlerts.Mail;

/// <summary>Any mail server by SMTP, one's own or a provider's. One conversation at a time, whose connection is kept for the next letter.</summary>
/// <param name="returnPath">Where mails come back to; null: the sender's address.</param>
internal sealed class SmtpMailer(SmtpConnection connection, MailboxAddress from, MailboxAddress? returnPath, IClock clock) : IMailer, IAsyncDisposable
{
    // Less than the four minutes for which a letter is claimed.
    private static readonly TimeSpan LongestTalk = TimeSpan.FromSeconds(100);

    private readonly LetterMime _mime = new(from, clock);
    private readonly SemaphoreSlim _turn = new(1);

    public int MostAtOnce => 1;

    public async Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        var outcomes = new List<MailOutcome>();
        foreach (var letter in letters)
            outcomes.Add(await SendAsync(letter, cancellationToken));
        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<MailOutcome> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        using var message = _mime.Of(letter);
        if (message is null)
            return new MailOutcome.Refused(LetterMime.NoAddress(letter));
        await _turn.WaitAsync(cancellationToken);
        try
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            over.CancelAfter(LongestTalk);
            return await TalkAsync(message, over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MailOutcome.Trouble("The mail server took too long.");
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<MailOutcome> TalkAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var isOpen = false;
        try
        {
            await connection.OpenAsync(cancellationToken);
            isOpen = true;
            await connection.SendAsync(message, returnPath ?? from, cancellationToken);
            return new MailOutcome.Sent();
        }
        catch (Exception fault)
        {
            var outcome = isOpen ? SmtpAnswer.OfSending(fault) : SmtpAnswer.OfConnecting(fault);
            // After a refusal the conversation goes on; after all else nobody knows where it stands.
            if (outcome is not (MailOutcome.Refused or MailOutcome.Passing))
                await connection.DropAsync();
            if (outcome is null)
                throw;
            return outcome;
        }
    }
}
