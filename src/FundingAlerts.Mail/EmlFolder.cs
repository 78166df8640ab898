using FundingAlerts.Delivery;
using MimeKit;
using NodaTime;

namespace FundingAlerts.Mail;

/// <summary>
/// A mailbox for one machine: each letter becomes &lt;delivery id&gt;.eml, which every mail program opens.
/// The same letter sent twice is the same file, so nobody is mailed twice.
/// </summary>
internal sealed class EmlFolder(string folder, MailboxAddress from, IClock clock) : IMailer
{
    private readonly LetterMime _mime = new(from, clock);

    public int MostAtOnce => 1;

    public async Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        var outcomes = new List<MailOutcome>();
        foreach (var letter in letters)
            outcomes.Add(await SendAsync(letter, cancellationToken));
        return outcomes;
    }

    private async Task<MailOutcome> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        using var message = _mime.Of(letter);
        if (message is null)
            return new MailOutcome.Refused(LetterMime.NoAddress(letter));
        try
        {
            await WriteAsync(message, Path.Combine(folder, LetterMime.NameOf(letter.DeliveryId) + ".eml"), cancellationToken);
            return new MailOutcome.Sent();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new MailOutcome.Trouble("The folder of the mails cannot be written: see whether the disk is full and who may write there.");
        }
    }

    private async Task WriteAsync(MimeMessage message, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var half = path + ".part";
        await using (var file = File.Create(half))
        {
            await message.WriteToAsync(LetterMime.Format, file, cancellationToken);
            await file.FlushAsync(cancellationToken);
            // It is noted as sent next, which must not outlive the mail in a power cut.
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        File.Move(half, path, overwrite: true);
    }
}
